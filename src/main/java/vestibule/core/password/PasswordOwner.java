package vestibule.core.password;

import java.util.List;
import java.util.Optional;
import vestibule.core.model.Email;
import vestibule.core.model.Person;

/** What is known of who gets a password: others would guess it first. */
public record PasswordOwner(Optional<String> username, List<String> addresses) {

  /** Somebody of whom nothing is known. */
  public static final PasswordOwner UNKNOWN = new PasswordOwner(Optional.empty(), List.of());

  /** The owner of an account. */
  public static PasswordOwner of(Person person) {
    return new PasswordOwner(
        person.account().username(), person.emails().stream().map(Email::address).toList());
  }

  /** Somebody without a user name. */
  public static PasswordOwner of(String address) {
    return new PasswordOwner(Optional.empty(), List.of(address));
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "PasswordOwner[]";
  }
}
