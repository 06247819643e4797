package vestibule.contracts.personal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import vestibule.core.account.Account;
import vestibule.core.account.Person;
import vestibule.core.rights.Rights;

/** The bodies that document E answers with; keys in the document's order, no value ever null. */
final class PersonalJson {

  private static final String DEFAULT_COLOR = "#005CC9";

  /** Python's {@code str(datetime)}, but always with six digits (contracts.md E.0). */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private PersonalJson() {}

  /** An error. */
  record Failure(String errorMessage) {}

  /** Whether a login is free. */
  record Availability(String message, @JsonProperty("is_login_available") boolean available) {}

  /** A group or role. */
  record Named(long id, String name) {

    static List<Named> of(List<Rights.Named> rights) {
      return rights.stream().map(right -> new Named(right.id(), right.name())).toList();
    }
  }

  /** The user object. */
  record User(
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
      List<String> permissions,
      String token) {

    /**
     * A person with the token that stands for the session.
     *
     * @param assetsUrl where pictures are found, without a slash at its end
     */
    static User of(Person person, String token, String assetsUrl) {
      Account.Profile profile = person.account().profile();
      Account.Appearance appearance = profile.appearance();
      return new User(
          person.id(),
          person.loginName().toLowerCase(Locale.ROOT),
          person.address(),
          person.firstName(),
          person.lastName(),
          time(person.account().standing().createdAt()),
          appearance.description().orElse(""),
          appearance.backgroundColor().orElse(DEFAULT_COLOR),
          appearance.birthday().orElse(""),
          profile.names().patronymic().orElse(""),
          picture(person, assetsUrl),
          Named.of(person.rights().groups()),
          Named.of(person.rights().roles()),
          person.rights().permissions(),
          token);
    }

    /** Hides the token and the person. */
    @Override
    public String toString() {
      return "User[id=" + id + "]";
    }
  }

  static String time(Instant instant) {
    return TIME.format(instant);
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
