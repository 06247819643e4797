package vestibule.http.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.Fault;
import vestibule.http.Fault.BodyFlaw;
import vestibule.http.Fault.Breach;
import vestibule.http.Fault.JsonType;
import vestibule.http.Fault.Kind;
import vestibule.http.Fault.MalformedBody;
import vestibule.http.Fault.NotAnObject;
import vestibule.http.FaultException;

/** JSON in the two spellings that are written, and as strictly as it is read. */
class JsonTest {
  record Nested(String zebra, Optional<String> alpha, List<Integer> list) {}

  record Body(String username, boolean is_ok, Long id, String nothing, Nested nested) {}

  private static final Body BODY =
      new Body(
          "Жук/\"\\\n\u0001<é😀", true, 7L, null, new Nested("z", Optional.empty(), List.of(1, 2)));

  @Test
  void compactIsInTheRecordsOrder() {
    assertThat(new String(Json.compact(BODY), UTF_8))
        .isEqualTo(
            "{\"username\":\"Жук/\\\"\\\\\\n\\u0001<é😀\",\"is_ok\":true,\"id\":7,\"nothing\":null,"
                + "\"nested\":{\"zebra\":\"z\",\"alpha\":null,\"list\":[1,2]}}");
  }

  @Test
  void asciiEscapesInLowerCaseAndEndsTheLine() {
    assertThat(new String(Json.ascii(BODY), UTF_8))
        .isEqualTo(
            "{\"username\":\"\\u0416\\u0443\\u043a/\\\"\\\\\\n\\u0001<\\u00e9\\ud83d\\ude00\","
                + "\"is_ok\":true,\"id\":7,\"nothing\":null,"
                + "\"nested\":{\"zebra\":\"z\",\"alpha\":null,\"list\":[1,2]}}\n");
  }

  @Test
  void aLoneSurrogateIsNeverAFailure() {
    assertThat(new String(Json.compact(List.of("a\uD800b")), UTF_8)).isEqualTo("[\"a\\ud800b\"]");
    assertThat(new String(Json.ascii(List.of("a\uD800b")), UTF_8)).contains("\\ud800");
  }

  @Test
  void fieldsKeepTheirOrderAndTypes() {
    Fields fields =
        read(
            "{\"b\":\"x\",\"a\":1.50,\"n\":null,\"t\":true,"
                + "\"l\":[1, {\"q\":[]}],\"d\":{\"k\":2} }");
    assertThat(fields.names()).containsExactly("b", "a", "n", "t", "l", "d");
    assertThat(fields.text("b")).contains("x");
    assertThat(fields.text("a")).isEmpty();
    assertThat(fields.field("a")).contains(new Field.Number("1.50"));
    assertThat(fields.field("n")).contains(new Field.Null());
    assertThat(fields.field("t")).contains(new Field.Truth(true));
    assertThat(fields.field("l")).contains(new Field.Array("[1, {\"q\":[]}]"));
    assertThat(fields.field("d")).contains(new Field.Dictionary("{\"k\":2}"));
    assertThat(fields.has("n")).isTrue();
    assertThat(fields.has("zz")).isFalse();
    assertThat(fields.field("zz")).isEmpty();
  }

  @Test
  void brokenSyntaxIsToldByItsPlace() {
    assertThat(faultOf("", false)).isEqualTo(syntax(Breach.VALUE_EXPECTED, 1, 1, 0));
    assertThat(faultOf("{} 1", false)).isEqualTo(syntax(Breach.TAIL, 1, 4, 3));
    assertThat(faultOf("\uFEFF{}", false)).isEqualTo(syntax(Breach.BYTE_ORDER_MARK, 1, 1, 0));
    assertThat(faultOf(new byte[] {(byte) 0xFF}, false))
        .isEqualTo(new MalformedBody(Kind.JSON, new BodyFlaw.Undecodable("utf-8")));
  }

  private static MalformedBody syntax(Breach breach, int line, int column, long offset) {
    return new MalformedBody(Kind.JSON, new BodyFlaw.Syntax(breach, line, column, offset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":{\"a\":1,\"a\":2}}",
        "{\"x\":[{\"a\":1,\"a\":2}]}",
        "{\"a\":NaN}",
        "{\"a\":-Infinity}",
        "{\"\\udfff\":1}",
        "{\"x\":{\"\\ud800\":1}}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":0x10}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":1/*c*/}",
        "\uFEFF{\"a\":1}",
        "[1",
        "[1] 2",
        "nul",
        "\"abc",
        "\u0000",
        "{,}"
      })
  void brokenJsonIsMalformed(String json) {
    assertThat(faultOf(json, false)).isInstanceOf(MalformedBody.class);
  }

