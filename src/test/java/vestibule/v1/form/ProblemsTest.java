package vestibule.v1.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.contracts.EveryRefusal;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.http.Fault;
import vestibule.http.Response;

/** Every refusal and fault in the words of our own API. */
class ProblemsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Status, code, and pointer and code of each field. */
  private static String brief(Response answer) {
    JsonNode problem = JSON.readTree(answer.text());
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(problem.get("type").asString()).isEqualTo("about:blank");
    assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
    assertThat(problem.get("detail").asString()).endsWith(".");
    StringBuilder brief = new StringBuilder();
    brief.append(answer.status()).append(' ').append(problem.get("code").asString());
    problem
        .path("errors")
        .forEach(
            error ->
                brief
                    .append(' ')
                    .append(error.get("pointer").asString())
                    .append(':')
                    .append(error.get("code").asString()));
    return brief.toString();
  }

  @Test
  void everyRefusalHasAStatusACodeAndItsFields() {
    EveryRefusal.assertComplete(Refusal.class, EveryRefusal.refusals());
    assertThat(EveryRefusal.refusals().stream().map(Problems::of).map(ProblemsTest::brief))
        .containsExactlyElementsOf(
            """
            401 credentials_wrong
            403 email_unverified
            403 registration_by_invitation
            403 registration_closed
            403 challenge_wanted
            422 fields_invalid /email:domain_closed
            422 fields_invalid /username:username_invalid
            422 fields_invalid /username:username_taken
            422 fields_invalid /email:email_invalid
            422 fields_invalid /email:email_taken
            422 fields_invalid /full_name:text_invalid
            422 fields_invalid /first_name:text_invalid
            422 fields_invalid /last_name:text_invalid
            422 fields_invalid /patronymic:text_invalid
            422 fields_invalid /phone:text_invalid
            422 fields_invalid /contacts:text_invalid
            422 fields_invalid /password:password_empty
            422 fields_invalid /password:password_wrong /new_password:password_empty
            422 fields_invalid /new_password:password_unchanged
            422 fields_invalid /code:code_invalid
            422 fields_invalid /code:code_expired
            422 fields_invalid /answer:answer_wrong
            422 fields_invalid /enrolment:enrolment_invalid
            404 factor_unknown
            409 factor_present
            409 factors_full
            409 factor_required
            422 fields_invalid /name:text_invalid
            401 session_ended
            401 account_disabled
            401 account_gone
            404 account_unknown
            404 address_unknown
            409 address_unverified
            409 address_primary
            409 addresses_full
            503 unavailable
            503 unavailable
            429 throttled
            429 challenge_wanted
            """
                .lines()
                .toList());
  }

  @Test
  void everyFaultHasAStatusAndACode() {
    EveryRefusal.assertComplete(Fault.class, EveryRefusal.faults());
    assertThat(EveryRefusal.faults().stream().map(Problems::of).map(ProblemsTest::brief))
        .containsExactly(
            "400 body_malformed",
            "400 body_malformed",
            "415 media_type_unsupported",
            "415 content_coding_unsupported",
            "431 head_too_large",
            "413 body_too_large",
            "405 method_not_allowed",
            "503 unavailable",
            "500 server_error");
  }

  @Test
  void everyRuleOfPasswordsHasACode() {
    List<PasswordProblem> all =
        List.of(
            new PasswordProblem.Empty(),
            new PasswordProblem.TooShort(8),
            new PasswordProblem.TooCommon(),
            new PasswordProblem.EntirelyNumeric(),
            new PasswordProblem.TooLong(1024),
            new PasswordProblem.Breached(),
            new PasswordProblem.TooPersonal(PasswordProblem.Source.ADDRESS));
    EveryRefusal.assertComplete(PasswordProblem.class, all);
    assertThat(brief(Problems.of(new Refusal.PasswordChangeInvalid(false, all))))
        .isEqualTo(
            "422 fields_invalid /new_password:password_empty /new_password:password_too_short"
                + " /new_password:password_too_common /new_password:password_numeric"
                + " /new_password:password_too_long /new_password:password_breached"
                + " /new_password:password_too_personal");
    assertThat(Problems.of(new Refusal.PasswordInvalid(List.of(all.get(1)))).text())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"status\":422,\"code\":\"fields_invalid\","
                + "\"detail\":\"Fields of the body are wrong; see errors.\",\"errors\":"
                + "[{\"pointer\":\"/password\",\"code\":\"password_too_short\","
                + "\"detail\":\"It has fewer than 8 characters.\"}]}");
  }

  @Test
  void whatComesLaterSaysWhenAndWhatIsWantedSaysWhere() {
    Response throttled = Problems.of(new Refusal.Throttled("sign-in", 20));
    assertThat(throttled.header("Retry-After")).contains("20");
    assertThat(throttled.header("RateLimit")).contains("\"sign-in\";r=0;t=20");
    assertThat(Problems.of(new Refusal.Busy(5)).header("Retry-After")).contains("5");
    Response attempt = Problems.of(new Refusal.AttemptChallenge(7));
    assertThat(attempt.header("Retry-After")).contains("7");
    assertThat(attempt.header("Vestibule-Challenge-Wanted")).contains("/v1/challenge?for=attempt");
    assertThat(
            Problems.of(new Refusal.RegistrationChallenge()).header("Vestibule-Challenge-Wanted"))
        .contains("/v1/challenge?for=registration");
  }

  @Test
  void whoIsNotKnownIsToldByWhichSchemeToShowWho() {
    Stream.of(
            new TokenRefusal.Expired(),
            new TokenRefusal.WrongKind(),
            new TokenRefusal.Ended(),
            new TokenRefusal.Disabled(1),
            new TokenRefusal.Gone(1))
        .map(Problems::of)
        .forEach(answer -> assertThat(answer.header("WWW-Authenticate")).contains("Bearer"));
  }

  @Test
  void aLongMethodIsNotRepeated() {
    assertThat(Problems.of(new Fault.MethodNotAllowed("X".repeat(21), List.of())).text())
        .contains("does not serve this method.");
  }
}
