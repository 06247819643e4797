package vestibule.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import vestibule.client.NewAccount;
import vestibule.client.SignedIn;
import vestibule.client.VestibuleClient;
import vestibule.junit.Mailbox;
import vestibule.junit.VestibuleExtension;
import vestibule.junit.VestibuleServer;

/** An application that asks a running server about its callers. */
@ExtendWith(VestibuleExtension.class)
class WhoamiCheckTest {

  private static final String ADA = "ada@example.org";
  private static final String PASSWORD = "correct horse 7";
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  private static Sample application(VestibuleServer server) {
    return new Sample(Map.of("vestibule.url", server.url().toString()));
  }

  private static VestibuleClient registered(VestibuleServer server, Mailbox mailbox) {
    VestibuleClient vestibule = VestibuleClient.at(server.url());
    vestibule.register(NewAccount.of(ADA, PASSWORD).username("ada"));
    vestibule.confirm(mailbox.newest(ADA).code());
    return vestibule;
  }

  private static String token(VestibuleServer server, String path, String body, String pointer)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Content-Type", "application/json")
            .header("browser", "none")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JsonMapper.shared().readTree(answer).at(pointer).asString();
  }

  /** What the clients of each door send in {@code Authorization}. */
  private static Map<String, String> credentials(VestibuleServer server)
      throws IOException, InterruptedException {
    String name = "{\"username\":\"ada\",\"pwd\":\"" + PASSWORD + "\"}";
    String email = "{\"email\":\"" + ADA + "\",\"password\":\"" + PASSWORD + "\"}";
    String login = "{\"login\":\"ada\",\"password\":\"" + PASSWORD + "\"}";
    Map<String, String> all = new LinkedHashMap<>();
    all.put("A", "Bearer " + token(server, "/user_account/login", name, "/token"));
    all.put("B", "Bearer " + token(server, "/api/login", name, "/data/token"));
    all.put("C", "Bearer " + token(server, "/api/token/", email, "/access"));
    all.put("D", "Token " + token(server, "/auth/login/", email, "/token"));
    all.put("E", token(server, "/account/login", login, "/token"));
    all.put("v1", "Bearer " + token(server, "/v1/sessions", login, "/access_token"));
    return all;
  }

  @Test
  void theCredentialOfEachDoorPassesUntilItsSessionEnds(VestibuleServer server, Mailbox mailbox)
      throws Exception {
    VestibuleClient vestibule = registered(server, mailbox);
    String seen =
        "{\"name\":\"%s\",\"authorities\":[],\"email\":\"ada@example.org\",\"username\":\"ada\"}"
            .formatted(vestibule.signIn("ada", PASSWORD).account().id());
    try (Sample application = application(server)) {
      Map<String, String> credentials = credentials(server);
      credentials.forEach(
          (door, credential) ->
              assertThat(application.get("/me", "Authorization", credential).body())
                  .as(door)
                  .isEqualTo(seen));
      vestibule.signIn("ada", PASSWORD).endOtherSessions();
      credentials.forEach((door, credential) -> awaitRefusal(application, door, credential));
    }
  }

  private static void awaitRefusal(Sample application, String door, String credential) {
    Instant longest = Instant.now().plusSeconds(10);
    while (application.get("/me", "Authorization", credential).status() != 401) {
      assertThat(Instant.now()).as(door).isBefore(longest);
      LockSupport.parkNanos(LOOK);
    }
  }

  @Test
  void whoIsUnknownIsNotLetIn(VestibuleServer server) {
    try (Sample application = application(server)) {
      Sample.Reply nothing = application.get("/me");
      assertThat(nothing.status()).isEqualTo(401);
      assertThat(nothing.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(nothing.header("Set-Cookie")).isEmpty();
      for (String credential :
          List.of(
              "Bearer invented",
              "Token invented",
              "invented",
              "Basic YTpi",
              "Bearer",
              "Bearer a b")) {
        assertThat(application.get("/me", "Authorization", credential).status())
            .as(credential)
            .isEqualTo(401);
      }
      assertThat(application.get("/me", "X-Vestibule-User", "1").status())
          .as("a header that no proxy has set")
          .isEqualTo(401);
      assertThat(application.get("/me?access_token=invented").status()).isEqualTo(401);
    }
  }

  @Test
  void aWriteByATokenNeedsNothingMore(VestibuleServer server, Mailbox mailbox) {
    SignedIn ada = registered(server, mailbox).signIn("ada", PASSWORD);
    try (Sample application = application(server)) {
      String bearer = "Bearer " + ada.accessToken();
      assertThat(application.send("POST", "/me", "Authorization", bearer).status()).isEqualTo(200);
      assertThat(application.get("/editors", "Authorization", bearer).status()).isEqualTo(403);
    }
  }

  private static final String EDITOR =
      """
      {"id":"12","username":null,"full_name":null,"first_name":null,"last_name":null,
       "patronymic":null,"phone":null,"contacts":null,"email":"ada@example.org",
       "email_verified":false,"addresses":[],"groups":["staff"],"roles":["editor"],
       "permissions":["ROLE_owner","drafts.edit"],"created":"2026-11-01T10:00:00Z",
       "door":"knowme","session":{"id":"2","created":"2026-11-01T10:00:00Z",
       "last_used":"2026-11-01T10:00:00Z","expires":"2026-11-02T10:00:00Z"},"factors":[],
       "token":null}\
      """;

  @Test
  void rightsBecomeAuthoritiesThatCannotBeTakenForEachOther() {
    try (StandIn vestibule = new StandIn(200, EDITOR);
        Sample application = new Sample(Map.of("vestibule.url", vestibule.url()))) {
      assertThat(application.get("/me", "Authorization", "Token key").body())
          .isEqualTo(
              "{\"name\":\"12\",\"authorities\":[\"GROUP_staff\",\"PERMISSION_ROLE_owner\","
                  + "\"PERMISSION_drafts.edit\",\"ROLE_editor\"],"
                  + "\"email\":\"\",\"username\":\"\"}");
      assertThat(application.get("/editors", "Authorization", "Token key").body())
          .isEqualTo("editors");
      assertThat(vestibule.asked()).as("within a second").isLessThanOrEqualTo(2);
    }
  }

  @Test
  void aServerThatIsAwayIsNoFaultOfTheCaller() {
    StandIn busy = new StandIn(503, "{\"code\":\"unavailable\"}");
    try (Sample application = new Sample(Map.of("vestibule.url", busy.url()))) {
      Sample.Reply reply = application.get("/me", "Authorization", "Token key");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      busy.close();
      assertThat(application.get("/me", "Authorization", "Token key").status()).isEqualTo(503);
    }
  }
}
