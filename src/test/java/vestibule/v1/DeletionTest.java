package vestibule.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.v1.OwnPerson.PASSWORD;
import static vestibule.v1.OwnPerson.post;
import static vestibule.v1.OwnPerson.problem;
import static vestibule.v1.OwnPerson.wrong;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Together;

/** {@code POST /v1/account/deletion}, and the mailed code that keeps the account. */
class DeletionTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final TestServer AT_ONCE = TestServer.start("VESTIBULE_DELETION_DAYS=0");
  private static final String DISABLED =
      problem(401, "account_disabled", "The account is disabled.");

  @AfterAll
  static void stop() {
    AT_ONCE.close();
  }

  private static Reply delete(OwnPerson person, String header) {
    return person.postAs(header, "/v1/account/deletion", "'password':'%s'", PASSWORD);
  }

  @Test
  void anAccountIsShutAtOnceAndErasedLater() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    String me = person.bearer();
    String other = person.bearer();
    assertThat(person.postAs(me, "/v1/account/deletion", "'password':'wrong'").whole())
        .isEqualTo(wrong("/password", "password_wrong", "This is not the present password."));
    assertThat(person.postAs(me, "/v1/account/deletion", "").whole())
        .isEqualTo(wrong("/password", "field_missing", "This is needed."));
    assertThat(SERVER.get("/v1/account", me).status()).isEqualTo(200);
    Instant before = SERVER.core().changes().now();
    Reply left = delete(person, me);
    Instant erased = Instant.parse(left.text("erased"));
    assertThat(left.whole()).isEqualTo("202 {\"erased\":\"" + left.text("erased") + "\"}");
    assertThat(erased)
        .isBetween(
            before.plus(Duration.ofDays(14)),
            SERVER.core().changes().now().plus(Duration.ofDays(14)));
    for (String header : List.of(me, other)) {
      assertThat(SERVER.get("/v1/account", header).whole()).isEqualTo(DISABLED);
    }
    assertThat(person.signIn().whole())
        .isEqualTo(problem(401, "credentials_wrong", "That does not let anybody in."));
    assertThat(person.register().status()).isEqualTo(422);
  }

  @Test
  void theMailedCodeKeepsTheAccountOnce() {
    OwnPerson person = OwnPerson.confirmed(SERVER);
    String me = person.bearer();
    delete(person, me);
    String code = SERVER.awaitMail(person.email()).code();
    assertThat(cancel(code)).isEqualTo("204 ");
    assertThat(SERVER.get("/v1/account", me).whole())
        .isEqualTo(problem(401, "session_ended", "The session has ended."));
    assertThat(SERVER.get("/v1/account", person.bearer()).status()).isEqualTo(200);
    assertThat(cancel(code)).isEqualTo(wrong("/code", "code_invalid", INVALID));
    assertThat(cancel("x")).isEqualTo(wrong("/code", "code_invalid", INVALID));
    assertThat(post(SERVER, "/v1/deletions/cancel", "").whole())
        .isEqualTo(wrong("/code", "field_missing", "This is needed."));
  }

  private static final String INVALID = "It opens nothing.";

  private static String cancel(String code) {
    return post(SERVER, "/v1/deletions/cancel", "'code':'%s'", code).whole();
  }

  @Test
  void withoutAWaitNothingOfAnAccountIsLeft() {
    OwnPerson person = OwnPerson.confirmed(AT_ONCE);
    String me = person.bearer();
    String other = person.bearer();
    long id = person.id();
    assertThat(delete(person, me).whole()).isEqualTo("204 ");
    for (String header : List.of(me, other)) {
      assertThat(AT_ONCE.get("/v1/account", header).whole())
          .isEqualTo(problem(401, "account_gone", "The account was deleted."));
    }
    assertThat(person.signIn().status()).isEqualTo(401);
    assertThat(AT_ONCE.core().accounts().person(id)).isEmpty();
    AT_ONCE
        .transactions()
        .read(stores -> stores.audit().of(id, 100))
        .forEach(
            event -> {
              assertThat(event.place().networkAddress()).isEmpty();
              assertThat(event.place().browser()).isEmpty();
            });
    OwnPerson again = new OwnPerson(AT_ONCE, person.name());
    assertThat(again.register().status()).isEqualTo(201);
    AT_ONCE.assertNoMail("nobody@example.org");
  }

  @Test
  void aDeletionTakesTheCookieAway() {
    for (TestServer server : List.of(SERVER, AT_ONCE)) {
      OwnPerson person = OwnPerson.registered(server);
      String cookie =
          "Cookie: __Host-vestibule=" + person.signInBrowser().cookie("__Host-vestibule");
      Reply reply =
          server.json(
              "POST",
              "/v1/account/deletion",
              OwnPerson.json("'password':'%s'", PASSWORD),
              cookie,
              "Sec-Fetch-Site: same-origin");
      assertThat(reply.status()).isEqualTo(server == SERVER ? 202 : 204);
      assertThat(reply.setCookie("__Host-vestibule")).contains("Expires=Thu, 01 Jan 1970");
    }
  }

  @Test
  void ofTenDeletionsAtOnceOneIsIt() {
    OwnPerson person = OwnPerson.registered(SERVER);
    String me = person.bearer();
    List<Integer> statuses = Together.run(10, _ -> delete(person, me).status());
    assertThat(statuses).containsOnlyOnce(202).isSubsetOf(202, 401, 422);
  }
}
