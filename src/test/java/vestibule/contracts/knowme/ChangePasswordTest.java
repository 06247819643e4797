package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.TestServer;
import vestibule.Together;

/** {@code POST /account/change-password/}. */
class ChangePasswordTest {

  private static final String PATH = "/account/change-password/";
  private static final String FRESH = "Battery-staple-8";
  private static final String MISMATCH =
      "[\"Authentication failed. The provided password does not match your current password.\"]";

  private final TestServer server = TestServer.shared();
  private final KnowMeMember member = KnowMeMember.ready(server);

  /** Keeps the caller's key and ends the others (docs/contracts O-11). */
  @Test
  void changesAndKeepsTheCallersKeyAlone() {
    String other = member.login().text("token");
    assertThat(member.json("POST", PATH, body(KnowMeMember.PASSWORD, FRESH)).whole())
        .isEqualTo("200 {}");
    assertThat(member.get("/account/profile/").status()).isEqualTo(200);
    assertThat(server.get("/account/profile/", KnowMeMember.token(other)).whole())
        .isEqualTo("403 {\"detail\":\"Invalid token.\"}");
    assertThat(member.login().status()).isEqualTo(400);
    assertThat(KnowMeMember.login(server, member.address(), FRESH).status()).isEqualTo(200);
    server.awaitMail(member.address());
    server.assertNoMail(member.address());
  }

  /** All have shown the right password by the time that the first one changes it. */
  @Test
  void ofEightChangesAtOnceTheLosersAreToldThatTheirOldPasswordIsWrong() {
    List<String> answers =
        Together.run(
            8, i -> member.json("POST", PATH, body(KnowMeMember.PASSWORD, FRESH + i)).whole());
    assertThat(answers).filteredOn("200 {}"::equals).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.equals("200 {}"))
        .hasSize(7)
        .containsOnly("400 {\"old_password\":%s}".formatted(MISMATCH));
  }

  @Test
  void takesFormsAndTrimsBoth() {
    String form = "old_password=+%s&new_password=%s++".formatted(KnowMeMember.PASSWORD, FRESH);
    assertThat(member.form("POST", "/account/change-password", form).whole()).isEqualTo("200 {}");
    assertThat(KnowMeMember.login(server, member.address(), FRESH).status()).isEqualTo(200);
  }

  static Stream<Arguments> bad() {
    String required = "[\"This field is required.\"]";
    String weak = "[\"This password is too common.\"]";
    return Stream.of(
        Arguments.of(
            "{}", "{\"old_password\":%s,\"new_password\":%s}".formatted(required, required)),
        Arguments.of(body("wrong", FRESH), "{\"old_password\":%s}".formatted(MISMATCH)),
        Arguments.of(
            body("wrong", "password"),
            "{\"old_password\":%s,\"new_password\":%s}".formatted(MISMATCH, weak)),
        Arguments.of(
            body(KnowMeMember.PASSWORD, "password"), "{\"new_password\":%s}".formatted(weak)),
        Arguments.of(
            "{\"old_password\":\"wrong\"}",
            "{\"old_password\":%s,\"new_password\":%s}".formatted(MISMATCH, required)),
        Arguments.of(
            "{\"new_password\":\"password\"}",
            "{\"old_password\":%s,\"new_password\":%s}".formatted(required, weak)),
        Arguments.of(
            "{\"old_password\":\"%s\",\"new_password\":null}".formatted(KnowMeMember.PASSWORD),
            "{\"new_password\":[\"This field may not be null.\"]}"),
        Arguments.of(
            body(KnowMeMember.PASSWORD, " " + KnowMeMember.PASSWORD),
            "{\"non_field_errors\":"
                + "[\"The new password must be different from the current password.\"]}"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String body, String expected) {
    assertThat(member.json("POST", PATH, body).whole()).isEqualTo("400 " + expected);
    assertThat(member.login().status()).isEqualTo(200);
    server.assertNoMail(member.address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
  void servesNoOtherMethod(String method) {
    assertThat(member.json(method, PATH, "{}").whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
  }

  private static String body(String old, String fresh) {
    return "{\"old_password\":\"%s\",\"new_password\":\"%s\"}".formatted(old, fresh);
  }
}
