package vestibule.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.contracts.EveryRefusal;
import vestibule.contracts.flask.FlaskErrors;
import vestibule.core.refusal.Refusal;
import vestibule.http.Fault;

/** B's words for every refusal and fault there is. */
class EnvelopeWordingTest {

  private static final FlaskErrors ERRORS = new FlaskErrors(new EnvelopeWording());

  private static final List<String> REFUSALS =
      """
      WrongCredentials -> 200 {"msg":"Wrong username or password","status":"ERR"}
      UnverifiedAddress -> 200 {"msg":"Wrong username or password","status":"ERR"}
      RegistrationClosed -> 200 {"msg":"registration is not allowed","status":"ERR"}
      RegistrationClosed -> 200 {"msg":"registration is not allowed","status":"ERR"}
      RegistrationChallenge -> 200 {"msg":"registration is not allowed","status":"ERR"}
      DomainClosed -> 200 {"msg":"email is not allowed","status":"ERR"}
      NameInvalid -> 200 {"msg":"username is not allowed","status":"ERR"}
      NameTaken -> 200 {"msg":"username is not allowed","status":"ERR"}
      AddressInvalid -> 200 {"msg":"email is not allowed","status":"ERR"}
      AddressTaken -> 200 {"msg":"email is not allowed","status":"ERR"}
      FieldInvalid -> 200 {"msg":"full_name is not allowed","status":"ERR"}
      FieldInvalid -> 200 {"msg":"first_name is not allowed","status":"ERR"}
      FieldInvalid -> 200 {"msg":"last_name is not allowed","status":"ERR"}
      FieldInvalid -> 200 {"msg":"patronymic is not allowed","status":"ERR"}
      FieldInvalid -> 200 {"msg":"phone is not allowed","status":"ERR"}
      FieldInvalid -> 200 {"msg":"contacts is not allowed","status":"ERR"}
      PasswordInvalid -> 200 {"msg":"pwd is not allowed","status":"ERR"}
      PasswordChangeInvalid -> 200 {"msg":"pwd is not allowed","status":"ERR"}
      PasswordUnchanged -> 200 {"msg":"pwd is not allowed","status":"ERR"}
      CodeInvalid -> 200 {"msg":"user not found","status":"ERR"}
      CodeExpired -> 200 {"msg":"user not found","status":"ERR"}
      FactorWrong -> 200 {"msg":"otp is not allowed","status":"ERR"}
      EnrolmentInvalid -> 200 {"msg":"otp is not allowed","status":"ERR"}
      FactorUnknown -> 200 {"msg":"otp is not allowed","status":"ERR"}
      FactorPresent -> 200 {"msg":"otp is not allowed","status":"ERR"}
      FactorsFull -> 200 {"msg":"otp is not allowed","status":"ERR"}
      FactorRequired -> 200 {"msg":"otp is not allowed","status":"ERR"}
      FactorNameInvalid -> 200 {"msg":"otp is not allowed","status":"ERR"}
      TokenRefused -> 401 {"msg":"Token has been revoked","status":"ERR"}
      TokenRefused -> 401 {"msg":"Error loading the user 7","status":"ERR"}
      TokenRefused -> 401 {"msg":"Error loading the user 7","status":"ERR"}
      AccountUnknown -> 200 {"msg":"user not found","status":"ERR"}
      AddressUnknown -> 200 {"msg":"email is not allowed","status":"ERR"}
      AddressUnverified -> 200 {"msg":"email is not allowed","status":"ERR"}
      AddressPrimary -> 200 {"msg":"email is not allowed","status":"ERR"}
      AddressesFull -> 200 {"msg":"email is not allowed","status":"ERR"}
      Busy -> 503 {"msg":"Service Unavailable","status":"ERR"}
      OldSystemAway -> 503 {"msg":"Service Unavailable","status":"ERR"}
      Throttled -> 429 {"msg":"Too Many Requests","status":"ERR"}
      AttemptChallenge -> 429 {"msg":"Too Many Requests","status":"ERR"}
      """
          .lines()
          .toList();

  private static final List<String> FAULTS =
      """
      MalformedBody -> 200 {"msg":"Bad Request","status":"ERR"}
      NotAnObject -> 200 {"msg":"Bad Request","status":"ERR"}
      UnsupportedMediaType -> 415 {"msg":"Unsupported Media Type","status":"ERR"}
      UnsupportedContentCoding -> 415 {"msg":"Unsupported Media Type","status":"ERR"}
      UnreadableRequest -> 431 {"msg":"Request Header Fields Too Large","status":"ERR"}
      BodyTooLarge -> 413 {"msg":"Request Entity Too Large","status":"ERR"}
      MethodNotAllowed -> 405 {"msg":"Method Not Allowed","status":"ERR"}
      Unavailable -> 503 {"msg":"Service Unavailable","status":"ERR"}
      ServerError -> 500 {"msg":"Internal Server Error","status":"ERR"}
      """
          .lines()
          .toList();

  @Test
  void everyRefusalHasItsWords() {
    EveryRefusal.assertComplete(Refusal.class, EveryRefusal.refusals());
    assertThat(
            EveryRefusal.worded(
                EveryRefusal.refusals(), refusal -> ERRORS.refused(refusal, "/api/login")))
        .isEqualTo(REFUSALS);
  }

  /** "username is not allowed." and "user not found.", as document B writes them. */
  @Test
  void registrationAndConfirmationEndInAFullStop() {
    assertThat(
            EveryRefusal.worded(
                EveryRefusal.refusals(), refusal -> ERRORS.refused(refusal, "/api/registration")))
        .isEqualTo(
            REFUSALS.stream()
                .map(line -> line.replaceFirst("(is not allowed|user not found)\"", "$1.\""))
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/login, ''",
    "/api/registration, .",
    "/api/reset_password_request, ''",
    "/api/profile_settings, ''",
    "/api/confirm_email/{token}, .",
    "/api/reset_password/{token}, ''",
    "/api/logout, ''",
    "/, ''",
  })
  void theEndpointDecidesOnTheFullStop(String template, String ending) {
    assertThat(new EnvelopeWording().ending(template)).isEqualTo(ending);
  }

  @Test
  void everyFaultHasItsWords() {
    EveryRefusal.assertComplete(Fault.class, EveryRefusal.faults());
    assertThat(EveryRefusal.worded(EveryRefusal.faults(), ERRORS::answer)).isEqualTo(FAULTS);
  }
}
