package vestibule.core.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of the RFCs, of whose eight digits the last six are ours. */
class TotpTest {

  private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

  /** RFC 6238, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void eachTimeHasItsCode(long second, String eight) {
    Instant at = Instant.ofEpochSecond(second);
    assertThat(Totp.code(SECRET, Totp.step(at))).isEqualTo(eight.substring(2));
    assertThat(Totp.step(SECRET, eight.substring(2), at, 0)).hasValue(second / 30);
  }

  /** RFC 4226, appendix D. */
  @Test
  void eachCounterHasItsCode() {
    assertThat(LongStream.range(0, 10).mapToObj(step -> Totp.code(SECRET, step)))
        .containsExactly(
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489");
  }

  @Test
  void aClockMayBeAStepOffAndNoMore() {
    Instant now = Instant.ofEpochSecond(3_000);
    long here = Totp.step(now);
    for (long off : List.of(-1L, 0L, 1L)) {
      assertThat(Totp.step(SECRET, Totp.code(SECRET, here + off), now, 0)).hasValue(here + off);
    }
    for (long off : List.of(-2L, 2L, 40L)) {
      assertThat(Totp.step(SECRET, Totp.code(SECRET, here + off), now, 0)).isEmpty();
    }
  }

  @Test
  void noCodeIsGoodOnceThatStepOrALaterOneWasUsed() {
    Instant now = Instant.ofEpochSecond(3_000);
    long here = Totp.step(now);
    assertThat(Totp.step(SECRET, Totp.code(SECRET, here), now, here)).isEmpty();
    assertThat(Totp.step(SECRET, Totp.code(SECRET, here - 1), now, here)).isEmpty();
    assertThat(Totp.step(SECRET, Totp.code(SECRET, here + 1), now, here)).hasValue(here + 1);
  }

  @Test
  void blanksBetweenTheDigitsArePassedOver() {
    String code = Totp.code(SECRET, 100);
    String typed = " " + code.substring(0, 3) + " " + code.substring(3) + " ";
    assertThat(Totp.step(SECRET, typed, Instant.ofEpochSecond(3_000), 0)).hasValue(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "12345", "1234567", "12345a", "+12345", "１２３４５６", "١٢٣٤٥٦", "-1"})
  void whatIsNoCodeIsNone(String text) {
    assertThat(Totp.step(SECRET, text, Instant.ofEpochSecond(3_000), 0)).isEmpty();
  }

  /** RFC 4648, 10, without its padding. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void secretsAreSpelledForPeople(String bytes, String spelled) {
    assertThat(Base32.of(bytes.getBytes(US_ASCII))).isEqualTo(spelled);
  }
}
