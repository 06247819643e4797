package vestibule.contracts.personal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.http.body.Json;
import vestibule.http.body.JsonObject;
import vestibule.http.body.JsonObject.Key;

/** The bodies that document E answers with; keys in the document's order, no value ever null. */
final class PersonalJson {

  private static final String DEFAULT_COLOR = "#005CC9";

  private static final byte[] TIME = "0000-00-00 00:00:00.000000".getBytes(ISO_8859_1);
  private static final byte[] NONE = Json.compact(List.of());

  private static final Key ID = Key.of("id");
  private static final Key LOGIN = Key.of("login");
  private static final Key EMAIL = Key.of("email");
  private static final Key FIRST_NAME = Key.of("first_name");
  private static final Key LAST_NAME = Key.of("last_name");
  private static final Key CREATED_AT = Key.of("created_at");
  private static final Key DESCRIPTION = Key.of("description");
  private static final Key BACKGROUND_COLOR = Key.of("background_color");
  private static final Key BIRTHDAY = Key.of("birthday");
  private static final Key PATRONYMIC = Key.of("patronymic");
  private static final Key AVATAR = Key.of("avatar");
  private static final Key GROUPS = Key.of("groups");
  private static final Key ROLES = Key.of("roles");
  private static final Key PERMISSIONS = Key.of("permissions");
  private static final Key TOKEN = Key.of("token");

  private PersonalJson() {}

  /** An error. */
  record Failure(String errorMessage) {}

  /** Whether a login is free. */
  record Availability(String message, @JsonProperty("is_login_available") boolean available) {}

  /** A group or role. */
  private record Named(long id, String name) {}

  /** The user object: a person with the token that stands for the session. */
  static byte[] user(byte[] person, String token) {
    return JsonObject.like(person).put(TOKEN, token).bytes();
  }

  /**
   * The user object without its token.
   *
   * @param assetsUrl where pictures are found, without a slash at its end
   */
  static byte[] person(Person person, String assetsUrl) {
    Account.Profile profile = person.account().profile();
    Account.Appearance appearance = profile.appearance();
    return JsonObject.compact()
        .put(ID, person.id())
        .put(LOGIN, person.loginName().toLowerCase(Locale.ROOT))
        .put(EMAIL, person.address())
        .put(FIRST_NAME, person.firstName())
        .put(LAST_NAME, person.lastName())
        .put(CREATED_AT, time(person.account().standing().createdAt()))
        .put(DESCRIPTION, appearance.description().orElse(""))
        .put(BACKGROUND_COLOR, appearance.backgroundColor().orElse(DEFAULT_COLOR))
        .put(BIRTHDAY, appearance.birthday().orElse(""))
        .put(PATRONYMIC, profile.names().patronymic().orElse(""))
        .put(AVATAR, picture(person, assetsUrl))
        .put(GROUPS, named(person.rights().groups()))
        .put(ROLES, named(person.rights().roles()))
        .put(PERMISSIONS, list(person.rights().permissions()))
        .bytes();
  }

  private static byte[] named(List<Rights.Named> rights) {
    return rights.isEmpty()
        ? NONE
        : list(rights.stream().map(right -> new Named(right.id(), right.name())).toList());
  }

  /** Most people have no rights at all. */
  private static byte[] list(List<?> values) {
    return values.isEmpty() ? NONE : Json.compact(values);
  }

  /** Python's {@code str(datetime)}, but always with six digits (docs/contracts E.0). */
  static String time(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    byte[] text = new byte[TIME.length];
    System.arraycopy(TIME, 0, text, 0, text.length);
    digits(text, 0, 4, time.getYear());
    digits(text, 5, 2, time.getMonthValue());
    digits(text, 8, 2, time.getDayOfMonth());
    digits(text, 11, 2, time.getHour());
    digits(text, 14, 2, time.getMinute());
    digits(text, 17, 2, time.getSecond());
    digits(text, 20, 6, time.getNano() / 1_000);
    return new String(text, ISO_8859_1);
  }

  private static void digits(byte[] text, int at, int count, int value) {
    int rest = value;
    for (int place = at + count - 1; place >= at; place--) {
      text[place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static String picture(Person person, String assetsUrl) {
    return person
        .account()
        .profile()
        .appearance()
        .avatar()
        .map(file -> assetsUrl + "/assets/user/" + person.id() + "/avatar/" + file)
        .orElse(assetsUrl + "/assets/static/unknown_avatar.jpg");
  }
}
