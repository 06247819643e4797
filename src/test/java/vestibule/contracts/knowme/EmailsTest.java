package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code GET|POST /account/emails/}. */
class EmailsTest {

  private static final String PATH = "/account/emails/";
  private static final String EXISTS = "\"email address with this email already exists.\"";

  private final TestServer server = TestServer.shared();
  private final KnowMeMember member = KnowMeMember.ready(server);
  private final String other = server.unique("other") + "@example.com";

  /**
   * The document lists four keys for items (docs/contracts O-4), and only the caller's own
   * addresses.
   */
  @Test
  void listsTheCallersOwnByTheirIds() {
    Reply first = member.get(PATH);
    long primary = first.json().get(0).get("id").asLong();
    assertThat(first.whole()).isEqualTo("200 [" + item(primary, member.address(), true) + "]");
    assertThat(first.json().get(0).propertyNames())
        .containsExactlyElementsOf(PublishedFields.of("get:: /account/emails/"));
    long second = member.added(other);
    assertThat(member.get("/account/emails").whole())
        .isEqualTo(
            "200 [%s,%s]"
                .formatted(item(primary, member.address(), true), item(second, other, false)));
  }

  @Test
  void addsAndTellsWhere() {
    Reply reply = member.json("POST", PATH, body(other));
    long id = reply.json().get("id").asLong();
    String url = server.publicUrl() + PATH + id + "/";
    assertThat(reply.whole())
        .isEqualTo(
            "201 {\"id\":%s,\"url\":\"%s\",\"email\":\"%s\",\"verified\":false,\"primary\":false}"
                .formatted(id, url, other));
    assertThat(reply.json().propertyNames())
        .containsExactlyElementsOf(PublishedFields.of("post:: /account/emails/"));
    assertThat(reply.header("Location")).contains(url);
    assertThat(server.awaitMail(other).path()).matches("/confirm-email\\?key=[A-Za-z0-9]{64}");
    server.assertNoMail(other);
    assertThat(server.awaitMail(member.address()).subject()).contains("address was added");
    server.assertNoMail(member.address());
  }

  @Test
  void takesFormsWithNoPrimary() {
    String form = "email=" + other + "&primary=";
    assertThat(member.form("POST", PATH, form).status()).isEqualTo(201);
    String off = "email=x" + other + "&primary=off";
    assertThat(member.form("POST", PATH, off).status()).isEqualTo(201);
  }

  static Stream<Arguments> bad() {
    String creation =
        "{\"primary\":[\"An email address cannot be set as the primary when it is created.\"]}";
    return Stream.of(
        Arguments.of("{}", "{\"email\":[\"This field is required.\"]}"),
        Arguments.of("{\"email\":\" \"}", "{\"email\":[\"This field may not be blank.\"]}"),
        Arguments.of("{\"email\":\"x\"}", "{\"email\":[\"Enter a valid email address.\"]}"),
        Arguments.of(
            "{\"email\":\"%s@example.com\"}".formatted("a".repeat(244)),
            "{\"email\":[\"Ensure this field has no more than 255 characters.\"]}"),
        Arguments.of(
            "{\"email\":\"%s@example.com\"}".formatted("a".repeat(243)),
            "{\"email\":[\"Enter a valid email address.\"]}"),
        Arguments.of("{\"email\":\"a@b.co\",\"primary\":true}", creation),
        Arguments.of("{\"email\":\"a@b.co\",\"primary\":\"yes\"}", creation),
        Arguments.of(
            "{\"email\":\"a@b.co\",\"primary\":\"maybe\"}",
            "{\"primary\":[\"\\\"maybe\\\" is not a valid boolean.\"]}"),
        Arguments.of(
            "{\"email\":null,\"primary\":null}",
            "{\"email\":[\"This field may not be null.\"],"
                + "\"primary\":[\"This field may not be null.\"]}"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String body, String expected) {
    assertThat(member.json("POST", PATH, body).whole()).isEqualTo("400 " + expected);
    assertThat(member.get(PATH).json().size()).isEqualTo(1);
  }

  @Test
  void refusesAnyUsersAddress() {
    KnowMeMember another = KnowMeMember.ready(server);
    String taken = another.address().toUpperCase(Locale.ROOT);
    assertThat(member.json("POST", PATH, body(taken)).whole())
        .isEqualTo("400 {\"email\":[" + EXISTS + "]}");
    assertThat(member.json("POST", PATH, body(member.address())).whole())
        .isEqualTo("400 {\"email\":[" + EXISTS + "]}");
    assertThat(member.json("POST", PATH, "{\"email\":\"" + taken + "\",\"primary\":1}").whole())
        .isEqualTo(
            "400 {\"email\":["
                + EXISTS
                + "],\"primary\":"
                + "[\"An email address cannot be set as the primary when it is created.\"]}");
    server.assertNoMail(another.address());
  }

  @Test
  void stopsAtTwenty() {
    for (int i = 1; i < 20; i++) {
      member.added(i + other);
    }
    assertThat(member.json("POST", PATH, body(other)).whole())
        .isEqualTo("400 {\"email\":[\"You cannot add more addresses.\"]}");
    assertThat(member.get(PATH).json().size()).isEqualTo(20);
    server.assertNoMail(other);
  }

  /** docs/contracts 0.6: the address stands in the caller's list and can never be confirmed. */
  @Test
  void givesNothingAwayWherePrivacyIsStrict() {
    try (TestServer strict = TestServer.start("VESTIBULE_PRIVACY=strict")) {
      KnowMeMember one = KnowMeMember.ready(strict);
      KnowMeMember two = KnowMeMember.ready(strict);
      Reply reply = one.json("POST", PATH, body(two.address()));
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.text("email")).isEqualTo(two.address());
      assertThat(one.get(PATH).json().size()).isEqualTo(2);
      strict.assertNoMail(two.address());
      assertThat(one.json("POST", PATH, body(two.address())).whole())
          .isEqualTo("400 {\"email\":[" + EXISTS + "]}");
      assertThat(two.login().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
  void servesNoOtherMethod(String method) {
    Reply reply = member.json(method, PATH, "{}");
    assertThat(reply.whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
    assertThat(reply.header("Allow")).contains("GET, HEAD, POST, OPTIONS");
  }

  private static String body(String address) {
    return "{\"email\":\"" + address + "\"}";
  }

  private static String item(long id, String address, boolean first) {
    return "{\"id\":%s,\"email\":\"%s\",\"verified\":%b,\"primary\":%b}"
        .formatted(id, address, first, first);
  }
}
