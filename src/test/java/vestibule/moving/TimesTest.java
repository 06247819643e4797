package vestibule.moving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as other systems write them. */
class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "1700000000, s, 2023-11-14T22:13:20Z",
    "1700000000123, ms, 2023-11-14T22:13:20.123Z",
    "1700000000123456, us, 2023-11-14T22:13:20.123456Z",
    "1.7e9, s, 2023-11-14T22:13:20Z",
    "0.0000019, s, 1970-01-01T00:00:00.000001Z",
    "-1, s, 1969-12-31T23:59:59Z",
    "9223372036854775807, us, +294247-01-10T04:00:54.775807Z"
  })
  void aNumberIsTheTimeThatItSays(String number, String unit, String time) {
    assertThat(Times.since1970(number, unit)).isEqualTo(time);
  }

  /** The lowest bits of such a number would be a time, of which nobody has said anything. */
  @ParameterizedTest
  @CsvSource({
    "9223372036854775808, us",
    "-9223372036854775809, us",
    "9223372036854776, ms",
    "9999999999999999999999999, s",
    "1e30, s",
    "-1e999999999, s",
    "1e2147483647, ms"
  })
  void aNumberThatIsNoTimeIsGivenOnAsItIs(String number, String unit) {
    assertThat(Times.since1970(number, unit)).isEqualTo(number);
  }
}
