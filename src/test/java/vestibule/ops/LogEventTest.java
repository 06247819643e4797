package vestibule.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/** Events as text, with messages by people who would like to write the log themselves. */
class LogEventTest {
  private static final Instant TIME = Instant.parse("2026-11-21T00:00:00.1234567Z");

  private static String text(Level level, String message, Throwable thrown) {
    LogEvent event =
        new LogEvent(TIME, level, "vestibule.wiring.Server", message, Optional.ofNullable(thrown));
    return new String(event.bytes(), StandardCharsets.UTF_8);
  }

  private static final class Own extends RuntimeException {
    private static final long serialVersionUID = 1;

    Own(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static <T extends Throwable> T at(T throwable, String... methods) {
    StackTraceElement[] frames = new StackTraceElement[methods.length];
    for (int i = 0; i < methods.length; i++) {
      frames[i] = new StackTraceElement("a.B", methods[i], "B.java", i + 1);
    }
    throwable.setStackTrace(frames);
    return throwable;
  }

  @ParameterizedTest
  @CsvSource({"INFO, 'INFO  '", "WARN, 'WARN  '", "ERROR, 'ERROR '"})
  void anEventIsOneLine(Level level, String column) {
    assertThat(text(level, "ready on 127.0.0.1:8080", null))
        .isEqualTo(
            "2026-11-21T00:00:00.123Z "
                + column
                + "vestibule.wiring.Server ready on 127.0.0.1:8080\n");
  }

  @Test
  void nothingInAMessageBeginsALineOrSteersATerminal() {
    assertThat(text(Level.INFO, "a\r\nb\tc\u001b[2Jd\u0085e\u2028f\u202eg\0h\ud800i", null))
        .endsWith("a\\r\\nb\\tc\\u{1b}[2Jd\\u{85}e\\u{2028}f\\u{202e}g\\u{0}h\\u{d800}i\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void lettersOfEveryScriptStayThemselves() {
    assertThat(text(Level.INFO, "Учёт 帳戶 👤", null)).endsWith(" Учёт 帳戶 👤\n");
  }

  @Test
  void anExceptionFollowsBehindTabsWithItsCausesAndSuppressed() {
    var cause = at(new Own("disk\n2026-11-21T00:00:00.000Z INFO  forged", null), "io");
    var thrown = at(new Own("no start", cause), "run", "main");
    thrown.addSuppressed(at(new IllegalArgumentException(), "close"));
    assertThat(text(Level.ERROR, "stopped", thrown))
        .isEqualTo(
            """
            2026-11-21T00:00:00.123Z ERROR vestibule.wiring.Server stopped
            \tvestibule.ops.LogEventTest$Own: no start
            \t  at a.B.run(B.java:1)
            \t  at a.B.main(B.java:2)
            \tsuppressed: java.lang.IllegalArgumentException
            \t  at a.B.close(B.java:1)
            \tcaused by: vestibule.ops.LogEventTest$Own: disk\\n2026-11-21T00:00:00.000Z INFO \
             forged
            \t  at a.B.io(B.java:1)
            """);
  }

  @Test
  void circlesAndEndlessChainsOfCausesEnd() {
    var first = at(new RuntimeException("first"));
    var second = at(new RuntimeException("second", first));
    first.initCause(second);
    assertThat(text(Level.ERROR, "circle", first).lines()).hasSize(3);
    Throwable chain = at(new RuntimeException("0"));
    for (int i = 1; i < 10_000; i++) {
      chain = at(new RuntimeException("" + i, chain));
    }
    assertThat(text(Level.ERROR, "chain", chain).lines()).hasSize(17);
  }

  @Test
  void longMessagesAndDeepStacksAreCut() {
    assertThat(text(Level.INFO, "x".repeat(100_000), null)).hasSizeLessThan(2200).endsWith("x…\n");
    assertThat(
            text(Level.INFO, "", at(new Own("y".repeat(9999), null), "m ".repeat(1000).split(" "))))
        .endsWith("\t  and 936 more\n")
        .hasSizeLessThan(2200 + 64 * 40);
  }

  @Test
  void anExceptionThatCannotDescribeItselfIsNamed() {
    class Broken extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new IllegalStateException();
      }
    }
    assertThat(text(Level.WARN, "odd", at(new Broken())).lines().skip(1))
        .containsExactly("\t" + Broken.class.getName());
  }

  @Test
  void ofALibrarysExceptionTypePlaceAndCodeAreSaidAndNoWord() {
    var refusal = at(new SQLException("Key (address)=(a@example.org) exists", "23505"), "insert");
    var full = at(new SQLException("disk is full at 'a@example.org'", null, 13), "insert");
    refusal.addSuppressed(full);
    assertThat(text(Level.ERROR, "failed", at(new RuntimeException(refusal), "run")))
        .isEqualTo(
            """
            2026-11-21T00:00:00.123Z ERROR vestibule.wiring.Server failed
            \tjava.lang.RuntimeException
            \t  at a.B.run(B.java:1)
            \tcaused by: java.sql.SQLException (SQL state 23505)
            \t  at a.B.insert(B.java:1)
            \tsuppressed: java.sql.SQLException (code 13)
            \t  at a.B.insert(B.java:1)
            """);
  }
}
