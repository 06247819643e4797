package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Language;
import vestibule.web.Words;

/** What lists of the pages show: browsers, times, events. */
class ShownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox, Linux
          Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 | Chrome, Windows
          Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0 | Edge, Windows
          Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15 | Safari, macOS
          Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1 | Safari, iPhone
          Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 | Chrome, Android
          curl/8.14.1 | curl/8.14.1
          '' | ''
          """)
  void aBrowserIsCalledAsPeopleCallIt(String line, String name) {
    assertThat(BrowserName.of(line)).isEqualTo(name);
  }

  @Test
  void aLongUnknownNameIsCutBetweenCharacters() {
    assertThat(BrowserName.of("🦊".repeat(61))).isEqualTo("🦊".repeat(60) + "…");
  }

  @Test
  void aTimeIsInTheWayOfTheLanguageAndInUtc() {
    Shown.Time time = new Shown.Time(Instant.parse("2026-03-01T23:59:58.123456Z"));
    assertThat(time.exact()).isEqualTo("2026-03-01T23:59:58Z");
    for (Language language : Language.values()) {
      assertThat(time.in(language.tag())).contains("2026", "UTC");
    }
    assertThat(time.in("de")).isEqualTo("01.03.2026, 23:59 UTC");
  }

  @ParameterizedTest
  @EnumSource(AuditEvent.Kind.class)
  void everyEventHasWords(AuditEvent.Kind kind) {
    AuditEvent event =
        new AuditEvent(1, Instant.EPOCH, 1, kind, new AuditEvent.Place("v1", "192.0.2.1"), "");
    for (Language language : Language.values()) {
      assertThat(Words.in(language).has(Shown.Event.of(event).key())).isTrue();
    }
  }
}
