package vestibule.core.registration;

import java.util.Locale;
import java.util.Set;
import vestibule.core.model.Address;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** Who may register at the doors. What an operator makes is never asked. */
public sealed interface Admission {

  /** Everybody. */
  record Open() implements Admission {}

  /**
   * Whoever has an address of a listed domain.
   *
   * @param domains in their A-label form, in lower case
   */
  record Listed(Set<String> domains) implements Admission {}

  /** Nobody; by invitation an operator makes the account, and the person chooses the password. */
  record Closed(boolean byInvitation) implements Admission {}

  /**
   * Refuses whoever may not register, before anything is looked at that they sent.
   *
   * @throws RefusedException with {@link Refusal.RegistrationClosed}
   */
  default void require() {
    if (this instanceof Closed(boolean byInvitation)) {
      throw new RefusedException(new Refusal.RegistrationClosed(byInvitation));
    }
  }

  /**
   * Refuses an address that nobody may register with.
   *
   * @throws RefusedException with {@link Refusal.DomainClosed}
   */
  default void require(Address address) {
    String key = address.key().text();
    String domain = key.substring(key.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    if (this instanceof Listed(Set<String> domains) && !domains.contains(domain)) {
      throw new RefusedException(new Refusal.DomainClosed());
    }
  }
}
