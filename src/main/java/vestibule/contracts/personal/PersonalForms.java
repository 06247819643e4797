package vestibule.contracts.personal;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vestibule.contracts.PythonText;
import vestibule.contracts.RejectedException;
import vestibule.contracts.flask.FlaskBodies;
import vestibule.core.model.Address;
import vestibule.core.model.Texts;
import vestibule.core.signin.Login;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.body.Field;
import vestibule.http.body.Fields;

/**
 * What the request bodies of document E say, held against its rules in the order of docs/contracts
 * E.1: the first that fails is the answer.
 */
final class PersonalForms {

  /** Characters of a refused or looked-up value that an answer repeats. */
  static final int LONGEST_ECHO = 1_000;

  private static final List<String> REQUIRED =
      List.of("login", "password", "email", "first_name", "last_name");
  private static final Set<String> REGISTRATION_KEYS =
      Set.of("login", "password", "email", "first_name", "last_name", "patronymic");
  private static final Set<String> LOGIN_KEYS = Set.of("password", "login", "email");

  /** "[a-z0-9_]{4,32}". */
  private static final Pattern LOGIN = Pattern.compile("[a-z0-9_]{4,32}");

  /**
   * "((?=.*\d)(?=.*[a-z])(?=.*[A-Z]).{8,20})" as Python's re reads it: its {@code \d} is any
   * decimal digit of Unicode, and its dot anything but a line feed.
   */
  private static final Pattern PASSWORD =
      Pattern.compile("(?=.*\\p{Nd})(?=.*[a-z])(?=.*[A-Z]).{8,20}", Pattern.UNIX_LINES);

  /** "^(.+)@(.+)\.(.+)$". */
  private static final Pattern EMAIL = Pattern.compile("(.+)@(.+)\\.(.+)", Pattern.UNIX_LINES);

  /** "[А-Я]{1}[а-я ]{1,255}", and Ё and ё (docs/contracts O-7). */
  private static final Pattern NAME = Pattern.compile("[А-ЯЁ][а-яё ]{1,255}");

  /** The longest name, each letter of which has a mark of its own. */
  private static final int LONGEST_APART = 2 * Texts.LONGEST_FIELD;

  private PersonalForms() {}

  /** Who asks for an account; {@code patronymic} is empty for absent, null and "" alike. */
  record Newcomer(
      String login,
      String password,
      String email,
      String firstName,
      String lastName,
      Optional<String> patronymic) {

    /** Hides everything that came from outside. */
    @Override
    public String toString() {
      return "Newcomer[]";
    }
  }

  /**
   * The body of a request.
   *
   * @throws FaultException as {@link FlaskBodies#read}
   */
  static Fields read(Request request) {
    return FlaskBodies.read(request, false);
  }

  /**
   * Who a registration's body describes.
   *
   * @throws RejectedException 400, by the first rule that is broken
   */
  static Newcomer newcomer(Fields body) {
    requireKnown(body, REGISTRATION_KEYS);
    if (!REQUIRED.stream().allMatch(body::has)) {
      throw badFields();
    }
    return new Newcomer(
        login(body),
        matching(text(body, "password"), PASSWORD, PersonalErrors.PASSWORD_RULE),
        email(body),
        name(text(body, "first_name"), PersonalErrors.FIRST_NAME_RULE),
        name(text(body, "last_name"), PersonalErrors.LAST_NAME_RULE),
        optional(body, "patronymic")
            .filter(text -> !text.isEmpty())
            .map(text -> name(text, PersonalErrors.PATRONYMIC_RULE)));
  }

  /**
   * Who wants in: by the e-mail address when it is given and not null, else by the login. No format
   * is asked for, as people with short passwords come from the other contracts.
   *
   * @throws RejectedException 400 for an unknown key, no password, neither login nor email, or a
   *     value that is no text
   */
  static Login login(Fields body, Login.By named) {
    requireKnown(body, LOGIN_KEYS);
    String password = optional(body, "password").orElseThrow(PersonalForms::badFields);
    String name =
        switch (named) {
          case NAME_OR_ADDRESS, NEW_NAME_OR_ADDRESS ->
              lowered(optional(body, "login").orElseThrow(PersonalForms::badFields));
          case ADDRESS, VERIFIED_ADDRESS -> text(body, "email");
        };
    return new Login(name, named, List.of(password));
  }

  /**
   * Which of the two decides: "If email is given (not null) it decides, else login" (docs/contracts
   * E.2).
   */
  static Login.By named(Fields body) {
    boolean byEmail = !(body.field("email").orElseGet(Field.Null::new) instanceof Field.Null);
    return byEmail ? Login.By.ADDRESS : Login.By.NEW_NAME_OR_ADDRESS;
  }

  /** A login as E compares and shows it: trimmed as Python trims, in lower case. */
  static String lowered(String login) {
    return PythonText.strip(login).toLowerCase(Locale.ROOT);
  }

  /** A value as an answer repeats it: whole code points, and not too many of them. */
  static String echo(String value) {
    return Texts.length(value) <= LONGEST_ECHO
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST_ECHO));
  }

  private static String login(Fields body) {
    return matching(lowered(text(body, "login")), LOGIN, PersonalErrors.LOGIN_RULE);
  }

  /** The length first: on a long text full of {@code @} the pattern would run for seconds. */
  private static String email(Fields body) {
    String email = text(body, "email");
    if (Texts.length(email) > Address.LONGEST) {
      throw PersonalErrors.rejected(400, PersonalErrors.EMAIL_RULE);
    }
    return matching(email, EMAIL, PersonalErrors.EMAIL_RULE);
  }

  /**
   * A name with its letters composed: some keyboards send й and ё as a letter and its mark, which
   * the pattern does not know. The length first, as composing a long text could take seconds.
   */
  private static String name(String text, String rule) {
    if (text.length() > LONGEST_APART) {
      throw PersonalErrors.rejected(400, rule);
    }
    return matching(Normalizer.normalize(text, Normalizer.Form.NFC), NAME, rule);
  }

  private static String matching(String text, Pattern pattern, String rule) {
    if (!pattern.matcher(text).matches()) {
      throw PersonalErrors.rejected(400, rule);
    }
    return text;
  }

  private static void requireKnown(Fields body, Set<String> known) {
    if (!known.containsAll(body.names())) {
      throw badFields();
    }
  }

  private static Optional<String> optional(Fields body, String key) {
    return body.field(key).orElseGet(Field.Null::new) instanceof Field.Null
        ? Optional.empty()
        : Optional.of(text(body, key));
  }

  private static String text(Fields body, String key) {
    return body.text(key).orElseThrow(() -> wrongType(body, key));
  }

  private static RejectedException wrongType(Fields body, String key) {
    String value = PythonText.of(body.field(key).orElseGet(Field.Null::new));
    return PersonalErrors.rejected(
        400,
        String.format(
            Locale.ROOT,
            "Поле %s со значением: %s имеет некорректный тип данных",
            key,
            echo(value)));
  }

  private static RejectedException badFields() {
    return PersonalErrors.rejected(400, PersonalErrors.BAD_FIELDS);
  }
}
