package vestibule.http.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.http.body.JsonObject.Key;

/** Byte for byte what the library writes of a record. */
class JsonObjectTest {
  record Inner(String text) {}

  record Body(
      String text,
      long number,
      boolean truth,
      Optional<String> some,
      List<Integer> list,
      Inner in) {}

  private static final Key TEXT = Key.of("text");
  private static final Key NUMBER = Key.of("number");
  private static final Key TRUTH = Key.of("truth");
  private static final Key SOME = Key.of("some");
  private static final Key LIST = Key.of("list");
  private static final Key IN = Key.of("in");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "\"\\/",
        "\b\t\n\f\r\u0000\u0001\u001f \u007f",
        "é\u0080\u07ff\u0800Жук\uffff",
        "😀 a\ud83d\ude00b",
        "\ud800",
        "\udc00\ud800",
        "a\ud800b\udfff",
        "\u2028\u2029",
      })
  void textsAreSpelledAlike(String text) {
    assertThatBothAreAlike(body(text, 7));
  }

  @Test
  void everyCharacterIsSpelledAlike() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      assertThatBothAreAlike(body("a" + (char) c + "b", c));
    }
  }

  @Test
  void longTextsOfEveryWidthAreSpelledAlike() {
    Random random = new Random(20261121);
    char[] widths = {'a', '"', '\u0001', 'é', 'Ж', '€', '\ud83d', '\ude00'};
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(1_500);
      // Mostly of one width, so that every estimate of the room is wrong now and then.
      char usual = widths[random.nextInt(widths.length)];
      while (text.length() < length) {
        text.append(random.nextInt(9) == 0 ? widths[random.nextInt(widths.length)] : usual);
      }
      assertThatBothAreAlike(body(text.toString(), random.nextLong()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 9_007_199_254_740_991L})
  void numbersAreSpelledAlike(long number) {
    assertThatBothAreAlike(body("x", number));
  }

  @Test
  void anObjectWithoutKeysIsEmpty() {
    assertThat(new String(JsonObject.compact().bytes(), UTF_8)).isEqualTo("{}");
    assertThat(new String(JsonObject.ascii().bytes(), UTF_8)).isEqualTo("{}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "a b", "é", "a\n"})
  void aKeyThatWouldHaveToBeEscapedIsRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Key.of(name));
  }

  private static Body body(String text, long number) {
    Optional<String> some = number % 2 == 0 ? Optional.empty() : Optional.of(text);
    return new Body(text, number, number > 0, some, List.of(1, 2), new Inner(text));
  }

  private static void assertThatBothAreAlike(Body body) {
    byte[] list = Json.compact(body.list);
    assertThat(written(JsonObject.compact(), JsonObject.compact(), body, list))
        .isEqualTo(Json.compact(body));
    assertThat(written(JsonObject.ascii(), JsonObject.ascii(), body, list))
        .isEqualTo(Json.ascii(body));
  }

  private static byte[] written(JsonObject whole, JsonObject inner, Body body, byte[] list) {
    return whole
        .put(TEXT, body.text)
        .put(NUMBER, body.number)
        .put(TRUTH, body.truth)
        .put(SOME, body.some)
        .put(LIST, list)
        .put(IN, inner.put(TEXT, body.in.text))
        .bytes();
  }
}
