package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vestibule.contracts.EveryRefusal;
import vestibule.core.refusal.Refusal;
import vestibule.http.Response;

/** Every refusal in document D's words. */
class KnowMeErrorsTest {

  private static final String THROTTLED =
      "429 {\"detail\":\"Request was throttled. Expected available in 5 seconds.\"}";
  private static final String INVALID = "400 {\"non_field_errors\":[\"Invalid data.\"]}";
  private static final String BLANK = "[\"This field may not be blank.\"]";
  private static final String NO_STRING = "[\"Not a valid string.\"]";

  private static final String INVALID_TOKEN = "403 {\"detail\":\"Invalid token.\"}";

  @Test
  void everyRefusalHasItsWords() {
    EveryRefusal.assertComplete(Refusal.class, EveryRefusal.refusals());
    assertThat(
            EveryRefusal.refusals().stream()
                .map(refusal -> KnowMeErrors.refused(refusal, "/account/emails"))
                .map(KnowMeErrorsTest::whole))
        .containsExactly(
            "400 {\"non_field_errors\":"
                + "[\"Invalid credentials. Check your email and password and tryagain.\"]}",
            "400 {\"non_field_errors\":"
                + "[\"You must verify this email address before logging in.\"]}",
            "403 {\"detail\":\"Registration is by invitation only.\"}",
            "403 {\"detail\":\"Registration is closed.\"}",
            "403 {\"detail\":\"Registration needs a solved challenge.\"}",
            "400 {\"email\":[\"Registration with this email domain is not allowed.\"]}",
            INVALID,
            INVALID,
            "400 {\"email\":[\"Enter a valid email address.\"]}",
            "400 {\"email\":[\"email address with this email already exists.\"]}",
            "400 {\"full_name\":" + NO_STRING + "}",
            "400 {\"first_name\":" + NO_STRING + "}",
            "400 {\"last_name\":" + NO_STRING + "}",
            "400 {\"patronymic\":" + NO_STRING + "}",
            "400 {\"phone\":" + NO_STRING + "}",
            "400 {\"contacts\":" + NO_STRING + "}",
            "400 {\"password\":" + BLANK + "}",
            "400 {\"old_password\":[\""
                + KnowMeErrors.WRONG_PASSWORD
                + "\"],\"new_password\":"
                + BLANK
                + "}",
            "400 {\"non_field_errors\":"
                + "[\"The new password must be different from the current password.\"]}",
            "400 {\"key\":[\"This key is invalid.\"]}",
            "400 {\"key\":[\"" + KnowMeErrors.KEY_EXPIRED + "\"]}",
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID_TOKEN,
            "403 {\"detail\":\"User inactive or deleted.\"}",
            INVALID_TOKEN,
            INVALID_TOKEN,
            "404 {\"detail\":\"Not found.\"}",
            "400 {\"primary\":[\"" + KnowMeErrors.PRIMARY_UNVERIFIED + "\"]}",
            "409 {\"non_field_errors\":\"This email address cannot be deleted because it is the"
                + " primary email for the account.\"}",
            "400 {\"email\":[\"You cannot add more addresses.\"]}",
            "503 {\"detail\":\"Service temporarily unavailable, try again later.\"}",
            "503 {\"detail\":\"Service temporarily unavailable, try again later.\"}",
            THROTTLED,
            THROTTLED);
  }

  @Test
  void someReadDifferentlyOnTheirRoute() {
    assertThat(whole(KnowMeErrors.refused(new Refusal.WrongCredentials(), KnowMeContract.VERIFY)))
        .isEqualTo("400 {\"non_field_errors\":[\"The provided credentials were invalid.\"]}");
    assertThat(whole(KnowMeErrors.refused(new Refusal.AddressTaken(), KnowMeContract.REGISTER)))
        .isEqualTo("400 {\"email\":[\"user with this email already exists.\"]}");
  }

  private static String whole(Response response) {
    assertThat(response.header("Content-Type")).contains("application/json");
    assertThat(response.header("WWW-Authenticate")).isEmpty();
    return response.status() + " " + response.text();
  }
}