  @Test
  void invalidUtf8IsMalformed() {
    for (byte[] bad :
        List.of(
            new byte[] {(byte) 0xFF},
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xE2, (byte) 0x82})) {
      byte[] body = new byte[9 + bad.length];
      System.arraycopy("{\"a\":\"".getBytes(UTF_8), 0, body, 0, 6);
      System.arraycopy(bad, 0, body, 6, bad.length);
      System.arraycopy("\"} ".getBytes(UTF_8), 0, body, 6 + bad.length, 3);
      assertThat(faultOf(body, false)).isInstanceOf(MalformedBody.class);
    }
    assertThat(faultOf("{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_16), false))
        .isInstanceOf(MalformedBody.class);
  }

  @Test
  void tenThousandDeepIsMalformedWhateverItOpens() {
    for (String open : List.of("[", "{\"a\":", "[{\"a\":")) {
      assertThat(faultOf(open.repeat(5_000), false)).isInstanceOf(MalformedBody.class);
      assertThat(faultOf("{\"x\":" + open.repeat(5_000), false)).isInstanceOf(MalformedBody.class);
    }
    assertThat(read("{\"x\":" + "[".repeat(99) + "]".repeat(99) + "}").has("x")).isTrue();
    assertThat(faultOf("{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}", false))
        .isInstanceOf(MalformedBody.class);
  }

  @Test
  void aNumberOfSixtyThousandDigitsIsMalformed() {
    assertThat(faultOf("{\"n\":" + "9".repeat(60_000) + "}", false))
        .isInstanceOf(MalformedBody.class);
    assertThat(faultOf("{\"n\":1e" + "9".repeat(60_000) + "}", false))
        .isInstanceOf(MalformedBody.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | ARRAY",
        "[{}] | ARRAY",
        "'\"x\"' | TEXT",
        "1 | INTEGER",
        "-1.5 | DECIMAL",
        "true | TRUTH",
        "null | NULL"
      })
  void wellFormedJsonOfAnotherTypeIsNoObject(String json, JsonType type) {
    assertThat(faultOf(json, false)).isEqualTo(new NotAnObject(type));
  }

  @Test
  void trailingCommasAreReadOnlyWhereTheDocumentsWriteThem() {
    assertThat(Json.object("{\"pwd\": \"1234\",}".getBytes(UTF_8), UTF_8, true).text("pwd"))
        .contains("1234");
    assertThat(faultOf("{\"pwd\": \"1234\",,}", true)).isInstanceOf(MalformedBody.class);
    assertThat(faultOf("{,}", true)).isInstanceOf(MalformedBody.class);
    assertThat(faultOf("{\"a\":1,} ,", true)).isInstanceOf(MalformedBody.class);
  }

  @Test
  void unstorableTextIsNoticedWhereverItHides() {
    assertThat(read("{\"a\":\"é😀\\ud83d\\ude00\"}").hasUnstorableText()).isFalse();
    for (String json :
        List.of(
            "{\"a\":\"\\u0000\"}",
            "{\"\\u0000\":1}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"\\udc00\\ud800\"}",
            "{\"a\":\"\\ud800x\"}",
            "{\"a\":[{\"b\":[\"\\u0000\"]}]}",
            "{\"a\":{\"\\u0000\":1}}")) {
      assertThat(read(json).hasUnstorableText()).as(json).isTrue();
    }
  }

  @Test
  void longArraysAreKeptBounded() {
    Field field = read("{\"l\":[" + "1,".repeat(5_000) + "1]}").field("l").orElseThrow();
    assertThat(((Field.Array) field).json()).hasSize(Field.ECHO_LIMIT);
  }

  private static Fields read(String json) {
    return Json.object(json.getBytes(UTF_8), UTF_8, false);
  }

  private static Fault faultOf(String json, boolean commas) {
    return faultOf(json.getBytes(UTF_8), commas);
  }

  private static Fault faultOf(byte[] json, boolean commas) {
    return catchThrowableOfType(FaultException.class, () -> Json.object(json, UTF_8, commas))
        .fault();
  }
}
