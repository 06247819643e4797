package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.junit.Mailbox;
import vestibule.junit.VestibuleExtension;
import vestibule.junit.VestibuleServer;

/** A back end learns who calls, through whichever door they came in. */
@ExtendWith(VestibuleExtension.class)
class DoorsTest {

  private static final String PASSWORD = "correct horse 7";

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
    JsonNode token = JsonMapper.shared().readTree(answer).at(pointer);
    assertThat(token.isString()).as(answer).isTrue();
    return token.asString();
  }

  private enum Door {
    USERACCOUNT("/user_account/login", "{'username':'ada','pwd':'correct horse 7'}", "/token"),
    ENVELOPE("/api/login", "{'username':'ada','pwd':'correct horse 7'}", "/data/token"),
    CHAT("/api/token/", "{'email':'ada@example.org','password':'correct horse 7'}", "/access"),
    KNOWME("/auth/login/", "{'email':'ada@example.org','password':'correct horse 7'}", "/token"),
    PERSONAL("/account/login", "{'login':'ada','password':'correct horse 7'}", "/token");

    private final String path;
    private final String body;
    private final String pointer;

    Door(String path, String body, String pointer) {
      this.path = path;
      this.body = body.replace('\'', '"');
      this.pointer = pointer;
    }

    String signIn(VestibuleServer server) throws IOException, InterruptedException {
      return token(server, path, body, pointer);
    }
  }

  @Test
  void theCredentialOfEachDoorSaysWhoItIs(VestibuleServer server, Mailbox mailbox)
      throws Exception {
    VestibuleClient vestibule = registered(server, mailbox);
    for (Door door : Door.values()) {
      String credential = door.signIn(server);
      Whoami whoami = vestibule.whoami(credential);
      assertThat(whoami.door()).isEqualTo(door.name().toLowerCase(Locale.ROOT));
      assertThat(whoami.account().username()).contains("ada");
      assertThat(whoami.factors()).extracting(Factor::name).containsExactly("password");
      assertThat(whoami.token().isPresent()).isEqualTo(credential.split("\\.").length == 3);
      vestibule.signIn("ada", PASSWORD).endOtherSessions();
      ProblemException ended =
          catchThrowableOfType(ProblemException.class, () -> vestibule.whoami(credential));
      assertThat(ended.status()).as(door.name()).isEqualTo(401);
    }
  }

  private static VestibuleClient registered(VestibuleServer server, Mailbox mailbox) {
    VestibuleClient vestibule = VestibuleClient.at(server.url());
    vestibule.register(NewAccount.of("ada@example.org", PASSWORD).username("ada"));
    vestibule.confirm(mailbox.newest("ada@example.org").code());
    return vestibule;
  }

  @Test
  void onlyAccessTokensOfOurOwnAreVerifiedByKeys(VestibuleServer server, Mailbox mailbox)
      throws Exception {
    VestibuleClient vestibule = registered(server, mailbox);
    AccessTokenVerifier verifier = vestibule.verifier(server.url().toString());
    TokenStore store = TokenStore.inMemory();
    SignedIn ada = vestibule.signIn("ada", PASSWORD, store);
    VerifiedToken token = verifier.verify(ada.accessToken());
    assertThat(token.account()).isEqualTo(ada.account().id());
    assertThat(Duration.between(token.issued(), token.expires())).isEqualTo(Duration.ofMinutes(15));
    for (Door door : Door.values()) {
      String credential = door.signIn(server);
      assertThatThrownBy(() -> verifier.verify(credential))
          .as(door.name())
          .isInstanceOf(TokenRejectedException.class);
    }
    String refresh = store.load().orElseThrow().refreshToken();
    assertThatThrownBy(() -> verifier.verify(refresh)).isInstanceOf(TokenRejectedException.class);
    assertThatThrownBy(
            () -> vestibule.verifier("https://other.example.org").verify(ada.accessToken()))
        .isInstanceOf(TokenRejectedException.class);
    String access = ada.accessToken();
    ada.signOut();
    assertThat(verifier.verify(access)).as("its end is not known by keys").isEqualTo(token);
  }
}
