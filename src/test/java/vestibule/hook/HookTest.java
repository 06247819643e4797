package vestibule.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import vestibule.TestCertificates;
import vestibule.Waiting;
import vestibule.core.arrival.Arrival;
import vestibule.core.arrival.Arrival.Mailbox;
import vestibule.core.hook.OldSystem.Question;
import vestibule.core.hook.OldSystem.Said;
import vestibule.core.secret.Signature;
import vestibule.hook.FakeOldSystem.Manner;

/** How the old system is asked, and what is made of what it says or does not say. */
class HookTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.987654Z");
  private static final byte[] KEY = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private FakeOldSystem system = new FakeOldSystem();

  @AfterEach
  void stop() {
    system.close();
  }

  private Hook hook(URI uri, Duration patience) {
    return new Hook(new Hook.Target(uri, KEY, patience), System::nanoTime);
  }

  private Hook hook() {
    return hook(system.uri(), Duration.ofSeconds(60));
  }

  private static Question question(String login, String password) {
    return new Question("msg_1", NOW, "chat", login, password);
  }

  private Said ask(String login, String password) {
    return hook().ask(question(login, password));
  }

  private Arrival somebody(String line) {
    system.knows("ada", "secret", line);
    return ((Said.Somebody) ask("ada", "secret")).person();
  }

  /** The vector of the specification's own libraries. */
  @Test
  void aSignatureIsThatOfTheSpecification() {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    Signature signature =
        Signature.of(
            KEY, "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), body);
    assertThat(signature)
        .isEqualTo(new Signature("1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void aQuestionIsOneSignedCall() {
    assertThat(ask("Ädä \"q\"", "p\u0001\u20ac\ud83d\ude00")).isEqualTo(new Said.Nobody());
    assertThat(system.calls()).hasSize(1);
    FakeOldSystem.Call call = system.calls().getFirst();
    assertThat(call.method() + " " + call.path()).isEqualTo("POST /check/");
    assertThat(new String(call.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"login\":\"Ädä \\\"q\\\"\",\"password\":\"p\\u0001\u20ac\ud83d\ude00\","
                + "\"door\":\"chat\",\"id\":\"msg_1\"}");
    assertThat(call.header("Content-type")).isEqualTo("application/json");
    assertThat(call.header("Webhook-id")).isEqualTo("msg_1");
    assertThat(call.header("Webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(call.isSigned()).isTrue();
  }

  @Test
  void anotherSecretIsAnotherSignature() {
    byte[] other = KEY.clone();
    other[0]++;
    Hook hook =
        new Hook(new Hook.Target(system.uri(), other, Duration.ofSeconds(60)), System::nanoTime);
    assertThat(hook.ask(question("ada", "secret"))).isEqualTo(new Said.Away());
    assertThat(system.calls().getFirst().isSigned()).isFalse();
  }

  @Test
  void itSaysWhoSomebodyIsOrThatItIsNobodyOrTheWrongPassword() {
    Arrival ada =
        somebody(
            """
            {"id": 7, "username": "ada", "emails": [{"address": "ada@example.org",
             "verified": true, "primary": true}], "created_at": "2020-07-01T10:00:00Z",
             "full_name": "Ada L."}
            """);
    assertThat(ada.identity().oldId()).isEqualTo("7");
    assertThat(ada.identity().username()).contains("ada");
    assertThat(ada.identity().addresses())
        .containsExactly(new Mailbox("ada@example.org", true, true));
    assertThat(ada.createdAt()).contains(Instant.parse("2020-07-01T10:00:00Z"));
    assertThat(ada.profile().names().full()).contains("Ada L.");
    assertThat(ada.password()).isEmpty();
    assertThat(ask("ada", "wrong")).isEqualTo(new Said.WrongPassword());
    assertThat(ask("eve", "secret")).isEqualTo(new Said.Nobody());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"groups\": [\"Admins\"], \"roles\": [\"root\"], \"permissions\": [\"all\"]",
        "\"groups\": 7, \"roles\": {\"a\": [null]}, \"permissions\": \"all\"",
        "\"password\": {\"hash\": \"plain\", \"scheme\": \"werkzeug-plain\"}",
        "\"password\": \"secret\"",
        "\"is_superuser\": true, \"is_staff\": true, \"keys\": [\"0a\"], \"tokens\": [\"0a\"]",
        "\"groups\": null, \"password\": null"
      })
  void noRightAndNoPasswordIsTakenFromAnAnswer(String more) {
    Arrival ada = somebody("{\"id\": 7, \"username\": \"ada\", " + more + "}");
    assertThat(ada.rights()).isEmpty();
    assertThat(ada.identity().keys()).isEmpty();
    assertThat(ada.password()).isEmpty();
    assertThat(ada.identity().username()).contains("ada");
  }

  @Test
  void somebodyWhoIsDisabledThereDoesNotComeIn() {
    system.knows("ada", "secret", "{\"id\": 7, \"username\": \"ada\", \"status\": \"disabled\"}");
    assertThat(ask("ada", "secret")).isEqualTo(new Said.WrongPassword());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"USUAL", "SILENT", "HALF"})
  void whateverElseItSaysIsAsIfItWereAway(Manner manner) {
    system.manner(manner);
    assertThat(ask("ada", "secret")).isEqualTo(new Said.Away());
    assertThat(system.calls()).as("no redirect is followed, nothing is tried again").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"SILENT", "HALF"})
  void nobodyWaitsForOneThatDoesNotEnd(Manner manner) {
    system.manner(manner);
    assertThat(hook(system.uri(), Duration.ofMillis(200)).ask(question("ada", "secret")))
        .isEqualTo(new Said.Away());
  }

  @Test
  void oneThatIsNotThereIsAway() {
    URI gone = system.uri();
    system.close();
    assertThat(hook(gone, Duration.ofSeconds(60)).ask(question("ada", "secret")))
        .isEqualTo(new Said.Away());
    system = new FakeOldSystem();
  }

  @Test
  void soManyCallsAreUnderWayAtATimeAndOthersWaitForThem() throws Exception {
    system.manner(Manner.SILENT);
    Hook hook = hook(system.uri(), Duration.ofSeconds(60));
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Said>> running = new ArrayList<>();
      for (int i = 0; i < Hook.MOST_CALLS; i++) {
        running.add(pool.submit(() -> hook.ask(question("ada", "secret"))));
      }
      Waiting.until(
          "calls", Duration.ofSeconds(30), () -> system.calls().size() == Hook.MOST_CALLS);
      Future<Said> late = pool.submit(() -> hook.ask(question("late", "secret")));
      Waiting.until("one who waits", Duration.ofSeconds(30), () -> hook.waiting() == 1);
      running.getFirst().cancel(true);
      Waiting.until(
          "its call", Duration.ofSeconds(30), () -> system.calls().size() > Hook.MOST_CALLS);
      system.close();
      assertThat(late.get()).isEqualTo(new Said.Away());
    }
    assertThat(system.calls().getLast().question().path("login").stringValue()).isEqualTo("late");
    system = new FakeOldSystem();
  }

  @Test
  void aTargetHidesItsSecret() {
    assertThat(new Hook.Target(URI.create("https://a.example"), KEY, Duration.ZERO).toString())
        .isEqualTo("Target[https://a.example]");
  }

  /** One that is trusted answers, so it is the certificate that keeps the others from it. */
  @Test
  @Tag("processes")
  void onlyAServerWhoseCertificateIsTrustedAndItsOwnIsAsked(@TempDir Path folder) throws Exception {
    KeyStore own = TestCertificates.make(folder, "own", "dns:localhost");
    KeyStore others = TestCertificates.make(folder, "others", "dns:old.example.org");
    KeyStore trust = TestCertificates.trusting(own, others);
    assertThat(overTls(own, () -> Hook.client().build())).isEqualTo(new Said.Away());
    Supplier<HttpClient> trusting =
        () -> {
          try {
            return Hook.client().sslContext(TestCertificates.context(own, trust)).build();
          } catch (Exception failed) {
            throw new IllegalStateException(failed);
          }
        };
    assertThat(overTls(own, trusting)).isInstanceOf(Said.Somebody.class);
    assertThat(overTls(others, trusting)).isEqualTo(new Said.Away());
  }

  private static Said overTls(KeyStore certificate, Supplier<HttpClient> client) throws Exception {
    try (FakeOldSystem secure =
        new FakeOldSystem(Optional.of(TestCertificates.context(certificate, certificate)))) {
      secure.knows("ada", "secret", "{\"id\": 7, \"username\": \"ada\"}");
      Hook.Target target = new Hook.Target(secure.uri(), KEY, Duration.ofSeconds(60));
      Said said = new Hook(target, System::nanoTime, client).ask(question("ada", "secret"));
      assertThat(secure.calls()).hasSize(said instanceof Said.Somebody ? 1 : 0);
      return said;
    }
  }
}
