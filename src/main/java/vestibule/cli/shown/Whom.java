package vestibule.cli.shown;

import vestibule.core.model.Person;

/**
 * Whom a command was about, so that the operator sees that it was the right one.
 *
 * @param username "" when there is none
 * @param email the primary address, "" when there is none
 * @param confirmed whether the person has proved to read that mailbox
 */
public record Whom(long id, String username, String email, boolean confirmed) {

  /** Whom a command was about. */
  public static Whom of(Person person) {
    return new Whom(
        person.id(),
        person.account().username().orElse(""),
        person.address(),
        person.isAddressVerified());
  }

  /** For people: {@code account 42, user name ada, ada@example.org (confirmed)}. */
  public String text() {
    return "account "
        + id
        + (username.isEmpty() ? ", no user name" : ", user name " + username)
        + (email.isEmpty()
            ? ", no address"
            : ", " + email + (confirmed ? " (confirmed)" : " (not confirmed)"));
  }
}
