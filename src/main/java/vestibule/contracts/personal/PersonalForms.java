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
import vestibule.core.model.Account;
import vestibule.core.model.Address;
import vestibule.core.model.Session;
import vestibule.core.model.Texts;
import vestibule.core.model.Visit;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
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
  private static final String OTP = "otp";
  private static final Set<String> LOGIN_KEYS_WITH_OTP = Set.of("password", "login", "email", OTP);

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

  /**
   * The body of a request.
   *
   * @throws FaultException as {@link FlaskBodies#read}
   */
  static Fields read(Request request) {
    return FlaskBodies.read(request, false);
  }

  /**
   * The account that a registration asks for, in whose first session it signs in; {@code
   * patronymic} is the same absent, null and "".
   *
   * @throws RejectedException 400, by the first rule that is broken
   */
  static NewAccount newAccount(Fields body, Visit visit, Session.Terms terms) {
    requireKnown(body, REGISTRATION_KEYS);
    if (!REQUIRED.stream().allMatch(body::has)) {
      throw badFields();
    }
    String login = matching(lowered(text(body, "login")), LOGIN, PersonalErrors.LOGIN_RULE);
    String password = matching(text(body, "password"), PASSWORD, PersonalErrors.PASSWORD_RULE);
    String email = email(body);
    Account.Names names =
        new Account.Names(
            Optional.empty(),
            Optional.of(name(text(body, "first_name"), PersonalErrors.FIRST_NAME_RULE)),
            Optional.of(name(text(body, "last_name"), PersonalErrors.LAST_NAME_RULE)),
            optional(body, "patronymic")
                .filter(text -> !text.isEmpty())
                .map(text -> name(text, PersonalErrors.PATRONYMIC_RULE)));
    return new NewAccount(
        visit,
        Optional.of(login),
        NewAddress.toConfirm(email),
        Account.Profile.EMPTY.with(names),
        new Credential.NewPassword(password),
        Optional.of(terms));
  }

  /**
   * Who wants in. "If email is given (not null) it decides, else login" (docs/contracts E.2). No
   * format is asked for, as people with short passwords come from the other contracts.
   *
   * @param otp whether a one-time code may come along (docs/contracts 0.14)
   * @throws RejectedException 400 for an unknown key, no password, neither login nor email, or a
   *     value that is no text
   */
  static Login login(Fields body, boolean otp) {
    requireKnown(body, otp ? LOGIN_KEYS_WITH_OTP : LOGIN_KEYS);
    Optional<String> code = otp ? optional(body, OTP) : Optional.empty();
    List<String> password =
        List.of(optional(body, "password").orElseThrow(PersonalForms::badFields));
    return optional(body, "email")
        .map(email -> new Login(email, Login.By.ADDRESS, password, code))
        .orElseGet(
            () ->
                new Login(
                    lowered(optional(body, "login").orElseThrow(PersonalForms::badFields)),
                    Login.By.NEW_NAME_OR_ADDRESS,
                    password,
                    code));
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
