package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.PASSWORD;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;
import static vestibule.v1.OwnPerson.wrong;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Together;

/** {@code POST /v1/accounts}, and the codes that its mails carry. */
class RegisteringTest {

  private final TestServer server = TestServer.shared();

  @Test
  void somebodyRegistersAndIsShownWhatIsKept() {
    String name = server.unique("reg");
    Reply reply =
        post(
            server,
            "/v1/accounts",
            "'username':'%1$s','email':'%1$s@Example.org','password':'%2$s','first_name':'Ada',"
                + "'last_name':null,'patronymic':'G.','phone':'+44 1','contacts':'a\\nb'",
            name,
            PASSWORD);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.body())
        .isEqualTo(
            ("{'id':'%s','username':'%s','full_name':'Ada','first_name':'Ada','last_name':null,"
                    + "'patronymic':'G.','phone':'+44 1','contacts':'a\\\\nb',"
                    + "'email':'%s@Example.org','email_verified':false,"
                    + "'addresses':[{'id':'%s','email':'%s@Example.org','verified':false,"
                    + "'primary':true}],'groups':[],'roles':[],'permissions':[],'created':'%s'}")
                .replace('\'', '"')
                .formatted(
                    reply.text("id"),
                    name,
                    name,
                    reply.text("/addresses/0/id"),
                    name,
                    reply.text("created"))
                .replace("\\\\n", "\\n"));
    assertThat(reply.text("id")).matches("\\d+");
    assertThat(reply.text("created")).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    String link = server.awaitMail(name + "@Example.org").link(0);
    assertThat(link).matches("http://localhost/v1/confirm/[A-Za-z0-9]{32}");
  }

  @Test
  void aNameIsNotNeeded() {
    String email = server.unique("bare") + "@example.org";
    Reply reply = post(server, "/v1/accounts", "'email':'%s','password':'%s'", email, PASSWORD);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().get("username").isNull()).isTrue();
    assertThat(reply.json().get("full_name").isNull()).isTrue();
    assertThat(
            post(server, "/v1/sessions", "'login':'%s','password':'%s'", email, PASSWORD).status())
        .isEqualTo(201);
  }

  @Test
  void allThatIsWrongIsToldTogether() {
    Reply reply =
        post(
            server,
            "/v1/accounts",
            "'username':'a@b','email':'x','password':'1234567','phone':'%s','color':'red'",
            "1".repeat(257));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(
            reply
                .json()
                .get("errors")
                .valueStream()
                .map(one -> one.get("pointer").asString() + " " + one.get("code").asString()))
        .containsExactly(
            "/phone text_invalid",
            "/email email_invalid",
            "/username username_invalid",
            "/password password_too_short",
            "/password password_too_common",
            "/password password_numeric",
            "/color field_unknown");
    Reply empty = post(server, "/v1/accounts", "");
    assertThat(
            empty
                .json()
                .get("errors")
                .valueStream()
                .map(one -> one.get("pointer").asString() + " " + one.get("code").asString()))
        .containsExactly("/email field_missing", "/password field_missing");
  }

  @ParameterizedTest
  @CsvSource({
    "password, password_too_common, Many people have it.",
    "short1!, password_too_short, It has fewer than 8 characters.",
    "87654321987, password_numeric, It has digits alone."
  })
  void aWeakPasswordIsRefused(String password, String code, String detail) {
    String name = server.unique("weak");
    Reply reply =
        post(server, "/v1/accounts", "'email':'%s@example.org','password':'%s'", name, password);
    assertThat(reply.whole()).isEqualTo(wrong("/password", code, detail));
    assertThat(server.core().accounts().named(name + "@example.org")).isEmpty();
  }

  @Test
  void whatIsTakenIsTold() {
    OwnPerson person = OwnPerson.registered(server);
    Reply name =
        post(
            server,
            "/v1/accounts",
            "'username':'%s','email':'%s@example.org','password':'%s'",
            person.name().toUpperCase(Locale.ROOT),
            server.unique("other"),
            PASSWORD);
    assertThat(name.whole())
        .isEqualTo(wrong("/username", "username_taken", "Somebody else has it."));
    Reply email =
        post(
            server,
            "/v1/accounts",
            "'email':'%s','password':'%s'",
            person.email().toUpperCase(Locale.ROOT),
            PASSWORD);
    assertThat(email.whole())
        .isEqualTo(wrong("/email", "email_taken", "An account has this address."));
  }

  @Test
  void aCodeConfirmsOnceAndASecondVisitIsASuccess() {
    OwnPerson person = OwnPerson.registered(server);
    String code = server.awaitMail(person.email()).code();
    for (int visit = 0; visit < 2; visit++) {
      assertThat(post(server, "/v1/confirmations/complete", "'code':'%s'", code).whole())
          .isEqualTo("204 ");
    }
    assertThat(server.get("/v1/account", person.bearer()).text("email_verified")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "00000000000000000000000000000000"})
  void aCodeThatIsNoneConfirmsNothing(String code) {
    assertThat(post(server, "/v1/confirmations/complete", "'code':'%s'", code).whole())
        .isEqualTo(wrong("/code", "code_invalid", "It opens nothing."));
  }

  @Test
  void aCodeIsGoodForADay() {
    try (TestServer own = TestServer.start()) {
      OwnPerson person = OwnPerson.registered(own);
      String code = own.awaitMail(person.email()).code();
      own.clock().advance(Duration.ofHours(25));
      assertThat(post(own, "/v1/confirmations/complete", "'code':'%s'", code).whole())
          .isEqualTo(wrong("/code", "code_expired", "Its time is over."));
    }
  }

  @Test
  void fiftyRegistrationsUnderOneKeyAreOneAndSoIsTheMail() {
    String name = server.unique("fifty");
    String body =
        OwnPerson.json(
            "'username':'%1$s','email':'%1$s@example.org','password':'%2$s'", name, PASSWORD);
    String key = "Idempotency-Key: " + name;
    List<Reply> replies = Together.run(50, _ -> server.json("POST", "/v1/accounts", body, key));
    assertThat(replies).extracting(Reply::status).containsOnly(201, 409);
    List<Reply> done = replies.stream().filter(reply -> reply.status() == 201).toList();
    assertThat(done).extracting(Reply::body).containsOnly(done.getFirst().body());
    replies.stream()
        .filter(reply -> reply.status() == 409)
        .forEach(
            reply -> {
              assertThat(reply.whole())
                  .isEqualTo(problem(409, "request_under_way", "This very request is being done."));
              assertThat(reply.header("Retry-After")).contains("1");
            });
    Reply again = server.json("POST", "/v1/accounts", body, key);
    assertThat(again.body()).isEqualTo(done.getFirst().body());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(server.json("POST", "/v1/accounts", body.replace("fifty", "sixty"), key).whole())
        .isEqualTo(problem(422, "idempotency_key_reused", "The key belongs to another request."));
    server.awaitMail(name + "@example.org");
    server.assertNoMail(name + "@example.org");
  }

  @Test
  void aRefusalFreesItsKey() {
    String name = server.unique("free");
    String key = "Idempotency-Key: " + name;
    String weak = OwnPerson.json("'email':'%s@example.org','password':'short'", name);
    assertThat(server.json("POST", "/v1/accounts", weak, key).status()).isEqualTo(422);
    String good = weak.replace("short", PASSWORD);
    assertThat(server.json("POST", "/v1/accounts", good, key).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "closed, registration_closed, Nobody can register here.",
    "invitation, registration_by_invitation, Only who is invited can come in."
  })
  void aShutRegistrationSaysSoWhateverIsSent(String mode, String code, String detail) {
    try (TestServer shut = TestServer.start("VESTIBULE_REGISTRATION=" + mode)) {
      assertThat(post(shut, "/v1/accounts", "").whole()).isEqualTo(problem(403, code, detail));
    }
  }

  @Test
  void underStrictPrivacyATakenAddressIsNotToldAndItsOwnerIs() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      OwnPerson owner = OwnPerson.confirmed(strict);
      Reply reply =
          post(
              strict,
              "/v1/accounts",
              "'email':'%s','password':'%s'",
              owner.email(),
              "another password");
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.text("/addresses/0/email")).isEqualTo(owner.email());
      assertThat(strict.awaitMail(owner.email()).subject()).containsIgnoringCase("already");
      assertThat(
              post(
                      strict,
                      "/v1/sessions",
                      "'login':'%s','password':'another password'",
                      owner.email())
                  .whole())
          .isEqualTo(problem(401, "credentials_wrong", "That does not let anybody in."));
      assertThat(owner.signIn().status()).isEqualTo(201);
    }
  }

  @Test
  void aChallengeIsAskedForAfterTheForm() {
    try (TestServer asking = TestServer.start("VESTIBULE_CHALLENGE_REGISTRATION=always")) {
      Reply reply =
          post(asking, "/v1/accounts", "'email':'c@example.org','password':'%s'", PASSWORD);
      assertThat(reply.whole())
          .isEqualTo(problem(403, "challenge_wanted", "A challenge must be solved first."));
      assertThat(reply.header("Vestibule-Challenge-Wanted"))
          .contains("/v1/challenge?for=registration");
    }
  }
}
