package vestibule.mail;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * What keeps mails from being sent, and how long until the next try. It tells the log: each reason
 * when it is new, and again every ten minutes while it lasts, however often the reasons change.
 */
final class Outage {

  private static final Duration REMINDER = Duration.ofMinutes(10);
  private static final int LONGEST = 60;
  private static final int MOST_REASONS = 20;

  private final Duration first;
  private final LongSupplier nanoTime;
  private final Logger log;
  private final Map<String, Long> told = new LinkedHashMap<>();
  private Optional<Trouble.Kind> present = Optional.empty();
  private int tries;
  private boolean isTold;

  /**
   * None yet.
   *
   * @param first the pause before the first try; later ones double up to 60 times as long
   */
  Outage(Duration first, LongSupplier nanoTime, Logger log) {
    this.first = first;
    this.nanoTime = nanoTime;
    this.log = log;
  }

  synchronized Optional<Trouble.Kind> present() {
    return present;
  }

  /** Notes trouble; gives the pause before the next try. */
  synchronized Duration begin(Trouble trouble) {
    present = Optional.of(trouble.kind());
    Duration pause = first;
    if (!trouble.kind().isPassing()) {
      pause = first.multipliedBy(Math.min(1L << Math.min(tries, 10), LONGEST));
      tries++;
    }
    tell(trouble);
    return pause;
  }

  /** The transport works again, as far as can be told without a mail. */
  synchronized void end() {
    present = Optional.empty();
    if (isTold) {
      isTold = false;
      log.info("Mails can be sent again");
    }
  }

  /** A mail was taken: the next pause is a short one. */
  synchronized void taken() {
    tries = 0;
    if (present.isPresent()) {
      end();
    }
  }

  private void tell(Trouble trouble) {
    String reason = trouble.kind() + " " + trouble.why().logged();
    long now = nanoTime.getAsLong();
    Long before = told.get(reason);
    if (before != null && now - before < REMINDER.toNanos()) {
      return;
    }
    told.remove(reason);
    told.put(reason, now);
    if (told.size() > MOST_REASONS) {
      told.remove(told.keySet().iterator().next());
    }
    isTold = true;
    String words = trouble.kind().words();
    if (trouble.kind().isPassing() && before == null) {
      log.warn("No mail can be sent, {}: {}", words, trouble.why().logged());
    } else {
      log.error(
          "No mail can be sent, {}: {}; vestibule mail test ADDRESS says more",
          words,
          trouble.why().logged());
    }
  }
}
