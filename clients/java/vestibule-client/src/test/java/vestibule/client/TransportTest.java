package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are none of Vestibule's, and none at all. */
class TransportTest {

  private final StandIn server = new StandIn();
  private final VestibuleClient vestibule = VestibuleClient.at(server.url() + "/");

  @AfterEach
  void end() {
    server.close();
  }

  private ProblemException refusal() {
    return catchThrowableOfType(ProblemException.class, () -> vestibule.whoami("token"));
  }

  @Test
  void aProxysPageIsAProblemByItsStatus() {
    server.says(502, "text/html", "<html>Bad gateway</html>");
    assertThat(refusal().problem().code()).isEqualTo("http_502");
    assertThat(refusal().getMessage()).isEqualTo("502 http_502: ");
  }

  @Test
  void aPageInPlaceOfAnAnswerIsNoAnswer() {
    server.says(200, "text/html", "<html>Please sign in</html>");
    assertThatThrownBy(() -> vestibule.whoami("token"))
        .isInstanceOf(UnreachableException.class)
        .hasMessage("what answered 200 is no Vestibule");
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.says(
        new StandIn.Said(307, "text/plain", "", Map.of("Location", server.url() + "/elsewhere")));
    assertThat(refusal().status()).isEqualTo(307);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aBodyWithoutACodeIsTheFormOfBefore() {
    server.says(
        new StandIn.Said(
            429, "application/json", "{\"detail\":\"Later.\"}", Map.of("Retry-After", "20")));
    assertThat(refusal().problem())
        .isEqualTo(
            new Problem(
                429,
                "http_429",
                "Later.",
                List.of(),
                Optional.of(Duration.ofSeconds(20)),
                Optional.empty()));
  }

  @Test
  void aChallengeIsTold() {
    server.says(
        new StandIn.Said(
            429,
            "application/problem+json",
            "{\"status\":429,\"code\":\"challenge_wanted\",\"detail\":\"\"}",
            Map.of("Vestibule-Challenge-Wanted", "/v1/challenge?for=registration")));
    assertThat(refusal().challenge()).contains("/v1/challenge?for=registration");
    aSolutionIsShown();
  }

  private void aSolutionIsShown() {
    assertThatThrownBy(() -> vestibule.with("Vestibule-Challenge", "solved").requestReset("ada"))
        .isInstanceOf(ProblemException.class);
    assertThat(server.asked().get(server.asked().size() - 1).headers())
        .containsEntry("Vestibule-challenge", List.of("solved"));
  }

  @Test
  void anotherFactorIsAskedForAndAnswered() {
    server.says(
        401,
        "application/problem+json",
        """
        {"type":"about:blank","status":401,"code":"factor_wanted","detail":"","ticket":"279449",
         "expires_in":300}\
        """);
    FactorWantedException wanted =
        catchThrowableOfType(
            FactorWantedException.class, () -> vestibule.signIn("ada", "correct horse 7"));
    assertThat(wanted.ticket()).isEqualTo("279449");
    assertThat(wanted.lifetime()).isEqualTo(Duration.ofMinutes(5));
    server.says(
        201,
        "application/json",
        """
        {"account":"12","session":"34","access_token":"a","token_type":"Bearer","expires_in":900,
         "refresh_token":"r"}\
        """);
    TokenStore store = TokenStore.inMemory();
    SignedIn ada = vestibule.completeSignIn(wanted.ticket(), "123456", store);
    assertThat(ada.accessToken()).isEqualTo("a");
    assertThat(store.load()).map(Tokens::account).contains("12");
    assertThat(server.asked().get(1).request()).isEqualTo("POST /v1/sessions/complete");
    assertThat(server.asked().get(1).body()).contains("\"279449\"", "\"123456\"");
  }

  @Test
  void aMemberThatIsNewIsPassedOver() {
    server.says(
        200,
        "application/json",
        """
        {"id":"1","username":null,"full_name":null,"first_name":null,"last_name":null,
         "patronymic":null,"phone":null,"contacts":null,"email":null,"email_verified":false,
         "addresses":[],"groups":[],"roles":[],"permissions":[],"created":"2026-11-01T10:00:00Z",
         "door":"knowme","session":{"id":"2","created":"2026-11-01T10:00:00Z","last_used":
         "2026-11-01T10:00:00Z","expires":"2026-11-02T10:00:00Z","new":1},"factors":[],
         "token":null,"new":{"er":[]}}\
        """);
    Whoami whoami = vestibule.whoami("token");
    assertThat(whoami.token()).isEmpty();
    assertThat(whoami.account().username()).isEmpty();
    assertThat(whoami.session().id()).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a\r\nX-Other: b", "a\tb", "é"})
  void whatNoHeaderHasIsNoCredential(String credential) {
    assertThatThrownBy(() -> vestibule.whoami(credential))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("401 token_invalid");
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accounts.example.org",
        "ftp://accounts.example.org",
        "http:///path",
        "http://accounts.example.org/?a=b",
        "http://accounts.example.org/#a"
      })
  void whatIsNoAddressOfAServerIsRefused(String url) {
    assertThatThrownBy(() -> VestibuleClient.at(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      VestibuleClient impatient =
          VestibuleClient.at(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
              .within(Duration.ofMillis(50));
      assertThatThrownBy(() -> impatient.whoami("token")).isInstanceOf(UnreachableException.class);
    }
  }

  @Test
  void anAnswerThatStopsIsGivenUp() throws Exception {
    try (ServerSocket halting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> held = CompletableFuture.supplyAsync(() -> begun(halting));
      VestibuleClient impatient =
          VestibuleClient.at(URI.create("http://127.0.0.1:" + halting.getLocalPort()))
              .within(Duration.ofMillis(500));
      assertThatThrownBy(() -> impatient.whoami("token")).isInstanceOf(UnreachableException.class);
      held.get().close();
    }
  }

  /** A connection with the head of an answer and the first byte of its body. */
  private static Socket begun(ServerSocket server) {
    try {
      Socket socket = server.accept();
      String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoIsInterruptedStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> vestibule.whoami("token")).isInstanceOf(UnreachableException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
