package vestibule.core.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An account with its addresses and rights, as any door shows it: fields that the creating contract
 * never asked for are filled in at read time by the fallbacks of docs/contracts F, and nothing
 * invented is ever stored.
 *
 * @param emails in the order of their ids
 */
public record Person(Account account, List<Email> emails, Rights rights) {

  public Person {
    emails = List.copyOf(emails);
  }

  /** The account's id. */
  public long id() {
    return account.id();
  }

  /** The primary address; empty when the account has lost its last one. */
  public Optional<Email> primary() {
    for (Email email : emails) {
      if (isPrimary(email)) {
        return Optional.of(email);
      }
    }
    return Optional.empty();
  }

  /** Whether an address is the account's primary one. */
  public boolean isPrimary(Email email) {
    OptionalLong primary = account.standing().primaryEmail();
    return primary.isPresent() && primary.getAsLong() == email.id();
  }

  /** The address with that id. */
  public Optional<Email> email(long id) {
    return emails.stream().filter(email -> email.id() == id).findFirst();
  }

  /** The primary address in its stored spelling, "" when there is none. */
  public String address() {
    return primary().map(Email::address).orElse("");
  }

  /** Whether the primary address is confirmed. */
  public boolean isAddressVerified() {
    return primary().map(Email::verified).orElse(false);
  }

  /** Whether any address is confirmed. */
  public boolean hasVerifiedAddress() {
    return emails.stream().anyMatch(Email::verified);
  }

  /** The user name; without one the primary address, which names the account at log-in as well. */
  public String loginName() {
    return account.username().orElseGet(this::address);
  }

  /** The full name; without one the first and last names, without the parts that are empty. */
  public String fullName() {
    return names()
        .full()
        .orElseGet(() -> (names().first().orElse("") + " " + names().last().orElse("")).strip());
  }

  /** The first name; where neither part is stored, the full name up to its first blank. */
  public String firstName() {
    return hasParts() ? names().first().orElse("") : split()[0];
  }

  /** The last name; where neither part is stored, the full name after its first blank. */
  public String lastName() {
    return hasParts() ? names().last().orElse("") : split()[1];
  }

  private boolean hasParts() {
    return names().first().isPresent() || names().last().isPresent();
  }

  private String[] split() {
    String full = names().full().orElse("").strip();
    int blank = full.indexOf(' ');
    return blank < 0
        ? new String[] {full, ""}
        : new String[] {full.substring(0, blank), full.substring(blank + 1).strip()};
  }

  private Account.Names names() {
    return account.profile().names();
  }
}
