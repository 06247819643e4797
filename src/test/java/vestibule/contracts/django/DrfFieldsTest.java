package vestibule.contracts.django;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.contracts.RejectedException;
import vestibule.contracts.WireRequest;
import vestibule.contracts.django.DrfFields.Rule;
import vestibule.contracts.django.DrfFields.Text;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.Response;

/** What Django REST framework 3.14 (3.6 for booleans) answered to each of these. */
class DrfFieldsTest {

  private static final String JSON = "Content-Type: application/json";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "{}",
            "{\"email\":[\"This field is required.\"],\"password\":[\"This field is required.\"]}"),
        Arguments.of(
            "{\"password\":null,\"email\":null}",
            "{\"email\":[\"This field may not be null.\"],"
                + "\"password\":[\"This field may not be null.\"]}"),
        Arguments.of(
            "{\"email\":\"\",\"password\":\"  \\u001f\\u00a0\\u0085\\u3000\"}",
            "{\"email\":[\"This field may not be blank.\"],"
                + "\"password\":[\"This field may not be blank.\"]}"),
        // EmailField words everything that is no text like a bad address.
        Arguments.of(
            "{\"email\":true,\"password\":[]}",
            "{\"email\":[\"Enter a valid email address.\"],"
                + "\"password\":[\"Not a valid string.\"]}"),
        Arguments.of(
            "{\"email\":{},\"password\":false}",
            "{\"email\":[\"Enter a valid email address.\"],"
                + "\"password\":[\"Not a valid string.\"]}"),
        Arguments.of(
            "{\"email\":\"a\\u0000@b.com\",\"password\":\"a\\u0000\"}",
            "{\"email\":[\"Null characters are not allowed.\",\"Enter a valid email address.\"],"
                + "\"password\":[\"Null characters are not allowed.\"]}"),
        Arguments.of(
            "{\"email\":\"x\",\"password\":\"a\\ud800b\\udc00\"}",
            "{\"email\":[\"Enter a valid email address.\"],"
                + "\"password\":[\"Surrogate characters are not allowed: U+D800.\"]}"),
        Arguments.of(
            "{\"email\":\"a@" + "b".repeat(300) + ".com\",\"password\":\" a \"}",
            "{\"email\":[\"Ensure this field has no more than 254 characters.\","
                + "\"Enter a valid email address.\"]}"),
        Arguments.of(
            "{\"email\":1,\"password\":1}", "{\"email\":[\"Enter a valid email address.\"]}"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String body, String expected) {
    DrfFields fields = DrfFields.of(WireRequest.post(body, JSON));
    fields.text("email", Rule.EMAIL.atMost(254));
    fields.text("password", Rule.TEXT);
    assertThat(rejection(fields)).isEqualTo("400 " + expected);
  }

  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of("{\"t\":\" \\u00a0a b\\u001c\"}", "a b"),
        Arguments.of("{\"t\":12345678}", "12345678"),
        Arguments.of("{\"t\":-0}", "0"),
        Arguments.of("{\"t\":1.50}", "1.5"),
        Arguments.of("{\"t\":1e22}", "1e+22"),
        Arguments.of("{\"t\":\"\\ud83d\\ude00\"}", "\ud83d\ude00"),
        Arguments.of("{\"t\":\"\\u200b\"}", "\u200b"));
  }

  @ParameterizedTest
  @MethodSource
  void taken(String body, String expected) {
    DrfFields fields = DrfFields.of(WireRequest.post(body, JSON));
    assertThat(fields.text("t", Rule.TEXT).map(Text::value)).contains(expected);
    fields.requireValid();
  }

  @Test
  void lengthsCountCodePointsAfterTrimming() {
    String wide = "\ud83d\ude00".repeat(5);
    Request request = WireRequest.post("t=" + wide + "++&u=" + wide + "x", FORM);
    DrfFields fields = DrfFields.of(request);
    assertThat(fields.text("t", Rule.TEXT.atMost(5)).map(Text::value)).contains(wide);
    assertThat(fields.text("u", Rule.TEXT.atMost(5))).isEmpty();
    assertThat(rejection(fields))
        .isEqualTo("400 {\"u\":[\"Ensure this field has no more than 5 characters.\"]}");
  }

  @Test
  void failuresComeInTheOrderOfTheFieldsWheneverTheyAreNoted() {
    DrfFields fields = DrfFields.of(WireRequest.post("{\"a\":\"x\"}", JSON));
    fields.text("a", Rule.TEXT);
    fields.text("b", Rule.TEXT);
    fields.fail("a", "No.");
    assertThat(rejection(fields))
        .isEqualTo("400 {\"a\":[\"No.\"],\"b\":[\"This field is required.\"]}");
  }

  @Test
  void passwordsCountAsTheyWereSentAndTrimmed() {
    DrfFields fields = DrfFields.of(WireRequest.post("{\"a\":\" x \",\"b\":\"y\"}", JSON));
    assertThat(fields.text("a", Rule.TEXT).map(Text::candidates)).contains(List.of(" x ", "x"));
    assertThat(fields.text("b", Rule.TEXT).map(Text::candidates)).contains(List.of("y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "1",
        "1.0",
        "\"t\"",
        "\"T\"",
        "\"y\"",
        "\"Y\"",
        "\"yes\"",
        "\"YES\"",
        "\"true\"",
        "\"True\"",
        "\"TRUE\"",
        "\"on\"",
        "\"On\"",
        "\"ON\"",
        "\"1\""
      })
  void isTrue(String json) {
    assertThat(truth(json)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "0",
        "0.0",
        "-0.0",
        "\"f\"",
        "\"F\"",
        "\"n\"",
        "\"N\"",
        "\"no\"",
        "\"NO\"",
        "\"false\"",
        "\"False\"",
        "\"FALSE\"",
        "\"off\"",
        "\"Off\"",
        "\"OFF\"",
        "\"0\""
      })
  void isFalse(String json) {
    assertThat(truth(json)).contains(false);
  }

  static Stream<Arguments> neither() {
    return Stream.of(
        Arguments.of("null", "This field may not be null."),
        Arguments.of("\"\"", "\\\"\\\" is not a valid boolean."),
        Arguments.of("\"x\"", "\\\"x\\\" is not a valid boolean."),
        Arguments.of("\"Yes\"", "\\\"Yes\\\" is not a valid boolean."),
        Arguments.of("\" true\"", "\\\" true\\\" is not a valid boolean."),
        Arguments.of("2", "\\\"2\\\" is not a valid boolean."),
        Arguments.of("[]", "\\\"[]\\\" is not a valid boolean."));
  }

  @ParameterizedTest
  @MethodSource
  void neither(String json, String sentence) {
    DrfFields fields = DrfFields.of(WireRequest.post("{\"p\":" + json + "}", JSON));
    assertThat(fields.truth("p")).isEmpty();
    assertThat(rejection(fields)).isEqualTo("400 {\"p\":[\"" + sentence + "\"]}");
  }

  @Test
  void aFormLeavesABooleanOutByNothing() {
    DrfFields fields = DrfFields.of(WireRequest.post("p=", FORM));
    assertThat(fields.truth("p")).isEmpty();
    fields.requireValid();
  }

  @Test
  void anEmptyBodyHasNoFieldsWhateverItsType() {
    for (String type : List.of("application/json", "text/plain", "multipart/form-data")) {
      DrfFields fields = DrfFields.of(WireRequest.post("", "Content-Type: " + type));
      assertThat(fields.has("t")).isFalse();
      assertThat(fields.text("t", Rule.TEXT.optional())).isEmpty();
      fields.requireValid();
    }
  }

  static Stream<Arguments> unread() {
    String null_ = "{\"non_field_errors\":[\"No data provided\"]}";
    String list = "{\"non_field_errors\":[\"Invalid data. Expected a dictionary, but got %s.\"]}";
    return Stream.of(
        Arguments.of(JSON, "null", "400 " + null_),
        Arguments.of(JSON, "[]", "400 " + list.formatted("list")),
        Arguments.of(JSON, "\"x\"", "400 " + list.formatted("str")),
        Arguments.of(JSON, "1", "400 " + list.formatted("int")),
        Arguments.of(JSON, "1.5", "400 " + list.formatted("float")),
        Arguments.of(JSON, "true", "400 " + list.formatted("bool")),
        Arguments.of(
            "Content-Type: text/plain",
            "x",
            "415 {\"detail\":\"Unsupported media type \\\"text/plain\\\" in request.\"}"));
  }

  @ParameterizedTest
  @MethodSource
  void unread(String type, String body, String expected) {
    Request request = WireRequest.post(body, type);
    FaultException thrown = catchThrowableOfType(FaultException.class, () -> DrfFields.of(request));
    assertThat(whole(DrfErrors.fault(thrown.fault()))).isEqualTo(expected);
  }

  private static Optional<Boolean> truth(String json) {
    return DrfFields.of(WireRequest.post("{\"p\":" + json + "}", JSON)).truth("p");
  }

  private static String rejection(DrfFields fields) {
    return whole(catchThrowableOfType(RejectedException.class, fields::requireValid).response());
  }

  private static String whole(Response response) {
    return response.status() + " " + response.text();
  }
}
