package vestibule.core.arrival;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import vestibule.core.arrival.Arrival.Mailbox;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.model.Address;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Texts;
import vestibule.core.refusal.RefusedException;

/**
 * By what somebody who comes can be known here, as far as their own row tells: what is taken by
 * others is not looked at.
 *
 * @param addresses those that mail can be sent to, each once
 */
record Newcomer(Optional<String> username, List<Addressed> addresses, SortedSet<Warning> warnings) {

  /** The longest name that comes in, in code points: as long as other systems allow. */
  static final int LONGEST_NAME = 150;

  /** An address of theirs that can be one here. */
  record Addressed(Address address, boolean verified, boolean primary) {}

  /** How they sign in, for the report: the name, or else the first address. */
  String login() {
    return username.orElseGet(
        () -> addresses.isEmpty() ? "" : addresses.getFirst().address().text());
  }

  /**
   * Judges names and addresses. A name that is an address opens nothing that the address itself
   * does not: one's own is just the address, and one that stands for nobody else comes in as an
   * unproven one where there is no other.
   *
   * @throws Unfit where nothing is left to sign in with
   */
  static Newcomer of(Arrival.Identity identity) {
    SortedSet<Warning> warnings = Outcome.noWarnings();
    List<Addressed> addresses = addresses(identity, warnings);
    Optional<String> given = identity.username().map(String::strip).filter(name -> !name.isEmpty());
    Optional<String> name = given.filter(one -> one.indexOf('@') < 0);
    if (given.isPresent() && name.isEmpty()) {
      addresses = withName(given.get(), addresses, warnings);
    }
    Optional<String> fit = name.filter(Newcomer::isName);
    if (fit.isEmpty() && addresses.isEmpty()) {
      throw new Unfit(reason(identity, given), given.isPresent() ? "username" : "emails");
    }
    if (name.isPresent() && fit.isEmpty()) {
      warnings.add(Warning.NAME_DROPPED);
    }
    return new Newcomer(fit, addresses, warnings);
  }

  private static Reason reason(Arrival.Identity identity, Optional<String> name) {
    if (name.isPresent()) {
      return Reason.NAME_INVALID;
    }
    return identity.addresses().isEmpty() ? Reason.NO_LOGIN : Reason.ADDRESS_INVALID;
  }

  private static List<Addressed> addresses(Arrival.Identity identity, SortedSet<Warning> warnings) {
    List<Addressed> all =
        identity.addresses().stream()
            .filter(mailbox -> !mailbox.address().isBlank())
            .flatMap(mailbox -> addressed(mailbox, warnings).stream())
            .toList();
    return all.stream()
        .filter(one -> all.stream().filter(other -> isSame(one, other)).findFirst().get() == one)
        .map(one -> verifiedByAny(one, all))
        .toList();
  }

  private static Optional<Addressed> addressed(Mailbox mailbox, SortedSet<Warning> warnings) {
    try {
      Address address = Address.of(mailbox.address());
      return Optional.of(new Addressed(address, mailbox.verified(), mailbox.primary()));
    } catch (RefusedException invalid) {
      warnings.add(Warning.ADDRESS_DROPPED);
      return Optional.empty();
    }
  }

  private static Addressed verifiedByAny(Addressed one, List<Addressed> all) {
    List<Addressed> same = all.stream().filter(other -> isSame(one, other)).toList();
    return new Addressed(
        one.address(),
        same.stream().anyMatch(Addressed::verified),
        same.stream().anyMatch(Addressed::primary));
  }

  private static boolean isSame(Addressed one, Addressed other) {
    return one.address().key().equals(other.address().key());
  }

  private static List<Addressed> withName(
      String name, List<Addressed> addresses, SortedSet<Warning> warnings) {
    LoginKey key = LoginKey.of(name);
    boolean own = addresses.stream().anyMatch(one -> one.address().key().equals(key));
    if (own) {
      warnings.add(Warning.NAME_AS_ADDRESS);
      return addresses;
    }
    Optional<Addressed> only =
        addresses.isEmpty()
            ? addressed(new Mailbox(name, false, true), Outcome.noWarnings())
            : Optional.empty();
    warnings.add(only.isPresent() ? Warning.NAME_AS_ADDRESS : Warning.NAME_DROPPED);
    return only.map(List::of).orElse(addresses);
  }

  private static boolean isName(String name) {
    LoginKey key = LoginKey.of(name);
    return Texts.length(name) <= LONGEST_NAME
        && !Texts.hasHidden(name)
        && !key.text().isEmpty()
        && !key.isAddress();
  }

  /** Nobody can come in so. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String field;

    Unfit(Reason reason, String field) {
      super(reason.name(), null, false, false);
      this.reason = reason;
      this.field = field;
    }

    Outcome.Refused outcome() {
      return new Outcome.Refused(reason, field);
    }
  }
}
