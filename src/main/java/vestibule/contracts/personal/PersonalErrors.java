package vestibule.contracts.personal;

import vestibule.contracts.RejectedException;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.Refusal.ProfileField;
import vestibule.core.signin.Login;
import vestibule.core.signin.SignInStep;
import vestibule.http.Fault;
import vestibule.http.Response;
import vestibule.http.body.Json;

/** What document E answers when something is wrong: {@code {"errorMessage": str}}. */
final class PersonalErrors {

  static final String BAD_REQUEST = "Неверные данные запроса.";
  static final String BAD_FIELDS = "Недопустимые значения полей. Смотрите документацию.";
  static final String LOGIN_RULE =
      "Логин может содержать от 4 до 32 символов, среди них: строчные латинские буквы, цифры и"
          + " нижнее подчёркивание.";
  static final String PASSWORD_RULE =
      "Пароль должен быть не короче 8 символов, среди них: Строчные и прописные латинские буквы,"
          + " цифры.";
  static final String EMAIL_RULE = "Неверный формат электронной почты.";
  static final String FIRST_NAME_RULE = "Некорректный формат имени.";
  static final String LAST_NAME_RULE = "Некорректный формат фамилии.";
  static final String PATRONYMIC_RULE = "Некорректный формат отчества.";
  static final String NO_TOKEN = "Undefined token";
  static final String NO_ACCESS = "Нет доступа!";
  static final String WRONG_BY_NAME = "Аккаунт с таким именем пользователя и паролем не найден.";
  static final String WRONG_BY_ADDRESS = "Аккаунт с такой электронной почтой и паролем не найден.";

  private static final String NAME_TAKEN = "Логин уже зарегистрирован.";
  private static final String ADDRESS_TAKEN = "Электронный адрес уже зарегистрирован.";
  private static final String TOO_MANY = "Слишком много запросов. Повторите позже.";
  private static final String UNAVAILABLE = "Сервис временно недоступен.";
  private static final String FAILED = "Ошибка сервера.";
  private static final String REGISTRATION_FAILED =
      "Ошибка транзакции в базе данных. Сообщите разработчикам.";

  private PersonalErrors() {}

  static Response of(int status, String words) {
    return Response.json(status, Json.compact(new PersonalJson.Failure(words)));
  }

  static RejectedException rejected(int status, String words) {
    return new RejectedException(of(status, words));
  }

  /** As a wrong password, and what is wrong with the code (docs/contracts 0.14). */
  static Response factorWanted(SignInStep.FactorWanted wanted, Login.By by) {
    return Response.json(
        400,
        Json.compact(
            new PersonalJson.FactorWanted(notFound(by), wanted.refused() ? "wrong" : "required")));
  }

  static String notFound(Login.By by) {
    return by == Login.By.ADDRESS ? WRONG_BY_ADDRESS : WRONG_BY_NAME;
  }

  /** "415 like broken JSON (400 Неверные данные запроса.)" (docs/contracts 0.8). */
  static Response answer(Fault fault, String template) {
    return switch (fault) {
      case Fault.MalformedBody _,
          Fault.NotAnObject _,
          Fault.UnsupportedMediaType _,
          Fault.UnsupportedContentCoding _ ->
          of(400, BAD_REQUEST);
      case Fault.UnreadableRequest(var reason) -> of(reason.status(), words(reason));
      case Fault.BodyTooLarge _ -> of(413, "Слишком большой запрос.");
      case Fault.MethodNotAllowed _ -> of(405, "Метод не поддерживается.");
      case Fault.Unavailable _ -> of(503, UNAVAILABLE);
      // What can fail there unforeseen is the database, which E words for this one endpoint
      // (docs/contracts E.1).
      case Fault.ServerError _ ->
          of(500, template.equals(PersonalContract.REGISTRATION) ? REGISTRATION_FAILED : FAILED);
    };
  }

  private static String words(Fault.Unread reason) {
    return switch (reason) {
      case MALFORMED -> BAD_REQUEST;
      case TARGET_TOO_LONG -> "Слишком длинный адрес запроса.";
      case HEAD_TOO_LARGE -> "Слишком большие заголовки запроса.";
      case CODING_UNKNOWN -> "Кодирование запроса не поддерживается.";
      case VERSION_UNSPOKEN -> "Версия HTTP не поддерживается.";
    };
  }

  static Response refused(Refusal refusal) {
    return switch (refusal) {
      case Refusal.RegistrationClosed(boolean byInvitation) ->
          of(403, byInvitation ? "Регистрация только по приглашению." : "Регистрация закрыта.");
      case Refusal.RegistrationChallenge _ -> of(403, "Для регистрации решите задачу.");
      case Refusal.DomainClosed _ -> of(400, "Регистрация с этой электронной почтой недоступна.");
      case Refusal.NameInvalid _ -> of(400, LOGIN_RULE);
      case Refusal.NameTaken _ -> of(400, NAME_TAKEN);
      case Refusal.AddressInvalid _ -> of(400, EMAIL_RULE);
      case Refusal.AddressTaken _ -> of(400, ADDRESS_TAKEN);
      case Refusal.FieldInvalid(ProfileField field) -> of(400, rule(field));
      case Refusal.PasswordInvalid(var problems) -> of(400, rule(problems.getFirst()));
      case Refusal.PasswordChangeInvalid _, Refusal.PasswordUnchanged _ -> of(400, PASSWORD_RULE);
      case Refusal.WrongCredentials _ -> of(400, WRONG_BY_NAME);
      case Refusal.Busy _, Refusal.OldSystemAway _ -> of(503, UNAVAILABLE);
      case Refusal.Throttled _, Refusal.AttemptChallenge _ -> of(429, TOO_MANY);
      case Refusal.OfAccess _ -> of(403, NO_ACCESS);
      // No endpoint of this document can meet one of these.
      case Refusal.UnverifiedAddress _,
          Refusal.OfCode _,
          Refusal.OfFactor _,
          Refusal.AddressUnknown _,
          Refusal.AddressUnverified _,
          Refusal.AddressPrimary _,
          Refusal.AddressesFull _ ->
          of(400, BAD_REQUEST);
    };
  }

  /** The document's own rule asks for eight characters; an operator may ask for more. */
  private static String rule(PasswordProblem problem) {
    return switch (problem) {
      case PasswordProblem.Empty _, PasswordProblem.EntirelyNumeric _ -> PASSWORD_RULE;
      case PasswordProblem.TooShort(int minimum) ->
          "Пароль должен быть не короче " + minimum + " символов.";
      case PasswordProblem.TooLong(int most) ->
          "Пароль должен быть не длиннее " + most + " символов.";
      case PasswordProblem.TooCommon _, PasswordProblem.Breached _ ->
          "Пароль слишком распространён.";
      case PasswordProblem.TooPersonal(var source) ->
          "Пароль слишком похож на " + accusative(source) + ".";
    };
  }

  private static String accusative(PasswordProblem.Source source) {
    return switch (source) {
      case USERNAME -> "логин";
      case ADDRESS -> "электронную почту";
      case SERVICE -> "название сервиса";
    };
  }

  private static String rule(ProfileField field) {
    return switch (field) {
      case FIRST_NAME -> FIRST_NAME_RULE;
      case LAST_NAME -> LAST_NAME_RULE;
      case PATRONYMIC -> PATRONYMIC_RULE;
      case FULL_NAME, PHONE, CONTACTS -> BAD_FIELDS;
    };
  }
}
