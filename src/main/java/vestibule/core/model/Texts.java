package vestibule.core.model;

import java.util.Arrays;
import java.util.Optional;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.Refusal.ProfileField;
import vestibule.core.refusal.RefusedException;
import vestibule.core.unicode.Characters;

/**
 * The rules for texts that people give of themselves: what may be stored, shown, and put into a
 * mail.
 */
public final class Texts {

  /** The longest user name, in code points. */
  public static final int LONGEST_NAME = 64;

  /**
   * The longest name of a person, and the longest phone number, in code points (docs/contracts E.1,
   * whose names are one letter and 255 more).
   */
  public static final int LONGEST_FIELD = 256;

  /** The longest free text, in code points. */
  public static final int LONGEST_CONTACTS = 2000;

  private Texts() {}

  /**
   * Refuses a user name that is no {@link #requireTitle title}, or that holds {@code @}
   * (docs/contracts A.2).
   */
  public static void requireName(String name) {
    requireTitle(name);
    LoginKey key = LoginKey.of(name);
    if (key.text().isEmpty() || key.isAddress()) {
      throw new RefusedException(new Refusal.NameInvalid());
    }
  }

  /**
   * Refuses a name of an account, group, role or permission that is empty or over 64 code points,
   * has blanks at its ends, or holds a control or anything that people cannot see: it would look
   * like another name (docs/contracts 0.12).
   */
  public static void requireTitle(String name) {
    if (name.isEmpty()
        || length(name) > LONGEST_NAME
        || !name.equals(Characters.strip(name))
        || hasHidden(name)) {
      throw new RefusedException(new Refusal.NameInvalid());
    }
  }

  /**
   * Refuses profile texts that are too long or hold control characters; line breaks may stand in
   * contacts.
   */
  public static void requireProfile(Account.Profile profile) {
    requireNames(profile.names());
    Account.Contact contact = profile.contact();
    requireField(contact.phone(), ProfileField.PHONE);
    contact
        .contacts()
        .filter(
            text ->
                length(text) > LONGEST_CONTACTS || hasControl(text.replaceAll("[\\r\\n\\t]", "")))
        .ifPresent(text -> refuse(ProfileField.CONTACTS));
  }

  /**
   * Refuses names of a person that are over 256 code points, hold control characters, or hold what
   * people cannot see, but for the joiners that some scripts need (docs/contracts 0.12).
   */
  public static void requireNames(Account.Names names) {
    requirePersonal(names.full(), ProfileField.FULL_NAME);
    requirePersonal(names.first(), ProfileField.FIRST_NAME);
    requirePersonal(names.last(), ProfileField.LAST_NAME);
    requirePersonal(names.patronymic(), ProfileField.PATRONYMIC);
  }

  /**
   * Whether the text holds a control character, a lone surrogate, or a line or paragraph separator.
   */
  public static boolean hasControl(String text) {
    return text.codePoints()
        .map(Character::getType)
        .anyMatch(
            type ->
                type == Character.CONTROL
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR);
  }

  /**
   * Whether the text holds a character that people cannot see or that Unicode has given no meaning:
   * invisible ones, format characters, lone surrogates, private use, unassigned.
   */
  public static boolean hasHidden(String text) {
    return text.codePoints()
        .anyMatch(
            point ->
                switch (Character.getType(point)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.PRIVATE_USE,
                      Character.UNASSIGNED,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      true;
                  default -> Characters.isInvisible(point);
                });
  }

  /** Length in code points (docs/contracts 0.12). */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static void requirePersonal(Optional<String> name, ProfileField field) {
    requireField(name, field);
    name.filter(Joiners::hasInvisible).ifPresent(value -> refuse(field));
  }

  private static void requireField(Optional<String> text, ProfileField field) {
    text.filter(value -> length(value) > LONGEST_FIELD || hasControl(value))
        .ifPresent(value -> refuse(field));
  }

  private static void refuse(ProfileField field) {
    throw new RefusedException(new Refusal.FieldInvalid(field));
  }

  /** In the order of the database: by characters, not by halves of them. */
  public static boolean isBefore(String one, String other) {
    int[] left = one.codePoints().toArray();
    int[] right = other.codePoints().toArray();
    return Arrays.compare(left, right) < 0;
  }
}
