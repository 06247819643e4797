package vestibule.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vestibule.contracts.EveryRefusal;
import vestibule.contracts.django.DrfErrors;
import vestibule.core.refusal.Refusal;
import vestibule.http.Fault;
import vestibule.http.Response;

/** Every refusal and every fault in document C's words. */
class ChatErrorsTest {

  private static final String THROTTLED =
      "429 {\"detail\":\"Request was throttled. Expected available in 5 seconds.\"}";
  private static final String INVALID = "400 {\"non_field_errors\":[\"Invalid data.\"]}";
  private static final String INACTIVE =
      "401 {\"detail\":\"No active account found with the given credentials\"}";
  private static final String BAD_TOKEN = "400 {\"detail\":\"Token is invalid or expired\"}";

  private static final String NOT_FOUND =
      "401 {\"detail\":\"User not found\",\"code\":\"user_not_found\"}";
  private static final String NOT_VALID =
      "401 {\"detail\":\"Given token not valid for any token type\",\"code\":\"token_not_valid\","
          + "\"messages\":[{\"token_class\":\"AccessToken\",\"token_type\":\"access\","
          + "\"message\":\"Token is invalid or expired\"}]}";

  @Test
  void everyRefusalHasItsWords() {
    EveryRefusal.assertComplete(Refusal.class, EveryRefusal.refusals());
    assertThat(EveryRefusal.refusals().stream().map(ChatErrors::refused).map(this::whole))
        .containsExactly(
            INACTIVE,
            INACTIVE,
            "403 {\"detail\":\"Registration is by invitation only.\"}",
            "403 {\"detail\":\"Registration is closed.\"}",
            "403 {\"detail\":\"Registration needs a solved challenge.\"}",
            "400 {\"email\":[\"Registration with this email domain is not allowed.\"]}",
            INVALID,
            INVALID,
            "400 {\"email\":[\"Enter a valid email address.\"]}",
            "400 {\"email\":[\"user with this email already exists.\"]}",
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            "400 {\"error\":[\"This field may not be blank.\"]}",
            "400 {\"error\":[\"This field may not be blank.\"]}",
            INVALID,
            BAD_TOKEN,
            BAD_TOKEN,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            INVALID,
            NOT_VALID,
            "401 {\"detail\":\"User is inactive\",\"code\":\"user_inactive\"}",
            NOT_FOUND,
            NOT_FOUND,
            "404 {\"detail\":\"Not found.\"}",
            INVALID,
            INVALID,
            "400 {\"email\":[\"You cannot add more addresses.\"]}",
            "503 {\"detail\":\"Service temporarily unavailable, try again later.\"}",
            "503 {\"detail\":\"Service temporarily unavailable, try again later.\"}",
            THROTTLED,
            THROTTLED);
  }

  /** Documents C and D share these. */
  @Test
  void everyFaultHasItsWords() {
    List<Fault> faults = EveryRefusal.faults();
    EveryRefusal.assertComplete(Fault.class, faults);
    assertThat(faults.stream().map(DrfErrors::fault).map(this::whole))
        .containsExactly(
            "400 {\"detail\":\"JSON parse error - Expecting value: line 1 column 1 (char 0)\"}",
            "400 {\"non_field_errors\":"
                + "[\"Invalid data. Expected a dictionary, but got list.\"]}",
            "415 {\"detail\":\"Unsupported media type \\\"text/plain\\\" in request.\"}",
            "415 {\"detail\":\"Unsupported media type \\\"gzip\\\" in request.\"}",
            "431 {\"detail\":\"Request header fields too large.\"}",
            "413 {\"detail\":\"Request body too large.\"}",
            "405 {\"detail\":\"Method \\\"PUT\\\" not allowed.\"}",
            "503 {\"detail\":\"Service temporarily unavailable, try again later.\"}",
            "500 {\"detail\":\"A server error occurred.\"}");
  }

  private String whole(Response response) {
    assertThat(response.header("Content-Type")).contains("application/json");
    assertThat(response.header("WWW-Authenticate").isPresent()).isEqualTo(response.status() == 401);
    return response.status() + " " + response.text();
  }
}
