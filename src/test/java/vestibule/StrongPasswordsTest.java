package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.cli.Commands;
import vestibule.core.password.PasswordFilter;

/**
 * What an operator asks of new passwords beside the documents (docs/contracts 0.7): every door
 * refuses in its document's own words, and keeps what it had.
 */
class StrongPasswordsTest {

  private static final TestServer SERVER =
      TestServer.start(
          "VESTIBULE_PASSWORDS_MINIMUM_LENGTH=15",
          "VESTIBULE_PASSWORDS_REFUSE_BREACHED=on",
          "VESTIBULE_PASSWORDS_REFUSE_CONTEXT_WORDS=on");

  private static final String SHORT = "Sh0rt-pass";

  /** Of the list that comes with the program, and by the rule of document E. */
  private static final String BREACHED = "Mailcreated5240";

  private static final String GOOD = "Roses4ada-growing";

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private static String register(TestServer server, TestDoor door, String name, String password) {
    Reply reply =
        door.register(server, new TestPerson(door, name, name + "@example.org", password));
    return reply.status() + " " + reply.body().strip();
  }

  private static String register(TestDoor door, String name, String password) {
    String answer = register(SERVER, door, name, password);
    SERVER.assertNoMail(name + "@example.org");
    return answer;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
"""
          USER_ACCOUNT|400 {"msg":"pwd is not allowed"}
          ENVELOPE|200 {"msg":"pwd is not allowed.","status":"ERR"}
          CHAT|400 {"error":["…"]}
          KNOW_ME|400 {"password":["…"]}
          PERSONAL|400 {"errorMessage":"Пароль должен быть не короче 15 символов."}
""")
  void aShortOneIsRefused(TestDoor door, String answer) {
    assertThat(register(door, SERVER.unique("brief"), SHORT))
        .isEqualTo(
            answer.replace(
                "…", "This password is too short. It must contain at least 15 characters."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          USER_ACCOUNT|400 {"msg":"pwd is not allowed"}
          ENVELOPE|200 {"msg":"pwd is not allowed.","status":"ERR"}
          CHAT|400 {"error":["This password is too common."]}
          KNOW_ME|400 {"password":["This password is too common."]}
          PERSONAL|400 {"errorMessage":"Пароль слишком распространён."}
          """)
  void aBreachedOneIsRefused(TestDoor door, String answer) {
    assertThat(register(door, SERVER.unique("leaked"), BREACHED)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          USER_ACCOUNT|400 {"msg":"pwd is not allowed"}
          ENVELOPE|200 {"msg":"pwd is not allowed.","status":"ERR"}
          CHAT|400 {"error":["The password is too similar to the email address."]}
          KNOW_ME|400 {"password":["The password is too similar to the email address."]}
          PERSONAL|400 {"errorMessage":"Пароль слишком похож на логин."}
          """)
  void oneThatIsHardlyMoreThanTheNameIsRefused(TestDoor door, String answer) {
    String name = SERVER.unique("someone");
    assertThat(register(door, name, name + "A1zzzzz")).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          USER_ACCOUNT|400 {"msg":"pwd is not allowed"}
          ENVELOPE|200 {"msg":"pwd is not allowed.","status":"ERR"}
          CHAT|400 {"error":["Ensure this field has no more than 1024 characters."]}
          KNOW_ME|400 {"password":["Ensure this field has no more than 1024 characters."]}
          """)
  void oneOfMoreThanAThousandCharactersIsRefusedWhateverTheSettings(TestDoor door, String answer) {
    String longest = "a1-".repeat(341) + "b";
    String name = SERVER.unique("wordy");
    assertThat(register(TestServer.shared(), door, name, longest + "b")).isEqualTo(answer);
    TestServer.shared().assertNoMail(name + "@example.org");
    assertThat(register(TestServer.shared(), door, name, longest)).doesNotContain("assword");
    TestServer.shared().awaitMail(name + "@example.org");
  }

  @ParameterizedTest
  @EnumSource(TestDoor.class)
  void aGoodOneComesIn(TestDoor door) {
    String name = SERVER.unique("fine");
    register(SERVER, door, name, GOOD);
    SERVER.awaitMail(name + "@example.org");
  }

  @ParameterizedTest
  @CsvSource({SHORT, BREACHED, "somebody-1A.SOMEBODY"})
  void aResetIsRefusedAndItsCodeStaysGood(String password) {
    String name = SERVER.unique("somebody");
    String address = name + "@example.org";
    register(SERVER, TestDoor.USER_ACCOUNT, name, GOOD);
    SERVER.awaitMail(address);
    SERVER.json("POST", "/user_account/reset_password_request", "{\"username\": \"" + name + "\"}");
    String path = SERVER.awaitMail(address).path();
    assertThat(SERVER.json("POST", path, "{\"new_pwd\": \"" + password + "\"}").whole())
        .isEqualTo("400 {\"msg\":\"pwd is not allowed\"}\n");
    assertThat(SERVER.json("POST", path, "{\"new_pwd\": \"" + GOOD + "2\"}").whole())
        .isEqualTo("200 {\"msg\":\"Your password has been reset.\"}\n");
  }

  @Test
  void aChangeIsRefusedWithEveryReason() {
    String name = SERVER.unique("changing");
    TestPerson person = new TestPerson(TestDoor.KNOW_ME, name, name + "@example.org", GOOD);
    TestDoor.KNOW_ME.register(SERVER, person);
    TestDoor.KNOW_ME.confirm(SERVER, person, SERVER.awaitMail(person.email()));
    String token = TestDoor.KNOW_ME.token(TestDoor.KNOW_ME.signIn(SERVER, person.email(), GOOD));
    assertThat(
            SERVER
                .json(
                    "POST",
                    "/account/change-password/",
                    "{\"old_password\": \"%s\", \"new_password\": \"changing\"}".formatted(GOOD),
                    "Authorization: " + token)
                .whole())
        .isEqualTo(
            "400 {\"new_password\":[\"The password is too similar to the email address.\","
                + "\"This password is too short. It must contain at least 15 characters.\","
                + "\"This password is too common.\"]}");
  }

  @Test
  void aListThatIsLoadedCountsWithoutAStart() throws Exception {
    String chosen = "Harbour7salt-and-tar";
    String name = SERVER.unique("later");
    String hash = HexFormat.of().withUpperCase().formatHex(PasswordFilter.sha1(chosen));
    Path list = Files.writeString(SERVER.folder().resolve("pwned.txt"), hash + ":9\r\n");
    assertThat(Commands.run(SERVER, "", "passwords", "load", list.toString()).code()).isZero();
    assertThat(register(TestDoor.PERSONAL, name, chosen))
        .isEqualTo("400 {\"errorMessage\":\"Пароль слишком распространён.\"}");
  }

  @Test
  void anOperatorIsToldEveryReason() {
    Commands.Ended refused =
        Commands.run(SERVER, "trustno1", "account", "create", "--email", "boss@example.org");
    assertThat(refused)
        .isEqualTo(
            new Commands.Ended(
                1,
                "",
                "vestibule: the password has fewer than 15 characters; the password is known from"
                    + " breaches\n"));
  }
}
