package vestibule.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vestibule.client.NewAccount;
import vestibule.client.SignedIn;
import vestibule.client.VestibuleClient;
import vestibule.junit.VestibuleExtension;
import vestibule.junit.VestibuleServer;

/** An application that verifies access tokens by the published keys of a running server. */
@ExtendWith(VestibuleExtension.class)
class JwtCheckTest {

  private static final String PASSWORD = "correct horse 7";

  @Test
  void anAccessTokenPassesAndNothingElse(VestibuleServer server) {
    VestibuleClient vestibule = VestibuleClient.at(server.url());
    String id = vestibule.register(NewAccount.of("ada@example.org", PASSWORD)).id();
    SignedIn ada = vestibule.signIn("ada@example.org", PASSWORD);
    String token = ada.accessToken();
    Map<String, String> settings =
        Map.of("vestibule.url", server.url() + "/", "vestibule.check", "jwt");
    try (Sample application = new Sample(settings)) {
      assertThat(application.get("/me", "Authorization", "Bearer " + token).body())
          .isEqualTo(
              "{\"name\":\"" + id + "\",\"authorities\":[],\"email\":\"\",\"username\":\"\"}");
      assertThat(application.get("/me").status()).isEqualTo(401);
      char last = token.charAt(token.length() - 1);
      String other = token.substring(0, token.length() - 2) + (last == 'A' ? "BB" : "AA");
      Sample.Reply refused = application.get("/me", "Authorization", "Bearer " + other);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
      assertThat(application.get("/me", "Authorization", "Bearer key").status()).isEqualTo(401);
    }
  }

  @Test
  void tokensOfAnotherIssuerAreRefused(VestibuleServer server) {
    VestibuleClient vestibule = VestibuleClient.at(server.url());
    vestibule.register(NewAccount.of("ada@example.org", PASSWORD));
    String token = vestibule.signIn("ada@example.org", PASSWORD).accessToken();
    Map<String, String> settings =
        Map.of(
            "vestibule.url", server.url().toString(),
            "vestibule.check", "jwt",
            "vestibule.issuer", "https://accounts.example.org");
    try (Sample application = new Sample(settings)) {
      assertThat(application.get("/me", "Authorization", "Bearer " + token).status())
          .isEqualTo(401);
    }
  }

  @Test
  void keysThatCannotBeReadAreNoFaultOfTheCaller(VestibuleServer server) {
    VestibuleClient vestibule = VestibuleClient.at(server.url());
    vestibule.register(NewAccount.of("ada@example.org", PASSWORD));
    String token = vestibule.signIn("ada@example.org", PASSWORD).accessToken();
    try (StandIn busy = new StandIn(503, "{}");
        Sample application =
            new Sample(Map.of("vestibule.url", busy.url(), "vestibule.check", "jwt"))) {
      assertThat(application.get("/me", "Authorization", "Bearer " + token).status())
          .isEqualTo(503);
    }
  }
}
