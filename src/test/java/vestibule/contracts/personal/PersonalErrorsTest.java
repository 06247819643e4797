package vestibule.contracts.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import vestibule.contracts.EveryRefusal;
import vestibule.core.refusal.Refusal;
import vestibule.http.Fault;
import vestibule.http.Response;

/** Every refusal and fault in the words of document E. */
class PersonalErrorsTest {

  private static final List<String> REFUSALS =
      """
      WrongCredentials -> 400 Аккаунт с таким именем пользователя и паролем не найден.
      UnverifiedAddress -> 400 Неверные данные запроса.
      RegistrationClosed -> 403 Регистрация только по приглашению.
      RegistrationClosed -> 403 Регистрация закрыта.
      RegistrationChallenge -> 403 Для регистрации решите задачу.
      DomainClosed -> 400 Регистрация с этой электронной почтой недоступна.
      NameInvalid -> 400 %1$s
      NameTaken -> 400 Логин уже зарегистрирован.
      AddressInvalid -> 400 Неверный формат электронной почты.
      AddressTaken -> 400 Электронный адрес уже зарегистрирован.
      FieldInvalid -> 400 Недопустимые значения полей. Смотрите документацию.
      FieldInvalid -> 400 Некорректный формат имени.
      FieldInvalid -> 400 Некорректный формат фамилии.
      FieldInvalid -> 400 Некорректный формат отчества.
      FieldInvalid -> 400 Недопустимые значения полей. Смотрите документацию.
      FieldInvalid -> 400 Недопустимые значения полей. Смотрите документацию.
      PasswordInvalid -> 400 %2$s
      PasswordChangeInvalid -> 400 %2$s
      PasswordUnchanged -> 400 %2$s
      CodeInvalid -> 400 Неверные данные запроса.
      CodeExpired -> 400 Неверные данные запроса.
      FactorWrong -> 400 Неверные данные запроса.
      EnrolmentInvalid -> 400 Неверные данные запроса.
      FactorUnknown -> 400 Неверные данные запроса.
      FactorPresent -> 400 Неверные данные запроса.
      FactorsFull -> 400 Неверные данные запроса.
      FactorRequired -> 400 Неверные данные запроса.
      FactorNameInvalid -> 400 Неверные данные запроса.
      TokenRefused -> 403 Нет доступа!
      TokenRefused -> 403 Нет доступа!
      TokenRefused -> 403 Нет доступа!
      AccountUnknown -> 403 Нет доступа!
      AddressUnknown -> 400 Неверные данные запроса.
      AddressUnverified -> 400 Неверные данные запроса.
      AddressPrimary -> 400 Неверные данные запроса.
      AddressesFull -> 400 Неверные данные запроса.
      Busy -> 503 Сервис временно недоступен.
      OldSystemAway -> 503 Сервис временно недоступен.
      Throttled -> 429 Слишком много запросов. Повторите позже.
      AttemptChallenge -> 429 Слишком много запросов. Повторите позже.
      """
          .formatted(PersonalErrors.LOGIN_RULE, PersonalErrors.PASSWORD_RULE)
          .lines()
          .toList();

  private static final List<String> FAULTS =
      """
      MalformedBody -> 400 Неверные данные запроса.
      NotAnObject -> 400 Неверные данные запроса.
      UnsupportedMediaType -> 400 Неверные данные запроса.
      UnsupportedContentCoding -> 400 Неверные данные запроса.
      UnreadableRequest -> 431 Слишком большие заголовки запроса.
      BodyTooLarge -> 413 Слишком большой запрос.
      MethodNotAllowed -> 405 Метод не поддерживается.
      Unavailable -> 503 Сервис временно недоступен.
      ServerError -> 500 Ошибка сервера.
      """
          .lines()
          .toList();

  @Test
  void everyRefusalHasItsWords() {
    EveryRefusal.assertComplete(Refusal.class, EveryRefusal.refusals());
    assertThat(worded(EveryRefusal.refusals(), PersonalErrors::refused)).isEqualTo(REFUSALS);
  }

  @Test
  void everyFaultHasItsWords() {
    EveryRefusal.assertComplete(Fault.class, EveryRefusal.faults());
    assertThat(
            worded(EveryRefusal.faults(), fault -> PersonalErrors.answer(fault, "/account/login")))
        .isEqualTo(FAULTS);
  }

  /** "DB failure: 500" has words of its own at the registration (docs/contracts E.1). */
  @Test
  void aFailedRegistrationIsWordedAsTheDatabases() {
    Response answer = PersonalErrors.answer(new Fault.ServerError(), "/account/registration");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text())
        .isEqualTo(
            "{\"errorMessage\":\"Ошибка транзакции в базе данных. Сообщите разработчикам.\"}");
  }

  private static <T> List<String> worded(List<T> each, Function<T, Response> words) {
    return each.stream()
        .map(
            one -> {
              Response answer = words.apply(one);
              assertThat(answer.header("Content-Type")).contains("application/json");
              assertThat(answer.text()).startsWith("{\"errorMessage\":\"").endsWith("\"}");
              String text = answer.text().substring(17, answer.text().length() - 2);
              return one.getClass().getSimpleName() + " -> " + answer.status() + " " + text;
            })
        .toList();
  }
}
