package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code POST /auth/register/} (docs/contracts O-6). */
class RegisterTest {

  private static final String PATH = "/auth/register/";
  private static final String REQUIRED = "[\"This field is required.\"]";

  private final TestServer server = TestServer.shared();
  private final String address = server.unique("new") + "@example.com";

  @Test
  void createsAndMailsAKey() {
    Reply reply =
        server.form(
            "POST", PATH, "email=" + address + "&first_name=+Ann+&last_name=Lee&password=Kq7-xx__");
    assertThat(reply.whole())
        .isEqualTo(
            "201 {\"id\":%s,\"email\":\"%s\",\"first_name\":\"Ann\",\"last_name\":\"Lee\"}"
                .formatted(reply.json().get("id").asLong(), address));
    assertThat(server.awaitMail(address).path()).matches("/confirm-email\\?key=[A-Za-z0-9]{64}");
    server.assertNoMail(address);
  }

  @Test
  void isServedWithoutTheSlashToo() {
    String body = KnowMeMember.registration(address, KnowMeMember.PASSWORD);
    assertThat(server.json("POST", "/auth/register", body).status()).isEqualTo(201);
  }

  /** The manager of the published system stores the address as it is given. */
  @Test
  void keepsTheSpellingOfTheAddress() {
    String spelled = address.replace("example", "Example");
    Reply reply = server.json("POST", PATH, KnowMeMember.registration(spelled, "Kq7-xx__"));
    assertThat(reply.text("email")).isEqualTo(spelled);
  }

  static Stream<Arguments> bad() {
    String weak =
        "[\"This password is too short. It must contain at least 8 characters.\","
            + "\"This password is too common.\",\"This password is entirely numeric.\"]";
    return Stream.of(
        Arguments.of(
            "{}",
            "{\"email\":%s,\"first_name\":%s,\"last_name\":%s,\"password\":%s}"
                .formatted(REQUIRED, REQUIRED, REQUIRED, REQUIRED)),
        Arguments.of(
            "{\"email\":\"x\",\"first_name\":null,\"last_name\":\" \",\"password\":\"1234\"}",
            "{\"email\":[\"Enter a valid email address.\"],"
                + "\"first_name\":[\"This field may not be null.\"],"
                + "\"last_name\":[\"This field may not be blank.\"],\"password\":"
                + weak
                + "}"),
        Arguments.of(
            KnowMeMember.registration("a@b.co", "Kq7-xx__")
                .replace("\"John\"", "true")
                .replace("Smith", "\u0416".repeat(256)),
            "{\"first_name\":[\"Not a valid string.\"],"
                + "\"last_name\":[\"Ensure this field has no more than 255 characters.\"]}"),
        Arguments.of(
            KnowMeMember.registration("a".repeat(244) + "@example.com", "Kq7-xx__"),
            "{\"email\":[\"Ensure this field has no more than 255 characters.\"]}"),
        Arguments.of(
            KnowMeMember.registration("a@b.co", "Kq7-xx__").replace("John", "J\\u0007"),
            "{\"first_name\":[\"Not a valid string.\"]}"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String body, String expected) {
    assertThat(server.json("POST", PATH, body).whole()).isEqualTo("400 " + expected);
  }

  @Test
  void reportsATakenAddressBesideAWeakPassword() {
    KnowMeMember member = KnowMeMember.ready(server);
    String taken = member.address().toUpperCase(Locale.ROOT);
    assertThat(server.json("POST", PATH, KnowMeMember.registration(taken, "90717111")).whole())
        .isEqualTo(
            "400 {\"email\":[\"user with this email already exists.\"],"
                + "\"password\":[\"This password is entirely numeric.\"]}");
    server.assertNoMail(member.address());
  }

  @Test
  void isNotForSomebodyWhoIsSignedIn() {
    KnowMeMember member = KnowMeMember.ready(server);
    String expected = "403 {\"detail\":\"This view requires the user to NOT be authenticated.\"}";
    assertThat(member.json("POST", PATH, "{").whole()).isEqualTo(expected);
    assertThat(member.get(PATH).whole()).isEqualTo(expected);
    assertThat(server.json("POST", PATH, "{}", "Authorization: Token x").whole())
        .isEqualTo("403 {\"detail\":\"Invalid token.\"}");
    assertThat(server.get(PATH).whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"GET\\\" not allowed.\"}");
  }

  @Test
  void givesNothingAwayWherePrivacyIsStrict() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      KnowMeMember member = KnowMeMember.ready(strict);
      Reply reply =
          strict.json("POST", PATH, KnowMeMember.registration(member.address(), "Kq7-xx__"));
      assertThat(reply.status()).isEqualTo(201);
      long unused = reply.json().get("id").asLong();
      assertThat(unused).isNotEqualTo(member.id());
      assertThat(reply.body())
          .isEqualTo(
              member
                  .profile(member.address(), "John", "Smith")
                  .replace("\"id\":" + member.id(), "\"id\":" + unused));
      strict.awaitMail(member.address());
      strict.assertNoMail(member.address());
      assertThat(member.login().status()).isEqualTo(200);
    }
  }
}
