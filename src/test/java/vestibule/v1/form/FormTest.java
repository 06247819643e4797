package vestibule.v1.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.model.Texts;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.FaultException;
import vestibule.http.Response;
import vestibule.http.TestWire;

/** The bodies of requests, and what is wrong with them. */
class FormTest {

  private static Form form(String body) {
    return Form.of(TestWire.request("POST", "/x", body.getBytes(UTF_8)));
  }

  private static Response wrong(Form form) {
    return catchThrowableOfType(ProblemException.class, form::requireValid).response();
  }

  @Test
  void whatIsGivenIsRead() {
    Form form = form("{\"a\":\"x\",\"b\":null,\"d\":true,\"f\":\"\"}");
    assertThat(form.text("a")).isEqualTo("x");
    assertThat(form.optionalText("b")).isEmpty();
    assertThat(form.optionalText("c")).isEmpty();
    assertThat(form.truth("d")).isTrue();
    assertThat(form.truth("e")).isFalse();
    assertThat(form.text("f")).isEmpty();
    form.requireValid();
  }

  @Test
  void nullIsToldFromAMissingField() {
    Form form = form("{\"a\":null}");
    assertThat(form.optionalText("a")).isEmpty();
    assertThat(form.has("a")).isTrue();
    assertThat(form.has("c")).isFalse();
    form.requireValid();
  }

  @Test
  void allThatIsWrongIsToldTogether() {
    Form form = form("{\"b\":1,\"c\":\"yes\",\"username\":\"\",\"z\":1,\"q/r~s\":2}");
    form.text("a");
    form.text("b");
    form.truth("c");
    String name = form.text("username");
    form.check(() -> Texts.requireName(name));
    assertThat(wrong(form).text())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"status\":422,\"code\":\"fields_invalid\","
                + "\"detail\":\"Fields of the body are wrong; see errors.\",\"errors\":["
                + "{\"pointer\":\"/a\",\"code\":\"field_missing\",\"detail\":\"This is needed.\"},"
                + "{\"pointer\":\"/b\",\"code\":\"type_wrong\","
                + "\"detail\":\"This must be a text.\"},"
                + "{\"pointer\":\"/c\",\"code\":\"type_wrong\","
                + "\"detail\":\"This must be true or false.\"},"
                + "{\"pointer\":\"/username\",\"code\":\"username_invalid\","
                + "\"detail\":\"No user name may look like that.\"},"
                + "{\"pointer\":\"/q~1r~0s\",\"code\":\"field_unknown\","
                + "\"detail\":\"There is no such field here.\"},"
                + "{\"pointer\":\"/z\",\"code\":\"field_unknown\","
                + "\"detail\":\"There is no such field here.\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.5", "true", "[]", "{}", "[\"x\"]"})
  void whatIsNoTextIsNone(String value) {
    Form form = form("{\"a\":" + value + "}");
    assertThat(form.text("a")).isEmpty();
    assertThat(errors(wrong(form))).containsExactly("/a type_wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"true\"", "[]", "{}"})
  void whatIsNoTruthIsNone(String value) {
    Form form = form("{\"a\":" + value + "}");
    assertThat(form.truth("a")).isFalse();
    assertThat(errors(wrong(form))).containsExactly("/a type_wrong");
  }

  /** Nobody needs to be told of thousands. */
  @Test
  void ofManyUnknownFieldsAFewAreTold() {
    StringBuilder body = new StringBuilder("{");
    IntStream.range(0, 5_000).forEach(i -> body.append("\"f").append(i).append("\":1,"));
    Form form = form(body.append("\"last\":1}").toString());
    assertThat(errors(wrong(form))).hasSize(Form.MOST_UNKNOWN);
    String name = "x".repeat(60_000);
    assertThat(wrong(form("{\"" + name + "\":1}")).text()).contains("\"/…\"").hasSizeLessThan(300);
  }

  /** What is about no field is not taken for one. */
  @Test
  void aRefusalOfTheWholeRequestComesOut() {
    Form form = form("{}");
    assertThatThrownBy(
            () ->
                form.check(
                    () -> {
                      throw new RefusedException(new Refusal.AddressPrimary());
                    }))
        .isInstanceOf(RefusedException.class);
    form.requireValid();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "\"x\"", "{", "{\"a\":1}x", "{\"a\":1,}", "{\"a\":\"\\u0000\"}"})
  void aBodyThatCannotBeReadIsNone(String body) {
    assertThatThrownBy(() -> form(body)).isInstanceOf(FaultException.class);
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void onlyJsonIsRead(String type) {
    assertThatThrownBy(
            () ->
                Form.of(TestWire.request("POST", "/x", "{}".getBytes(UTF_8), "Content-Type", type)))
        .isInstanceOf(FaultException.class);
  }

  private static List<String> errors(Response problem) {
    JsonNode errors = JsonMapper.builder().build().readTree(problem.text()).get("errors");
    return errors
        .valueStream()
        .map(error -> error.get("pointer").asString() + " " + error.get("code").asString())
        .toList();
  }
}
