package vestibule.contracts.useraccount;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.contracts.Member.bearer;
import static vestibule.contracts.Member.registration;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestMails;
import vestibule.TestServer;
import vestibule.contracts.Member;

/** POST /user_account/registration. */
class RegistrationTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String PATH = "/user_account/registration";
  private static final String WELCOME = "200 {\"msg\":\"Check your email...\"}\n";
  private static final String NAME_REFUSED = "400 {\"msg\":\"username is not allowed\"}\n";
  private static final String ADDRESS_REFUSED = "400 {\"msg\":\"email is not allowed\"}\n";
  private static final String PASSWORD_REFUSED = "400 {\"msg\":\"pwd is not allowed\"}\n";

  @Test
  void oneMailGoesOutWithALinkThatEndsInTheCode() {
    String name = SERVER.unique("fresh");
    String address = name + "@example.org";
    Reply reply = post(registration(name, address, "\"Admin A.A.\"", "1234"));
    assertThat(reply.whole()).isEqualTo(WELCOME);
    assertThat(reply.headers("Set-Cookie")).isEmpty();
    TestMails.Received mail = SERVER.awaitMail(address);
    assertThat(mail.link(0))
        .matches(
            Pattern.quote(SERVER.publicUrl() + "/user_account/confirm_email/")
                + "[A-Za-z0-9_-]{22,}");
    SERVER.assertNoMail(address);
  }

  @Test
  void theOriginThatAFrontEndNamesMakesNoLink() {
    String name = SERVER.unique("origin");
    String address = name + "@example.org";
    Reply reply =
        SERVER.json(
            "POST",
            PATH,
            registration(name, address, "null", "1234"),
            "X-ORIGIN: https://evil.example",
            "X-Forwarded-Host: evil.example");
    assertThat(reply.whole()).isEqualTo(WELCOME);
    TestMails.Received mail = SERVER.awaitMail(address);
    assertThat(mail.link(0)).startsWith(SERVER.publicUrl() + "/");
    assertThat(mail.text() + mail.html()).doesNotContain("evil");
  }

  @Test
  void fullNamePhoneAndContactsMayBeLeftOutOrNullOrEmpty() {
    String bare = SERVER.unique("bare");
    post("{\"username\":\"%1$s\",\"email\":\"%1$s@t.t\",\"pwd\":\"1234\"}".formatted(bare));
    assertThat(profile(bare)).isEqualTo(shown(bare, "null", "", "null"));

    String empty = SERVER.unique("empty");
    post(
        """
        {"username":"%1$s","email":"%1$s@t.t","pwd":"1234","full_name":"","phone":"",
         "contacts":""}\
        """
            .formatted(empty));
    assertThat(profile(empty)).isEqualTo(shown(empty, "\"\"", "", "\"\""));

    String full = SERVER.unique("full");
    post(
        """
        {"username":"%1$s","email":"%1$s@t.t","pwd":"1234","full_name":"Full Name",
         "phone":"+7 900","contacts":"+7 900"}\
        """
            .formatted(full));
    assertThat(profile(full)).isEqualTo(shown(full, "\"+7 900\"", "Full Name", "\"+7 900\""));
  }

  @Test
  void aNameIsTakenInAnyCase() {
    Member member = Member.registered(SERVER);
    for (String name : List.of(member.name(), member.name().toUpperCase(Locale.ROOT))) {
      String address = SERVER.unique("other") + "@example.org";
      assertThat(post(registration(name, address, "null", "1234")).whole()).isEqualTo(NAME_REFUSED);
      SERVER.assertNoMail(address);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\" \"",
        "\"a@b\"",
        "\"a\\uff20b\"",
        "\"ends in a blank \"",
        "\" starts with one\"",
        "\"a\\tb\"",
        "\"a\\u2028b\"",
        "\"a\\u00a0\"",
        "\"\\u200bx\"",
        "\"x\\u202e\"",
        "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        "null",
        "1",
        "true",
        "[\"a\"]",
        "{}",
      })
  void aNameThatIsNoneIsNotAllowed(String name) {
    String address = SERVER.unique("x") + "@example.org";
    Reply reply =
        post("{\"username\":%s,\"email\":\"%s\",\"pwd\":\"1234\"}".formatted(name, address));
    assertThat(reply.whole()).isEqualTo(NAME_REFUSED);
    SERVER.assertNoMail(address);
  }

  @Test
  void sixtyFourCharactersAreAName() {
    String name = SERVER.unique("long");
    String longest = name + "\uD83D\uDE00".repeat(64 - name.length());
    assertThat(post(registration(longest, name + "@t.t", "null", "1234")).whole())
        .isEqualTo(WELCOME);
  }

  @Test
  void anAddressIsTakenInAnyCaseAndByAnyAccount() {
    Member member = Member.registered(SERVER);
    for (String address : List.of(member.address(), member.address().toUpperCase(Locale.ROOT))) {
      Reply reply = post(registration(SERVER.unique("second"), address, "null", "1234"));
      assertThat(reply.whole()).isEqualTo(ADDRESS_REFUSED);
    }
    SERVER.assertNoMail(member.address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"nobody\"",
        "\"@t.t\"",
        "\"t@\"",
        "\"a@b@c\"",
        "\"a b@t.t\"",
        "\"a@t.t, b@t.t\"",
        "\"a@t.t\\r\\nBcc: b@t.t\"",
        "\"A <a@t.t>\"",
        "7",
        "[\"a@t.t\"]",
      })
  void anAddressThatIsNoneIsNotAllowed(String address) {
    Reply reply =
        post(
            "{\"username\":\"%s\",\"email\":%s,\"pwd\":\"1234\"}"
                .formatted(SERVER.unique("x"), address));
    assertThat(reply.whole()).isEqualTo(ADDRESS_REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "1234", "true", "[]", "{\"a\":\"b\"}"})
  void aPasswordThatIsNoneIsNotAllowed(String password) {
    String name = SERVER.unique("x");
    Reply reply =
        post(
            "{\"username\":\"%1$s\",\"email\":\"%1$s@t.t\",\"pwd\":%2$s}"
                .formatted(name, password));
    assertThat(reply.whole()).isEqualTo(PASSWORD_REFUSED);
    SERVER.assertNoMail(name + "@t.t");
  }

  @Test
  void whatTheDocumentDoesNotKnowOfMayBeMissingAltogether() {
    assertThat(post("{}").whole()).isEqualTo(NAME_REFUSED);
    String name = SERVER.unique("x");
    assertThat(post("{\"username\":\"%s\"}".formatted(name)).whole()).isEqualTo(ADDRESS_REFUSED);
    assertThat(post("{\"username\":\"%1$s\",\"email\":\"%1$s@t.t\"}".formatted(name)).whole())
        .isEqualTo(PASSWORD_REFUSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "full_name | 7",
        "full_name | false",
        "full_name | [\"Admin\"]",
        "full_name | \"Admin\\nBcc: x\"",
        "phone | 79001234567",
        "phone | \"1\\u0007\"",
        "contacts | {\"tg\":\"@a\"}",
        "contacts | \"\\u001b[2J\"",
      })
  void aFieldThatHoldsNoTextOrNoGoodOneIsNotAllowed(String key, String value) {
    String name = SERVER.unique("x");
    Reply reply =
        post(
            "{\"username\":\"%1$s\",\"email\":\"%1$s@t.t\",\"pwd\":\"1234\",\"%2$s\":%3$s}"
                .formatted(name, key, value));
    assertThat(reply.whole()).isEqualTo("400 {\"msg\":\"" + key + " is not allowed\"}\n");
    SERVER.assertNoMail(name + "@t.t");
  }

  @ParameterizedTest
  @CsvSource({"full_name, 256", "phone, 256", "contacts, 2000"})
  void aFieldHasALongestText(String key, int longest) {
    String name = SERVER.unique("x");
    String body =
        "{\"username\":\"%1$s\",\"email\":\"%1$s@t.t\",\"pwd\":\"1234\",\"%2$s\":\"%3$s\"}";
    assertThat(post(body.formatted(name, key, "\u044f".repeat(longest + 1))).whole())
        .isEqualTo("400 {\"msg\":\"" + key + " is not allowed\"}\n");
    assertThat(post(body.formatted(name, key, "\u044f".repeat(longest))).whole())
        .isEqualTo(WELCOME);
  }

  @Test
  void whoeverIsLoggedInMayRegisterSomebody() {
    String token = Member.registered(SERVER).token();
    String name = SERVER.unique("second");
    Reply reply =
        SERVER.json("POST", PATH, registration(name, name + "@t.t", "null", "1234"), bearer(token));
    assertThat(reply.whole()).isEqualTo(WELCOME);
  }

  @Test
  void ofManyWhoAskForOneNameAtOnceOneGetsIt() throws Exception {
    String name = SERVER.unique("race");
    List<Callable<String>> attempts =
        IntStream.range(0, 8)
            .mapToObj(i -> registration(name, name + i + "@t.t", "null", "1234"))
            .<Callable<String>>map(body -> () -> post(body).whole())
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> answers =
          threads.invokeAll(attempts).stream().map(RegistrationTest::result).toList();
      assertThat(answers).filteredOn(WELCOME::equals).hasSize(1);
      assertThat(answers).filteredOn(NAME_REFUSED::equals).hasSize(7);
    }
  }

  @Test
  void underStrictPrivacyATakenAddressAnswersLikeAGoodOne() {
    try (TestServer server = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      Member member = Member.registered(server);
      String name = server.unique("second");
      Reply reply = server.json("POST", PATH, registration(name, member.address(), "null", "1234"));
      assertThat(reply.whole()).isEqualTo(WELCOME);
      assertThat(server.awaitMail(member.address()).text()).doesNotContain("confirm_email");
      assertThat(
              server.json("POST", "/user_account/login", Member.credentials(name, "1234")).status())
          .isEqualTo(401);
      assertThat(member.login().status()).isEqualTo(401);
      server.get(member.confirmation().path());
      assertThat(member.login().status()).isEqualTo(200);
    }
  }

  private static Reply post(String body) {
    return SERVER.json("POST", PATH, body);
  }

  private static String profile(String name) {
    Reply login = SERVER.json("POST", "/user_account/login", Member.credentials(name, "1234"));
    return SERVER.get("/user_account/profile_settings", bearer(login.text("token"))).body();
  }

  private static String shown(String name, String contacts, String fullName, String phone) {
    return """
    {"contacts":%s,"email":"%s******%s@t.t","full_name":"%s","is_email_verified":false,"phone":%s,\
    "pwd":"********","username":"%s"}
    """
        .formatted(contacts, name.charAt(0), name.charAt(name.length() - 1), fullName, phone, name);
  }

  private static <T> T result(Future<T> future) {
    return future.resultNow();
  }
}
