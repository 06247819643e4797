package vestibule.http.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Date line, in zones and languages that are not those of HTTP. */
class DatesTest {

  /** The example of RFC 9110 5.6.7. */
  private static final long EXAMPLE = 784_111_777;

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "UTC"})
  void itIsGmtInEveryZone(String zone) {
    TimeZone usual = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      assertThat(line(EXAMPLE)).isEqualTo("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    } finally {
      TimeZone.setDefault(usual);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR", "th-TH-u-ca-buddhist", "tr-TR", "de-DE"})
  void itIsTheSameInEveryLanguage(String language) {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      assertThat(line(EXAMPLE)).isEqualTo("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void itIsTheTimeOfNow() {
    String now = new String(Dates.line(), US_ASCII).strip().substring("Date: ".length());
    assertThat(ZonedDateTime.parse(now, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
  }

  private static String line(long second) {
    return new String(Dates.line(second), US_ASCII);
  }
}
