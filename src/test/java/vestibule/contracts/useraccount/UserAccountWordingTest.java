package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vestibule.contracts.EveryRefusal;
import vestibule.contracts.flask.FlaskErrors;
import vestibule.core.refusal.Refusal;
import vestibule.http.Fault;

/** A's words for every refusal and fault there is. */
class UserAccountWordingTest {

  private static final FlaskErrors ERRORS = new FlaskErrors(new UserAccountWording());

  private static final List<String> REFUSALS =
      """
      WrongCredentials -> 401 {"msg":"Wrong username or password"}
      UnverifiedAddress -> 401 {"msg":"Wrong username or password"}
      RegistrationClosed -> 403 {"msg":"registration is not allowed"}
      RegistrationClosed -> 403 {"msg":"registration is not allowed"}
      RegistrationChallenge -> 403 {"msg":"registration is not allowed"}
      DomainClosed -> 400 {"msg":"email is not allowed"}
      NameInvalid -> 400 {"msg":"username is not allowed"}
      NameTaken -> 400 {"msg":"username is not allowed"}
      AddressInvalid -> 400 {"msg":"email is not allowed"}
      AddressTaken -> 400 {"msg":"email is not allowed"}
      FieldInvalid -> 400 {"msg":"full_name is not allowed"}
      FieldInvalid -> 400 {"msg":"first_name is not allowed"}
      FieldInvalid -> 400 {"msg":"last_name is not allowed"}
      FieldInvalid -> 400 {"msg":"patronymic is not allowed"}
      FieldInvalid -> 400 {"msg":"phone is not allowed"}
      FieldInvalid -> 400 {"msg":"contacts is not allowed"}
      PasswordInvalid -> 400 {"msg":"pwd is not allowed"}
      PasswordChangeInvalid -> 400 {"msg":"pwd is not allowed"}
      PasswordUnchanged -> 400 {"msg":"pwd is not allowed"}
      CodeInvalid -> 400 {"msg":"Wrong token"}
      CodeExpired -> 400 {"msg":"Wrong token"}
      FactorWrong -> 400 {"msg":"otp is not allowed"}
      EnrolmentInvalid -> 400 {"msg":"otp is not allowed"}
      FactorUnknown -> 400 {"msg":"otp is not allowed"}
      FactorPresent -> 400 {"msg":"otp is not allowed"}
      FactorsFull -> 400 {"msg":"otp is not allowed"}
      FactorRequired -> 400 {"msg":"otp is not allowed"}
      FactorNameInvalid -> 400 {"msg":"otp is not allowed"}
      TokenRefused -> 401 {"msg":"Token has been revoked"}
      TokenRefused -> 401 {"msg":"Error loading the user 7"}
      TokenRefused -> 401 {"msg":"Error loading the user 7"}
      AccountUnknown -> 400 {"msg":"user not found"}
      AddressUnknown -> 400 {"msg":"email is not allowed"}
      AddressUnverified -> 400 {"msg":"email is not allowed"}
      AddressPrimary -> 400 {"msg":"email is not allowed"}
      AddressesFull -> 400 {"msg":"email is not allowed"}
      Busy -> 503 {"msg":"Service Unavailable"}
      OldSystemAway -> 503 {"msg":"Service Unavailable"}
      Throttled -> 429 {"msg":"Too Many Requests"}
      AttemptChallenge -> 429 {"msg":"Too Many Requests"}
      """
          .lines()
          .toList();

  private static final List<String> FAULTS =
      """
      MalformedBody -> 400 {"msg":"Bad Request"}
      NotAnObject -> 400 {"msg":"Bad Request"}
      UnsupportedMediaType -> 415 {"msg":"Unsupported Media Type"}
      UnsupportedContentCoding -> 415 {"msg":"Unsupported Media Type"}
      UnreadableRequest -> 431 {"msg":"Request Header Fields Too Large"}
      BodyTooLarge -> 413 {"msg":"Request Entity Too Large"}
      MethodNotAllowed -> 405 {"msg":"Method Not Allowed"}
      Unavailable -> 503 {"msg":"Service Unavailable"}
      ServerError -> 500 {"msg":"Internal Server Error"}
      """
          .lines()
          .toList();

  @Test
  void everyRefusalHasItsWords() {
    EveryRefusal.assertComplete(Refusal.class, EveryRefusal.refusals());
    assertThat(
            EveryRefusal.worded(
                EveryRefusal.refusals(),
                refusal -> ERRORS.refused(refusal, "/user_account/registration")))
        .isEqualTo(REFUSALS);
  }

  @Test
  void everyFaultHasItsWords() {
    EveryRefusal.assertComplete(Fault.class, EveryRefusal.faults());
    assertThat(EveryRefusal.worded(EveryRefusal.faults(), ERRORS::answer)).isEqualTo(FAULTS);
  }
}
