package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.PASSWORD;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;
import static vestibule.v1.OwnPerson.wrong;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Together;

/** {@code /v1/account}: what it says, its password, and all that is kept of it. */
class OwnAccountTest {

  private static final String PROOF_WANTED =
      problem(
          403,
          "proof_wanted",
          "Give the password once more, or a second factor where you have one, at"
              + " /v1/sessions/current/proof, and come again.");

  private final TestServer server = TestServer.shared();

  private static Reply prove(OwnPerson person, String header, String password) {
    return person.postAs(header, "/v1/sessions/current/proof", "'password':'%s'", password);
  }

  @Test
  void whatIsGivenChangesNullTakesAwayAndTheRestStays() {
    OwnPerson person = OwnPerson.registered(server);
    String me = person.bearer();
    Reply first =
        server.json(
            "PATCH",
            "/v1/account",
            OwnPerson.json("'full_name':'A. L.','phone':'+44','contacts':'x'"),
            me);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text("full_name")).isEqualTo("A. L.");
    assertThat(first.text("phone")).isEqualTo("+44");
    Reply second = server.json("PATCH", "/v1/account", OwnPerson.json("'phone':null"), me);
    assertThat(second.json().get("phone").isNull()).isTrue();
    assertThat(second.text("contacts")).isEqualTo("x");
    assertThat(second.text("full_name")).isEqualTo("A. L.");
    assertThat(server.get("/v1/account", me).body()).isEqualTo(second.body());
    assertThat(server.json("PATCH", "/v1/account", "{}", me).body()).isEqualTo(second.body());
  }

  /** As at D: what was shown of the other name is kept (docs/contracts F). */
  @Test
  void oneNameOfTwoKeepsTheOtherAsItWasShown() {
    OwnPerson person = OwnPerson.registered(server);
    String me = person.bearer();
    assertThat(server.get("/v1/account", me).text("first_name")).isEqualTo("Ada");
    Reply reply = server.json("PATCH", "/v1/account", OwnPerson.json("'first_name':'Augusta'"), me);
    assertThat(reply.text("first_name")).isEqualTo("Augusta");
    assertThat(reply.text("last_name")).isEqualTo("Lovelace");
    assertThat(reply.text("full_name")).isEqualTo("Ada Lovelace");
  }

  @ParameterizedTest
  @CsvSource({
    "full_name, text_invalid",
    "first_name, text_invalid",
    "last_name, text_invalid",
    "patronymic, text_invalid",
    "phone, text_invalid"
  })
  void aTextThatCannotBeKeptIsNamed(String field, String code) {
    String me = OwnPerson.registered(server).bearer();
    String body = OwnPerson.json("'%s':'%s'", field, "x".repeat(257));
    assertThat(server.json("PATCH", "/v1/account", body, me).whole())
        .isEqualTo(
            wrong("/" + field, code, "This is too long, or holds characters that do not show."));
  }

  @Test
  void anotherUserNameIsTakenByWhoHasJustProvedWhoTheyAre() {
    try (TestServer own = TestServer.start("VESTIBULE_V1_ACCESS_LIFETIME=1d")) {
      OwnPerson person = OwnPerson.confirmed(own);
      OwnPerson other = OwnPerson.registered(own);
      String me = person.bearer();
      Reply renamed = rename(person, me, "Countess");
      assertThat(renamed.status()).isEqualTo(200);
      assertThat(renamed.body()).isEqualTo(own.get("/v1/account", me).body());
      assertThat(renamed.text("username")).isEqualTo("Countess");
      assertThat(own.awaitMail(person.email()).text()).contains("user name of your account");
      assertThat(person.signIn().status()).isEqualTo(401);
      assertThat(new OwnPerson(own, "countess").signIn().text("account"))
          .isEqualTo(renamed.text("id"));
      String taken = wrong("/username", "username_taken", "Somebody else has it.");
      assertThat(rename(other, other.bearer(), "cOUNTESS").whole()).isEqualTo(taken);
      assertThat(rename(other, other.bearer(), person.name()).whole()).isEqualTo(taken);
      assertThat(rename(person, me, "a@b").text("/errors/0/code")).isEqualTo("username_invalid");
      assertThat(rename(person, me, "").text("/errors/0/code")).isEqualTo("username_invalid");
      own.clock().advance(Duration.ofMinutes(10));
      assertThat(rename(person, me, "Ada2").whole()).isEqualTo(PROOF_WANTED);
      assertThat(prove(person, me, PASSWORD).whole()).isEqualTo("204 ");
      assertThat(rename(person, me, "Ada2").text("username")).isEqualTo("Ada2");
    }
  }

  private static Reply rename(OwnPerson person, String header, String name) {
    return person.postAs(header, "/v1/account/username", "'username':'%s'", name);
  }

  /** Each name before is held, so a few are enough. */
  @Test
  void anAccountTakesAFewNamesADay() {
    try (TestServer own = TestServer.start("VESTIBULE_LIMITS=on")) {
      OwnPerson person = OwnPerson.registered(own);
      String me = person.bearer();
      for (int i = 0; i < 5; i++) {
        assertThat(rename(person, me, "name" + i).status()).isEqualTo(200);
        assertThat(rename(person, me, "a@b").status()).isEqualTo(422);
      }
      Reply sixth = rename(person, me, "name5");
      assertThat(sixth.status()).isEqualTo(429);
      assertThat(sixth.headers("RateLimit")).containsExactly("\"name-change\";r=0;t=60");
      assertThat(own.get("/v1/account", me).text("username")).isEqualTo("name4");
    }
  }

  @Test
  void whatIsNotTheirsToChangeIsUnknown() {
    OwnPerson person = OwnPerson.registered(server);
    Reply reply =
        server.json(
            "PATCH",
            "/v1/account",
            OwnPerson.json("'id':'1','email_verified':true,'roles':['admin']"),
            person.bearer());
    assertThat(reply.status()).isEqualTo(422);
    assertThat(
            reply
                .json()
                .get("errors")
                .valueStream()
                .map(one -> one.get("pointer").asString() + " " + one.get("code").asString()))
        .containsExactly(
            "/email_verified field_unknown", "/id field_unknown", "/roles field_unknown");
  }

  @Test
  void aPasswordChangesAndEndsAllOtherSessions() {
    OwnPerson person = OwnPerson.registered(server);
    String mine = person.bearer();
    String other = person.bearer();
    Reply wrong =
        person.postAs(
            mine, "/v1/account/password", "'password':'no','new_password':'another pass 1'");
    assertThat(wrong.whole())
        .isEqualTo(wrong("/password", "password_wrong", "This is not the present password."));
    assertThat(
            person
                .postAs(
                    mine,
                    "/v1/account/password",
                    "'password':'%1$s','new_password':'%1$s'",
                    PASSWORD)
                .whole())
        .isEqualTo(wrong("/new_password", "password_unchanged", "It is the present one."));
    assertThat(
            person
                .postAs(
                    mine, "/v1/account/password", "'password':'%s','new_password':'1'", PASSWORD)
                .text("/errors/0/pointer"))
        .isEqualTo("/new_password");
    assertThat(server.get("/v1/account", other).status()).isEqualTo(200);
    assertThat(
            person
                .postAs(
                    mine,
                    "/v1/account/password",
                    "'password':'%s','new_password':'another pass 1'",
                    PASSWORD)
                .whole())
        .isEqualTo("204 ");
    assertThat(server.get("/v1/account", mine).status()).isEqualTo(200);
    assertThat(server.get("/v1/account", other).text("code")).isEqualTo("session_ended");
    assertThat(person.signIn().status()).isEqualTo(401);
    assertThat(person.signIn("another pass 1").status()).isEqualTo(201);
  }

  @Test
  void aResetTellsNobodyAndIsDoneOnceByItsCode() {
    OwnPerson person = OwnPerson.confirmed(server);
    String me = person.bearer();
    for (String login : List.of(person.email(), "nobody.at.all@example.org", "nobody.at.all", "")) {
      assertThat(post(server, "/v1/resets", "'login':'%s'", login).whole()).isEqualTo("202 {}");
    }
    String link = server.awaitMail(person.email()).link(0);
    assertThat(link).startsWith("http://localhost/v1/reset/");
    String code = link.substring(link.lastIndexOf('/') + 1);
    assertThat(
            post(server, "/v1/resets/complete", "'code':'%s','password':'1234'", code)
                .text("/errors/0/pointer"))
        .isEqualTo("/password");
    String body = OwnPerson.json("'code':'%s','password':'a new pass 1'", code);
    List<Integer> statuses =
        Together.run(10, _ -> server.json("POST", "/v1/resets/complete", body).status());
    assertThat(statuses).containsOnly(204, 422).containsOnlyOnce(204);
    assertThat(server.json("POST", "/v1/resets/complete", body).whole())
        .isEqualTo(wrong("/code", "code_invalid", "It opens nothing."));
    assertThat(server.get("/v1/account", me).text("code")).isEqualTo("session_ended");
    assertThat(person.signIn("a new pass 1").status()).isEqualTo(201);
  }

  @Test
  void aCodeOfAResetThatComesLateIsToldFromOneThatWasUsedOrOvertaken() {
    try (TestServer own = TestServer.start()) {
      OwnPerson person = OwnPerson.confirmed(own);
      String late = reset(own, person);
      String invalid = wrong("/code", "code_invalid", "It opens nothing.");
      String expired = wrong("/code", "code_expired", "Its time is over.");
      own.clock().advance(Duration.ofMinutes(59));
      assertThat(complete(own, late, "1234").text("/errors/0/pointer")).isEqualTo("/password");
      own.clock().advance(Duration.ofMinutes(1));
      assertThat(complete(own, late, "a new pass 1").whole()).isEqualTo(expired);
      own.clock().advance(Duration.ofDays(2));
      assertThat(complete(own, late, "a new pass 1").whole()).isEqualTo(expired);
      String newer = reset(own, person);
      assertThat(complete(own, late, "a new pass 1").whole()).isEqualTo(invalid);
      assertThat(complete(own, newer, "a new pass 1").status()).isEqualTo(204);
      own.clock().advance(Duration.ofDays(2));
      assertThat(complete(own, newer, "a new pass 2").whole()).isEqualTo(invalid);
    }
  }

  private static String reset(TestServer server, OwnPerson person) {
    assertThat(post(server, "/v1/resets", "'login':'%s'", person.name()).status()).isEqualTo(202);
    String link = server.awaitMail(person.email()).link(0);
    return link.substring(link.lastIndexOf('/') + 1);
  }

  private static Reply complete(TestServer server, String code, String password) {
    return post(server, "/v1/resets/complete", "'code':'%s','password':'%s'", code, password);
  }

  @Test
  void whoGivesThePasswordOnceMoreIsFreshForTenMinutes() {
    try (TestServer own = TestServer.start("VESTIBULE_V1_ACCESS_LIFETIME=1d")) {
      OwnPerson person = OwnPerson.registered(own);
      String me = person.bearer();
      assertThat(own.get("/v1/account/export", me).status()).isEqualTo(200);
      own.clock().advance(Duration.ofMinutes(10));
      assertThat(own.get("/v1/account/export", me).whole()).isEqualTo(PROOF_WANTED);
      assertThat(prove(person, me, "wrong").whole())
          .isEqualTo(wrong("/password", "password_wrong", "This is not the present password."));
      assertThat(own.get("/v1/account/export", me).whole()).isEqualTo(PROOF_WANTED);
      assertThat(prove(person, me, PASSWORD).whole()).isEqualTo("204 ");
      own.clock().advance(Duration.ofMinutes(9));
      Reply export = own.get("/v1/account/export", me);
      assertThat(export.status()).isEqualTo(200);
      assertThat(export.json().at("/sessions/0/factors").size()).isEqualTo(1);
      assertThat(kinds(export)).contains("proved", "signed_in", "registered");
      own.clock().advance(Duration.ofMinutes(1));
      assertThat(own.get("/v1/account/export", me).whole()).isEqualTo(PROOF_WANTED);
    }
  }

  private static List<String> kinds(Reply export) {
    return StreamSupport.stream(export.json().get("events").spliterator(), false)
        .map(event -> event.get("kind").asString())
        .toList();
  }

  @Test
  void allThatIsKeptIsExportedAndNoSecret() {
    OwnPerson person = OwnPerson.confirmed(server);
    Reply pair = person.signIn();
    Reply export = server.get("/v1/account/export", OwnPerson.bearer(pair));
    assertThat(export.status()).isEqualTo(200);
    JsonNode all = export.json();
    assertThat(all.propertyNames())
        .containsExactly(
            "account",
            "profile",
            "addresses",
            "password",
            "factors",
            "sessions",
            "codes",
            "mails",
            "events",
            "picture");
    assertThat(export.text("/account/email")).isEqualTo(person.email());
    assertThat(export.text("/addresses/0/door")).isEqualTo("v1");
    assertThat(export.text("/password/kind")).startsWith("argon2id");
    assertThat(export.text("/sessions/0/network_address")).isEqualTo("127.0.0.1");
    assertThat(kinds(export)).contains("registered", "address_confirmed", "signed_in");
    assertThat(export.body()).doesNotContain(PASSWORD, "$argon2", pair.text("refresh_token"));
  }
}
