package vestibule.core.event;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.core.store.event.AccountEvent;

/**
 * An event as others read it, the same by the feed and by a webhook: its fields become the JSON in
 * this order. It has ids, names, addresses and rights, and nothing secret.
 *
 * @param timestamp when it happened, RFC 3339
 */
public record EventBody(String type, String timestamp, Data data) {

  /**
   * What it is about.
   *
   * @param door by which it happened
   * @param account as it is now, which may be later than the event
   */
  public record Data(String door, Subject account) {}

  /**
   * The account.
   *
   * @param status {@code active}, {@code disabled} or {@code deleted}; then there is no profile
   */
  public record Subject(String id, String status, Optional<Profile> profile) {}

  /** What it tells of its person. */
  public record Profile(
      Optional<String> username,
      Optional<String> name,
      List<Mailbox> emails,
      List<String> groups,
      List<String> roles,
      List<String> permissions) {}

  /** An address. */
  public record Mailbox(String email, boolean verified, boolean primary) {}

  /** The body of what is told. */
  public static EventBody of(EventFeed.Told told) {
    AccountEvent event = told.placed().event();
    return new EventBody(
        event.type().word(),
        DateTimeFormatter.ISO_INSTANT.format(event.at()),
        new Data(event.door(), subject(event.account(), told.person())));
  }

  /** The id of an event, which is the same each time that it is told. */
  public static String id(long position) {
    return Long.toString(position);
  }

  private static Subject subject(long account, Optional<Person> person) {
    return new Subject(
        Long.toString(account),
        person
            .map(one -> one.account().standing().status().name().toLowerCase(Locale.ROOT))
            .orElse("deleted"),
        person.map(EventBody::profile));
  }

  private static Profile profile(Person person) {
    Rights rights = person.rights();
    return new Profile(
        person.account().username(),
        person.account().profile().names().full(),
        person.emails().stream()
            // Another account's, of which this one's owner alone is shown something.
            .filter(email -> !email.claim().decoy())
            .map(email -> mailbox(person, email))
            .toList(),
        names(rights.groups()),
        names(rights.roles()),
        rights.permissions());
  }

  private static Mailbox mailbox(Person person, Email email) {
    return new Mailbox(email.address(), email.verified(), person.isPrimary(email));
  }

  private static List<String> names(List<Rights.Named> rights) {
    return rights.stream().map(Rights.Named::name).toList();
  }
}
