package vestibule.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One account as it is stored. Values that its creating contract never asked for are empty here;
 * {@link Person} has those to show instead.
 *
 * @param id positive, below 2^53, never reused
 * @param username in the spelling of its registration
 */
public record Account(long id, Optional<String> username, Profile profile, Standing standing) {

  /** What the account tells of its person. */
  public record Profile(Names names, Contact contact, Appearance appearance) {

    /** Nothing known. */
    public static final Profile EMPTY = new Profile(Names.EMPTY, Contact.EMPTY, Appearance.EMPTY);

    /** The same profile with other names. */
    public Profile with(Names other) {
      return new Profile(other, contact, appearance);
    }

    /** This profile, and of another one what this does not tell. */
    public Profile over(Profile other) {
      return new Profile(
          new Names(
              names.full.or(() -> other.names.full),
              names.first.or(() -> other.names.first),
              names.last.or(() -> other.names.last),
              names.patronymic.or(() -> other.names.patronymic)),
          new Contact(
              contact.phone.or(() -> other.contact.phone),
              contact.contacts.or(() -> other.contact.contacts)),
          new Appearance(
              appearance.description.or(() -> other.appearance.description),
              appearance.backgroundColor.or(() -> other.appearance.backgroundColor),
              appearance.birthday.or(() -> other.appearance.birthday),
              appearance.avatar.or(() -> other.appearance.avatar)));
    }
  }

  /** The names of the person, each at most 256 code points. */
  public record Names(
      Optional<String> full,
      Optional<String> first,
      Optional<String> last,
      Optional<String> patronymic) {

    /** No name known. */
    public static final Names EMPTY =
        new Names(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** How the person can be reached but by e-mail; free text. */
  public record Contact(Optional<String> phone, Optional<String> contacts) {

    /** Nothing known. */
    public static final Contact EMPTY = new Contact(Optional.empty(), Optional.empty());
  }

  /**
   * How the account looks to others.
   *
   * @param backgroundColor {@code #RRGGBB}
   * @param birthday {@code YYYY-MM-DD}
   * @param avatar the file name of the picture
   */
  public record Appearance(
      Optional<String> description,
      Optional<String> backgroundColor,
      Optional<String> birthday,
      Optional<String> avatar) {

    /** Nothing chosen. */
    public static final Appearance EMPTY =
        new Appearance(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Where the account stands.
   *
   * @param primaryEmail the id of the primary address; empty when the account has lost its last one
   * @param version grows with every change of the account or of what belongs to it
   */
  public record Standing(
      Status status, Instant createdAt, OptionalLong primaryEmail, long version) {}

  /** Whether the account may be used. */
  public enum Status {
    ACTIVE,
    DISABLED
  }

  /** Whether the account may be used. */
  public boolean isActive() {
    return standing.status() == Status.ACTIVE;
  }
}
