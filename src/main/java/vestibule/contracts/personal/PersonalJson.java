package vestibule.contracts.personal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.http.body.Json;

/** The bodies that document E answers with; keys in the document's order, no value ever null. */
final class PersonalJson {

  private static final String DEFAULT_COLOR = "#005CC9";

  /** Python's {@code str(datetime)}, but always with six digits (docs/contracts E.0). */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private PersonalJson() {}

  record Failure(String errorMessage) {}

  record FactorWanted(String errorMessage, String otp) {}

  record Availability(String message, @JsonProperty("is_login_available") boolean available) {}

  private record Named(long id, String name) {}

  private record User(
      long id,
      String login,
      String email,
      @JsonProperty("first_name") String firstName,
      @JsonProperty("last_name") String lastName,
      @JsonProperty("created_at") String createdAt,
      String description,
      @JsonProperty("background_color") String backgroundColor,
      String birthday,
      String patronymic,
      String avatar,
      List<Named> groups,
      List<Named> roles,
      List<String> permissions) {}

  /** The user object: a person with the token that stands for the session, as its last key. */
  static byte[] user(byte[] person, String token) {
    byte[] end = (",\"token\":\"" + token + "\"}").getBytes(US_ASCII);
    byte[] whole = Arrays.copyOf(person, person.length - 1 + end.length);
    System.arraycopy(end, 0, whole, person.length - 1, end.length);
    return whole;
  }

  /**
   * The user object without its token.
   *
   * @param assetsUrl where pictures are found, without a slash at its end
   */
  static byte[] person(Person person, String assetsUrl) {
    Account.Profile profile = person.account().profile();
    Account.Appearance appearance = profile.appearance();
    return Json.compact(
        new User(
            person.id(),
            person.loginName().toLowerCase(Locale.ROOT),
            person.address(),
            person.firstName(),
            person.lastName(),
            TIME.format(person.account().standing().createdAt()),
            appearance.description().orElse(""),
            appearance.backgroundColor().orElse(DEFAULT_COLOR),
            appearance.birthday().orElse(""),
            profile.names().patronymic().orElse(""),
            picture(person, assetsUrl),
            named(person.rights().groups()),
            named(person.rights().roles()),
            person.rights().permissions()));
  }

  private static List<Named> named(List<Rights.Named> rights) {
    return rights.stream().map(right -> new Named(right.id(), right.name())).toList();
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
