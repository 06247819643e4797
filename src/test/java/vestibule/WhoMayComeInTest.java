package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.cli.Commands;

/** Doors that are switched off, and registration that is not open to everybody. */
class WhoMayComeInTest {

  private static final String UNKNOWN = "404 {\"detail\":\"Not found.\"}";
  private static final String PASSWORD = "Roses4ada-growing";

  private static final Map<List<String>, TestServer> SERVERS = new HashMap<>();

  /** One for all that asks for the same settings. */
  private static TestServer with(String... settings) {
    return SERVERS.computeIfAbsent(List.of(settings), _ -> TestServer.start(settings));
  }

  @AfterAll
  static void close() {
    SERVERS.values().forEach(TestServer::close);
  }

  private static TestPerson person(TestServer server, TestDoor door) {
    String name = server.unique("guest");
    return new TestPerson(door, name, name + "@example.org", PASSWORD);
  }

  private static String register(TestServer server, TestPerson person) {
    Reply reply = person.cameInBy().register(server, person);
    return reply.status() + " " + reply.body().strip();
  }

  @Test
  void thePathsOfADoorThatIsOffAreUnknownForEveryMethod() {
    try (TestServer server = TestServer.start("VESTIBULE_DOORS=knowme")) {
      for (String path :
          List.of(
              "/user_account/login",
              "/user_account/registration",
              "/api/user_account/profile_settings",
              "/api/login",
              "/api/register/",
              "/api/token/refresh/",
              "/api/user/",
              "/account/registration",
              "/account/login/check",
              "/account/me",
              "/")) {
        for (String method : List.of("GET", "POST", "PUT", "OPTIONS")) {
          assertThat(server.send(method, path, null).whole()).as(path).isEqualTo(UNKNOWN);
        }
      }
      TestPerson dora = person(server, TestDoor.KNOW_ME);
      assertThat(dora.cameInBy().register(server, dora).status()).isEqualTo(201);
      assertThat(server.get("/", "Accept: text/html").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDoor.class)
  void otherDoorsAreAsTheyWere(TestDoor door) {
    try (TestServer server =
        TestServer.start(
            "VESTIBULE_DOORS="
                + door.name()
                    .toLowerCase(Locale.ROOT)
                    .replace("user_account", "useraccount")
                    .replace("know_me", "knowme"))) {
      TestPerson person = person(server, door);
      register(server, person);
      door.confirm(server, person, server.awaitMail(person.email()));
      Reply in = door.signIn(server, door.asksName() ? person.name() : person.email(), PASSWORD);
      assertThat(door.accepted(in)).isTrue();
      assertThat(door.whoami(server, door.token(in)).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDoor.class)
  void mailsThatWereSentBeforeADoorWasSwitchedOffStillWork(TestDoor door) throws Exception {
    String other = door == TestDoor.KNOW_ME ? "chat" : "knowme";
    Path folder = Files.createTempDirectory("vestibule-test");
    String database = "VESTIBULE_DATABASE_URL=";
    TestPerson person;
    TestMails.Received mail;
    try (TestServer before = TestServer.in(folder)) {
      person = person(before, door);
      register(before, person);
      mail = before.awaitMail(person.email());
      database += before.commandSettings().getOrDefault("VESTIBULE_DATABASE_URL", "");
    }
    try (TestServer after = TestServer.in(folder, "VESTIBULE_DOORS=" + other, database)) {
      door.confirm(after, person, mail);
      assertThat(door.register(after, person(after, door)).whole()).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void anotherDoorTakesNoTokenOfOneThatIsOff() throws Exception {
    Path folder = Files.createTempDirectory("vestibule-test");
    String database = "VESTIBULE_DATABASE_URL=";
    String token;
    try (TestServer before = TestServer.in(folder)) {
      TestPerson person = person(before, TestDoor.CHAT);
      register(before, person);
      TestDoor.CHAT.confirm(before, person, before.awaitMail(person.email()));
      token = TestDoor.CHAT.token(TestDoor.CHAT.signIn(before, person.email(), PASSWORD));
      assertThat(before.get("/account/profile/", "Authorization: " + token).status())
          .isEqualTo(200);
      database += before.commandSettings().getOrDefault("VESTIBULE_DATABASE_URL", "");
    }
    try (TestServer after = TestServer.in(folder, "VESTIBULE_DOORS=knowme", database)) {
      assertThat(after.get("/account/profile/", "Authorization: " + token).status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          USER_ACCOUNT|403 {"msg":"registration is not allowed"}
          ENVELOPE|200 {"msg":"registration is not allowed.","status":"ERR"}
          CHAT|403 {"detail":"Registration is closed."}
          KNOW_ME|403 {"detail":"Registration is closed."}
          PERSONAL|403 {"errorMessage":"Регистрация закрыта."}
          """)
  void nobodyRegistersWhereItIsClosedButByAnOperator(TestDoor door, String answer) {
    TestServer server = with("VESTIBULE_REGISTRATION=closed");
    TestPerson person = person(server, door);
    assertThat(register(server, person)).isEqualTo(answer);
    server.assertNoMail(person.email());
    assertThat(
            Commands.run(server, PASSWORD, "account", "create", "--email", person.email()).code())
        .isZero();
    server.awaitMail(person.email());
    assertThat(register(server, person)).as("a taken address is not told").isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          USER_ACCOUNT|400 {"msg":"email is not allowed"}
          ENVELOPE|200 {"msg":"email is not allowed.","status":"ERR"}
          CHAT|400 {"email":["Registration with this email domain is not allowed."]}
          KNOW_ME|400 {"email":["Registration with this email domain is not allowed."]}
          PERSONAL|400 {"errorMessage":"Регистрация с этой электронной почтой недоступна."}
          """)
  void onlyListedDomainsRegister(TestDoor door, String answer) {
    TestServer server =
        with(
            "VESTIBULE_REGISTRATION=domains",
            "VESTIBULE_REGISTRATION_DOMAINS=Example.ORG, xn--bcher-kva.example");
    TestPerson inside = person(server, door);
    register(server, inside);
    server.awaitMail(inside.email());
    for (String address :
        List.of("a@sub.example.org", "b@example.org.evil.example", "c@notexample.org")) {
      TestPerson outside = new TestPerson(door, server.unique("out"), address, PASSWORD);
      assertThat(register(server, outside)).isEqualTo(answer);
      server.assertNoMail(address);
    }
    TestPerson foreign =
        new TestPerson(
            door, server.unique("out"), server.unique("d") + "@B\u00dcCHER.example", PASSWORD);
    assertThat(register(server, foreign)).isNotEqualTo(answer);
  }

  @Test
  void anOperatorGivesAnAccountAnotherName() {
    TestServer server = TestServer.shared();
    TestPerson person = person(server, TestDoor.USER_ACCOUNT);
    register(server, person);
    String other = server.unique("other");
    Commands.Ended renamed =
        Commands.run(server, "", "account", "rename", "name:" + person.name(), other);
    assertThat(renamed.code()).isZero();
    assertThat(renamed.out()).contains(other).doesNotContain(person.name() + "\n");
    assertThat(TestDoor.USER_ACCOUNT.signIn(server, other, PASSWORD).status()).isEqualTo(200);
    assertThat(TestDoor.USER_ACCOUNT.signIn(server, person.name(), PASSWORD).whole())
        .isEqualTo("401 {\"msg\":\"Wrong username or password\"}\n");
    assertThat(server.get("/account/login/check?login=" + person.name()).body())
        .contains("\"is_login_available\":false");
    TestPerson squatter =
        new TestPerson(
            TestDoor.USER_ACCOUNT, person.name(), server.unique("sq") + "@t.t", PASSWORD);
    assertThat(register(server, squatter)).isEqualTo("400 {\"msg\":\"username is not allowed\"}");
    assertThat(Commands.run(server, "", "account", "show", "name:" + person.name()).code())
        .isEqualTo(1);
  }

  @Test
  void byInvitationAMailedCodeOpensTheDoorOnce() {
    try (TestServer server = TestServer.start("VESTIBULE_REGISTRATION=invitation")) {
      TestPerson person = person(server, TestDoor.PERSONAL);
      assertThat(register(server, person))
          .isEqualTo("403 {\"errorMessage\":\"Регистрация только по приглашению.\"}");
      Commands.Ended invited =
          Commands.run(
              server, "", "account", "invite", person.email(), "--username", person.name());
      assertThat(invited.code()).isZero();
      TestMails.Received mail = server.awaitMail(person.email());
      String choose = "{\"new_pwd\": \"" + PASSWORD + "\"}";
      assertThat(server.json("POST", mail.path(), choose).whole())
          .isEqualTo("200 {\"msg\":\"Your password has been reset.\"}\n");
      assertThat(server.json("POST", mail.path(), choose).status()).isEqualTo(400);
      assertThat(
              TestDoor.PERSONAL.accepted(TestDoor.PERSONAL.signIn(server, person.name(), PASSWORD)))
          .isTrue();
    }
  }
}
