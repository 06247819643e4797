package vestibule.contracts.personal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

  /** Python's {@code str(datetime)}, but always with six digits (docs/contracts E.0). */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

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

  record Failure(String errorMessage) {}

  record Availability(String message, @JsonProperty("is_login_available") boolean available) {}

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
        .put(CREATED_AT, TIME.format(person.account().standing().createdAt()))
        .put(DESCRIPTION, appearance.description().orElse(""))
        .put(BACKGROUND_COLOR, appearance.backgroundColor().orElse(DEFAULT_COLOR))
        .put(BIRTHDAY, appearance.birthday().orElse(""))
        .put(PATRONYMIC, profile.names().patronymic().orElse(""))
        .put(AVATAR, picture(person, assetsUrl))
        .put(GROUPS, named(person.rights().groups()))
        .put(ROLES, named(person.rights().roles()))
        .put(PERMISSIONS, Json.compact(person.rights().permissions()))
        .bytes();
  }

  private static byte[] named(List<Rights.Named> rights) {
    return Json.compact(rights.stream().map(right -> new Named(right.id(), right.name())).toList());
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
