package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.SubstituteLogger;
import vestibule.mail.Trouble.Kind;

/** What the log says while no mail can be sent, and how long the pauses are. */
class OutageTest {

  private static final Trouble DOWN = Trouble.of(Kind.CONNECTION, "it is not there");
  private static final Trouble RELAY =
      new Trouble(Kind.RELAYING, new Why("554 5.7.1 at RCPT", "554 5.7.1 no relaying for bob"));
  private static final Trouble LATER = Trouble.of(Kind.BUSY, "421 at MAIL");

  private final Queue<SubstituteLoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final AtomicLong now = new AtomicLong();
  private final Outage outage =
      new Outage(
          Duration.ofSeconds(5),
          now::get,
          new EventRecordingLogger(new SubstituteLogger("log", events, false), events));

  private void advance(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (SubstituteLoggingEvent event : events) {
      String words =
          MessageFormatter.basicArrayFormat(event.getMessage(), event.getArgumentArray());
      lines.add(event.getLevel() + " " + words);
    }
    return lines;
  }

  @Test
  void aServerThatIsDownIsTriedEveryFiveSeconds() {
    for (int i = 0; i < 100; i++) {
      assertThat(outage.begin(DOWN)).isEqualTo(Duration.ofSeconds(5));
    }
    assertThat(lines())
        .containsExactly(
            "WARN No mail can be sent, the mail server cannot be reached: it is not there");
  }

  @Test
  void aServerThatRefusesIsTriedMoreAndMoreSeldomUpToFiveMinutes() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      pauses.add(outage.begin(RELAY).toSeconds());
    }
    assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    outage.taken();
    assertThat(outage.begin(RELAY)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theLogSaysWhatTheServerRefusesByItsCodesAndAgainEveryTenMinutes() {
    String line =
        "ERROR No mail can be sent, the mail server does not let this server send to others:"
            + " 554 5.7.1 at RCPT; vestibule mail test ADDRESS says more";
    outage.begin(RELAY);
    advance(Duration.ofMinutes(9));
    outage.begin(RELAY);
    assertThat(lines()).containsExactly(line);
    advance(Duration.ofMinutes(1));
    outage.begin(RELAY);
    assertThat(lines()).containsExactly(line, line);
    assertThat(outage.present()).contains(Kind.RELAYING);
  }

  @Test
  void reasonsThatTakeTurnsDoNotFillTheLog() {
    for (int i = 0; i < 100; i++) {
      outage.begin(RELAY);
      outage.begin(LATER);
      outage.end();
      outage.begin(DOWN);
      outage.taken();
      advance(Duration.ofSeconds(5));
    }
    assertThat(lines()).hasSize(5).filteredOn(line -> line.contains("again")).hasSize(2);
    assertThat(outage.present()).isEmpty();
  }

  @Test
  void aServerThatIsDownForLongIsAnAlarm() {
    outage.begin(DOWN);
    advance(Duration.ofMinutes(10));
    outage.begin(DOWN);
    assertThat(lines()).hasSize(2);
    assertThat(lines().getLast()).startsWith("ERROR No mail can be sent, the mail server cannot");
  }
}
