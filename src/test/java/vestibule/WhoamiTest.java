package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** {@code GET /v1/whoami}: one shape for the credential of any door. */
class WhoamiTest {

  private static final String PATH = "/v1/whoami";

  private final TestServer server = TestServer.shared();

  private TestPerson person(TestDoor door) {
    TestPerson person = TestPerson.at(door, server);
    door.register(server, person);
    door.confirm(server, person, server.awaitMail(person.email()));
    return person;
  }

  private static String doorOf(TestDoor door) {
    return door.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  @ParameterizedTest
  @EnumSource
  void everyDoorsCredentialIsToldInOneShape(TestDoor door) {
    TestPerson person = person(door);
    String token = door.token(door.signIn(server, person.email(), person.password()));
    Reply reply = server.get(PATH, "Authorization: " + token);
    JsonNode me = reply.json();
    String name = door.asksName() ? "\"" + person.name() + "\"" : "null";
    String first = person.firstName().isEmpty() ? "null" : "\"" + person.firstName() + "\"";
    String last = person.lastName().isEmpty() ? "null" : "\"" + person.lastName() + "\"";
    assertThat(reply.whole())
        .isEqualTo(
            ("200 {'id':'%s','username':%s,'full_name':%s,'first_name':%s,'last_name':%s,"
                    + "'patronymic':null,'phone':null,'contacts':null,'email':'%s',"
                    + "'email_verified':true,'addresses':[{'id':'%s','email':'%s',"
                    + "'verified':true,'primary':true}],'groups':[],'roles':[],'permissions':%s,"
                    + "'created':'%s','door':'%s','session':{'id':'%s','created':'%s',"
                    + "'last_used':'%s','expires':'%s'},'factors':[{'name':'password',"
                    + "'at':'%s'}],'token':%s}")
                .replace('\'', '"')
                .formatted(
                    server.core().accounts().named(person.email()).orElseThrow().id(),
                    name,
                    person.wholeName().map(whole -> "\"" + whole + "\"").orElse("null"),
                    first,
                    last,
                    person.email(),
                    me.at("/addresses/0/id").asString(),
                    person.email(),
                    me.get("permissions"),
                    me.get("created").asString(),
                    doorOf(door),
                    me.at("/session/id").asString(),
                    me.at("/session/created").asString(),
                    me.at("/session/created").asString(),
                    me.at("/session/expires").asString(),
                    me.at("/session/created").asString(),
                    me.get("token")));
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(me.get("token").isNull())
        .isEqualTo(door == TestDoor.KNOW_ME || door == TestDoor.PERSONAL);
    assertThat(server.get(PATH, "Authorization: " + token).body()).isEqualTo(reply.body());
  }

  /** What is remembered of one is not shown to another, nor when something has changed. */
  @Test
  void whatChangesIsShownAtOnceAndEachCredentialShowsItself() {
    TestPerson person = person(TestDoor.V1);
    Reply one = TestDoor.V1.signIn(server, person.name(), person.password());
    Reply two = TestDoor.V1.signIn(server, person.name(), person.password());
    for (int look = 0; look < 2; look++) {
      for (Reply signedIn : List.of(one, two)) {
        assertThat(whoami(signedIn).text("/session/id")).isEqualTo(signedIn.text("session"));
      }
    }
    server.json(
        "PATCH", "/v1/account", "{\"phone\":\"7\"}", "Authorization: " + TestDoor.V1.token(one));
    assertThat(whoami(one).text("phone")).isEqualTo("7");
    assertThat(whoami(two).text("phone")).isEqualTo("7");
    String before = whoami(one).text("/factors/0/at");
    server.json(
        "POST",
        "/v1/sessions/current/proof",
        "{\"password\":\"%s\"}".formatted(person.password()),
        "Authorization: " + TestDoor.V1.token(one));
    assertThat(Instant.parse(whoami(one).text("/factors/0/at"))).isAfter(Instant.parse(before));
    assertThat(whoami(two).text("/factors/0/at")).isNotEqualTo(whoami(one).text("/factors/0/at"));
    Reply renewed =
        server.json(
            "POST",
            "/v1/sessions/refresh",
            "{\"refresh_token\":\"%s\"}".formatted(one.text("refresh_token")));
    assertThat(whoami(renewed).text("/session/id")).isEqualTo(one.text("session"));
    server.core().administration().disable(Long.parseLong(one.text("account")));
    assertThat(server.get(PATH, "Authorization: " + TestDoor.V1.token(two)).text("code"))
        .isEqualTo("account_disabled");
  }

  private Reply whoami(Reply signedIn) {
    Reply reply = server.get(PATH, "Authorization: " + TestDoor.V1.token(signedIn));
    assertThat(reply.status()).isEqualTo(200);
    return reply;
  }

  @Test
  void aTokensOwnTimesAreTold() {
    TestPerson person = person(TestDoor.CHAT);
    Reply reply =
        server.get(
            PATH,
            "Authorization: "
                + TestDoor.CHAT.token(
                    TestDoor.CHAT.signIn(server, person.email(), person.password())));
    assertThat(
            Duration.between(
                Instant.parse(reply.text("/token/issued")),
                Instant.parse(reply.text("/token/expires"))))
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void nobodyIsNobody() {
    assertThat(server.get(PATH).text("code")).isEqualTo("credential_missing");
    assertThat(server.get(PATH, "Authorization: Bearer x").text("code")).isEqualTo("token_invalid");
    assertThat(server.get(PATH, "X-Vestibule-User: 1").text("code"))
        .isEqualTo("credential_missing");
  }
}
