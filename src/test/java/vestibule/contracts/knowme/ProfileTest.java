package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.TestServer;

/** {@code GET|PUT|PATCH /account/profile/}. */
class ProfileTest {

  private static final String PATH = "/account/profile/";

  private final KnowMeMember member = KnowMeMember.ready(TestServer.shared());

  @Test
  void showsTheFourFieldsOfTheDocument() {
    Reply reply = member.get(PATH);
    assertThat(reply.whole()).isEqualTo("200 " + member.profile(member.address(), "John", "Smith"));
    assertThat(reply.json().propertyNames())
        .containsExactlyElementsOf(PublishedFields.of("get:: /account/profile/"));
    assertThat(member.get("/account/profile").whole()).isEqualTo(reply.whole());
  }

  @Test
  void patchChangesWhatIsGiven() {
    assertThat(
            member
                .json("PATCH", PATH, "{\"first_name\":\" \\u0416\\u043e\\u0440\\u0436 \"}")
                .whole())
        .isEqualTo("200 " + member.profile(member.address(), "\u0416\u043e\u0440\u0436", "Smith"));
    assertThat(member.form("PATCH", PATH, "last_name=Doe").whole())
        .isEqualTo("200 " + member.profile(member.address(), "\u0416\u043e\u0440\u0436", "Doe"));
    assertThat(member.get(PATH).text("last_name")).isEqualTo("Doe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", "{\"email\":\"x@y.zz\",\"id\":1,\"password\":null}"})
  void patchOfNothingChangesNothing(String body) {
    assertThat(member.json("PATCH", PATH, body).whole())
        .isEqualTo("200 " + member.profile(member.address(), "John", "Smith"));
  }

  @Test
  void putWantsBothNames() {
    assertThat(member.json("PUT", PATH, "{\"first_name\":\"A\"}").whole())
        .isEqualTo("400 {\"last_name\":[\"This field is required.\"]}");
    assertThat(member.json("PUT", PATH, "{\"last_name\":\"B\",\"first_name\":\"A\"}").whole())
        .isEqualTo("200 " + member.profile(member.address(), "A", "B"));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        Arguments.of(
            "{\"first_name\":\"\",\"last_name\":null}",
            "{\"first_name\":[\"This field may not be blank.\"],"
                + "\"last_name\":[\"This field may not be null.\"]}"),
        Arguments.of(
            "{\"first_name\":\"%s\",\"last_name\":[1]}".formatted("x".repeat(256)),
            "{\"first_name\":[\"Ensure this field has no more than 255 characters.\"],"
                + "\"last_name\":[\"Not a valid string.\"]}"),
        Arguments.of(
            "{\"first_name\":\"a\\u0000b\"}",
            "{\"first_name\":[\"Null characters are not allowed.\"]}"),
        Arguments.of("{\"last_name\":\"a\\nb\"}", "{\"last_name\":[\"Not a valid string.\"]}"),
        Arguments.of("null", "{\"non_field_errors\":[\"No data provided\"]}"));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String body, String expected) {
    assertThat(member.json("PATCH", PATH, body).whole()).isEqualTo("400 " + expected);
    assertThat(member.get(PATH).whole())
        .isEqualTo("200 " + member.profile(member.address(), "John", "Smith"));
  }

  @Test
  void takesNamesOfTheGreatestLength() {
    String name = "\ud83d\ude00".repeat(255);
    assertThat(member.json("PATCH", PATH, "{\"last_name\":\"" + name + "\"}").whole())
        .isEqualTo("200 " + member.profile(member.address(), "John", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "DELETE", "FOO"})
  void servesNoOtherMethod(String method) {
    Reply reply = member.json(method, PATH, "{");
    assertThat(reply.whole())
        .isEqualTo("405 {\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
    assertThat(reply.header("Allow")).contains("GET, HEAD, PUT, PATCH, OPTIONS");
  }
}
