package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code GET|PUT|PATCH|DELETE /account/emails/<id>/}. */
class EmailTest {

  private static final String PRIMARY_CHANGED =
      "Your account at Vestibule has another primary address";
  private static final String LIST = "/account/emails/";
  private static final String NOT_FOUND = "404 {\"detail\":\"Not found.\"}";
  private static final String FIXED =
      "400 {\"email\":[\"An email's address cannot be changed. Instead, a new email address should"
          + " be added and swapped with this one.\"]}";
  private static final String UNVERIFIED =
      "400 {\"primary\":[\"The email address must be verified before it can be set as the primary"
          + " address.\"]}";

  private final TestServer server = TestServer.shared();
  private final KnowMeMember member = KnowMeMember.ready(server);
  private final long primary = member.get(LIST).json().get(0).get("id").asLong();
  private final String other = server.unique("other") + "@example.com";
  private final long second = member.added(other);

  @Test
  void showsFiveFields() {
    Reply reply = member.get(LIST + second + "/");
    assertThat(reply.whole()).isEqualTo("200 " + shown(second, other, false, false));
    assertThat(reply.json().propertyNames())
        .containsExactlyElementsOf(PublishedFields.of("get:: /account/emails/(int:id)/"));
    assertThat(member.get(LIST + "000" + primary).whole())
        .isEqualTo("200 " + shown(primary, member.address(), true, true));
  }

  @Test
  void aVerifiedAddressBecomesPrimary() {
    KnowMeMember.verify(server, other);
    assertThat(member.json("PATCH", LIST + second + "/", "{\"primary\":true}").whole())
        .isEqualTo("200 " + shown(second, other, true, true));
    assertThat(member.get(LIST + primary + "/").whole())
        .isEqualTo("200 " + shown(primary, member.address(), true, false));
    assertThat(member.get("/account/profile/").text("email")).isEqualTo(other);
    assertThat(member.form("PATCH", LIST + primary, "primary=on").whole())
        .isEqualTo("200 " + shown(primary, member.address(), true, true));
    // Of each of the two changes the owner is told at every proven address, and of nothing else.
    for (String subject : List.of(PRIMARY_CHANGED, PRIMARY_CHANGED)) {
      assertThat(server.awaitMail(other).subject()).isEqualTo(subject);
    }
    server.assertNoMail(other);
  }

  @Test
  void anUnverifiedOneDoesNot() {
    assertThat(member.json("PATCH", LIST + second + "/", "{\"primary\":true}").whole())
        .isEqualTo(UNVERIFIED);
    assertThat(member.get("/account/profile/").text("email")).isEqualTo(member.address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "",
        "{\"primary\":false}",
        "{\"primary\":\"0\",\"verified\":true,\"id\":7,\"url\":1}"
      })
  void whatCannotChangeIsIgnored(String body) {
    assertThat(member.json("PATCH", LIST + primary + "/", body).whole())
        .isEqualTo("200 " + shown(primary, member.address(), true, true));
    assertThat(member.json("PATCH", LIST + second + "/", body).whole())
        .isEqualTo("200 " + shown(second, other, false, false));
  }

  @Test
  void theAddressItselfStays() {
    String path = LIST + second + "/";
    assertThat(member.json("PATCH", path, "{\"email\":\"new@example.com\"}").whole())
        .isEqualTo(FIXED);
    assertThat(member.json("PATCH", path, "{\"email\":\"" + member.address() + "\"}").whole())
        .isEqualTo(FIXED);
    for (String same : new String[] {other, " " + other.toUpperCase(Locale.ROOT)}) {
      assertThat(member.json("PATCH", path, "{\"email\":\"" + same + "\"}").whole())
          .isEqualTo("200 " + shown(second, other, false, false));
    }
    assertThat(member.json("PATCH", path, "{\"email\":\"x\",\"primary\":2}").whole())
        .isEqualTo(
            "400 {\"email\":[\"Enter a valid email address.\"],"
                + "\"primary\":[\"\\\"2\\\" is not a valid boolean.\"]}");
  }

  @Test
  void putNeedsTheAddress() {
    String path = LIST + primary + "/";
    assertThat(member.json("PUT", path, "{\"primary\":true}").whole())
        .isEqualTo("400 {\"email\":[\"This field is required.\"]}");
    assertThat(member.json("PUT", path, "{\"email\":\"" + member.address() + "\"}").whole())
        .isEqualTo("200 " + shown(primary, member.address(), true, true));
  }

  @Test
  void deletesAndFreesTheAddress() {
    Reply reply = member.json("DELETE", LIST + second + "/", "");
    assertThat(reply.whole()).isEqualTo("204 ");
    assertThat(member.get(LIST + second + "/").whole()).isEqualTo(NOT_FOUND);
    assertThat(member.json("DELETE", LIST + second, "{").whole()).isEqualTo(NOT_FOUND);
    assertThat(member.get(LIST).json().size()).isEqualTo(1);
    KnowMeMember.ready(server).added(other);
  }

  /** A string, not a list (docs/contracts D.5). */
  @Test
  void keepsThePrimaryAddress() {
    assertThat(member.json("DELETE", LIST + primary + "/", "").whole())
        .isEqualTo(
            "409 {\"non_field_errors\":\"This email address cannot be deleted because it is the"
                + " primary email for the account.\"}");
    assertThat(member.login().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999999",
        "-1",
        "1x",
        "x",
        "%D9%A1"
      })
  void unknownIds(String id) {
    for (String method : new String[] {"GET", "PUT", "PATCH", "DELETE", "HEAD"}) {
      Reply reply = member.json(method, LIST + id + "/", "{");
      assertThat(reply.whole()).isEqualTo(method.equals("HEAD") ? "404 " : NOT_FOUND);
    }
  }

  @Test
  void foreignIdsAreUnknown() {
    KnowMeMember stranger = KnowMeMember.ready(server);
    for (String method : new String[] {"GET", "PUT", "PATCH", "DELETE"}) {
      assertThat(stranger.json(method, LIST + second + "/", "{\"primary\":true}").whole())
          .isEqualTo(NOT_FOUND);
    }
    assertThat(member.get(LIST + second + "/").status()).isEqualTo(200);
  }

  @Test
  void postIsNotServed() {
    Reply reply = member.json("POST", LIST + second + "/", "{}");
    assertThat(reply.whole()).isEqualTo("405 {\"detail\":\"Method \\\"POST\\\" not allowed.\"}");
    assertThat(reply.header("Allow")).contains("GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
  }

  private String shown(long id, String address, boolean verified, boolean first) {
    return "{\"id\":%s,\"url\":\"%s%s%s/\",\"email\":\"%s\",\"verified\":%b,\"primary\":%b}"
        .formatted(id, server.publicUrl(), LIST, id, address, verified, first);
  }
}
