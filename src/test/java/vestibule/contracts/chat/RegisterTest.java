package vestibule.contracts.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Golden;

/** {@code POST /api/register/}. */
class RegisterTest {

  private static final String PATH = "/api/register/";
  private static final String GOOD = "Correct horse 7";
  private static final String TAKEN = "400 {\"email\":[\"user with this email already exists.\"]}";
  private static final String NO_ADDRESS = "{\"email\":[\"Enter a valid email address.\"]}";
  private static final String MULTIPART =
      """
      --x
      Content-Disposition: form-data; name="email"

      %s
      --x
      Content-Disposition: form-data; name="password"

      UserPassword
      --x--
      """
          .replace("\n", "\r\n");

  private final TestServer server = TestServer.shared();
  private final String address = server.unique("reg") + "@example.org";

  @Test
  void answersFormsAsTheDocumentShows() {
    String body = "email=" + address.replace("@", "%40") + "&password=UserPassword";
    Reply reply = server.form("POST", PATH, body);
    assertCreated(reply, address);
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.json().propertyNames())
        .containsExactlyElementsOf(new Golden("chat").json("register-response").propertyNames());
  }

  @Test
  void answersMultipartTheSame() {
    String type = "Content-Type: multipart/form-data; boundary=x";
    assertCreated(server.send("POST", PATH, MULTIPART.formatted(address), type), address);
  }

  @Test
  void answersJsonTheSameWithoutTheSlashToo() {
    assertCreated(server.json("POST", "/api/register", body(address, GOOD)), address);
  }

  @Test
  void mailsOneLinkThatConfirms() {
    server.json("POST", PATH, body(address, GOOD));
    assertThat(server.awaitMail(address).path())
        .matches("/api/register/confirm/[A-Za-z0-9]{22,64}/");
    server.assertNoMail(address);
  }

  @Test
  void keepsTheSpellingButForTheDomainAndTheBlanksAround() {
    String local = server.unique("Reg");
    Reply reply = server.json("POST", PATH, body("  " + local + "@EXAMPLE.Org ", GOOD));
    assertCreated(reply, local + "@example.org");
  }

  @Test
  void trimsThePassword() {
    assertCreated(server.json("POST", PATH, body(address, "  " + GOOD + " ")), address);
    assertThat(server.json("POST", "/api/token/", body(address, GOOD)).status()).isEqualTo(200);
  }

  @Test
  void looksAtNoTokenAndNoCookie() {
    String[] headers = {"Authorization: Bearer nonsense", "Cookie: access_token_cookie=nonsense"};
    assertCreated(server.json("POST", PATH, body(address, GOOD), headers), address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", " %s\\n"})
  void refusesATakenAddressInEverySpelling(String spelling) {
    ChatMember member = ChatMember.registered(server);
    for (String taken : List.of(member.address(), member.address().toUpperCase(Locale.ROOT))) {
      assertThat(server.json("POST", PATH, body(spelling.formatted(taken), GOOD)).whole())
          .isEqualTo(TAKEN);
    }
    server.assertNoMail(member.address());
  }

  @Test
  void reportsATakenAddressBesideABlankPassword() {
    ChatMember member = ChatMember.registered(server);
    assertThat(server.json("POST", PATH, body(member.address(), " ")).whole())
        .isEqualTo(
            "400 {\"email\":[\"user with this email already exists.\"],"
                + "\"password\":[\"This field may not be blank.\"]}");
  }

  /** The rules of passwords run only when all fields are valid (docs/contracts C.1). */
  @Test
  void reportsATakenAddressRatherThanAWeakPassword() {
    ChatMember member = ChatMember.registered(server);
    assertThat(server.json("POST", PATH, body(member.address(), "1")).whole()).isEqualTo(TAKEN);
  }

  static Stream<Arguments> weak() {
    String brief = "\"This password is too short. It must contain at least 8 characters.\"";
    String common = "\"This password is too common.\"";
    String digits = "\"This password is entirely numeric.\"";
    return Stream.of(
        Arguments.of("1234", brief + "," + common + "," + digits),
        Arguments.of("90717", brief + "," + digits),
        Arguments.of("kq7x_", brief),
        Arguments.of("\ud83d\ude00".repeat(7), brief),
        Arguments.of("PassWord1", common),
        Arguments.of("90581726401", digits),
        Arguments.of("\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u00b2", digits));
  }

  @ParameterizedTest
  @MethodSource
  void weak(String password, String sentences) {
    assertThat(server.json("POST", PATH, body(address, password)).whole())
        .isEqualTo("400 {\"error\":[" + sentences + "]}");
    server.assertNoMail(address);
    assertThat(server.core().accounts().named(address)).isEmpty();
  }

  static Stream<Arguments> bad() {
    String missing =
        "{\"email\":[\"This field is required.\"],\"password\":[\"This field is required.\"]}";
    return Stream.of(
        Arguments.of("{}", missing),
        Arguments.of("", missing),
        Arguments.of(body("x", "1"), NO_ADDRESS),
        Arguments.of(body("t@t.t", GOOD), NO_ADDRESS),
        Arguments.of(body("\\\"a b\\\"@example.org", GOOD), NO_ADDRESS),
        Arguments.of(body("a@[127.0.0.1]", GOOD), NO_ADDRESS),
        Arguments.of(
            body("a".repeat(243) + "@example.org", GOOD),
            "{\"email\":[\"Ensure this field has no more than 254 characters.\"]}"),
        Arguments.of(
            "{\"email\":\"a@example.org\",\"password\":null}",
            "{\"password\":[\"This field may not be null.\"]}"),
        Arguments.of(
            "[]",
            "{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got list.\"]}"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String body, String expected) {
    assertThat(server.json("POST", PATH, body).whole()).isEqualTo("400 " + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"email\":", "{\"email\":\"a@b.co\",\"email\":\"c@d.co\"}", "{}x", "x"})
  void refusesBrokenJson(String body) {
    Reply reply = server.json("POST", PATH, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("detail")).startsWith("JSON parse error - ");
  }

  @Test
  void refusesOtherTypesAndLargeBodies() {
    assertThat(server.send("POST", PATH, "x", "Content-Type: text/plain").whole())
        .isEqualTo("415 {\"detail\":\"Unsupported media type \\\"text/plain\\\" in request.\"}");
    assertThat(server.json("POST", PATH, " ".repeat(70_000)).whole())
        .isEqualTo("413 {\"detail\":\"Request body too large.\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
  void servesNoOtherMethod(String method) {
    Reply reply = server.send(method, PATH, null);
    assertThat(reply.whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
    assertThat(reply.header("Allow")).contains("POST, OPTIONS");
  }

  @Test
  void givesAnAddressToOneOfManyAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> replies =
          IntStream.range(0, 8)
              .mapToObj(
                  _ -> threads.submit(() -> server.json("POST", PATH, body(address, GOOD)).whole()))
              .toList();
      int created = 0;
      for (Future<String> reply : replies) {
        if (reply.get().startsWith("201 ")) {
          created++;
        } else {
          assertThat(reply.get()).isEqualTo(TAKEN);
        }
      }
      assertThat(created).isEqualTo(1);
    }
  }

  @Test
  void givesNothingAwayWherePrivacyIsStrict() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      ChatMember member = ChatMember.registered(strict);
      Reply reply = strict.json("POST", PATH, body(member.address(), "Another horse 8"));
      assertCreated(reply, member.address());
      assertThat(reply.json().get("id").asLong()).isNotEqualTo(member.id());
      strict.awaitMail(member.address());
      strict.assertNoMail(member.address());
      assertThat(strict.json("POST", PATH, body(member.address(), "1234")).text("/error/0"))
          .startsWith("This password is too short.");
      assertThat(member.login().status()).isEqualTo(401);
      strict.get(member.confirmation().path());
      assertThat(member.login().status()).isEqualTo(200);
    }
  }

  private static void assertCreated(Reply reply, String address) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    long id = reply.json().get("id").asLong();
    assertThat(id).isPositive();
    assertThat(reply.body())
        .isEqualTo(
            "{\"id\":%s,\"email\":\"%s\",\"is_email_confirmed\":false}".formatted(id, address));
  }

  private static String body(String address, String password) {
    return ChatMember.credentials(address, password);
  }
}
