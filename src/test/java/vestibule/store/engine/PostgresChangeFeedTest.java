package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vestibule.store.PostgresServer;

/** The change feed on PostgreSQL, whose clock judges those of the nodes. */
@Tag("processes")
class PostgresChangeFeedTest extends ChangeFeedTest {

  private final String name = PostgresServer.newDatabase();

  @Override
  Database openNode() {
    return Databases.postgres(name);
  }

  @Test
  void aClockMoreThanTwoSecondsOffIsWrongUntilItIsRight() {
    AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
    AtomicLong nanos = new AtomicLong();
    try (Database database = openNode();
        ChangeFeed feed =
            new ChangeFeed(
                database,
                () -> Instant.now().plus(off.get()),
                () -> nanos.addAndGet(1),
                new Freshness(),
                account -> {})) {
      assertThat(feed.isClockRight()).isTrue();
      for (long millis : new long[] {0, 1_500, 3_000, -1_500, -3_000, 86_400_000, 0}) {
        off.set(Duration.ofMillis(millis));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        feed.poll();
        assertThat(feed.isClockRight()).as("%d ms off", millis).isEqualTo(Math.abs(millis) < 2_000);
        assertThat(feed.isFresh()).isTrue();
      }
    }
  }

  @Test
  void theClockIsLookedAtEveryFiveSeconds() {
    AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
    AtomicLong nanos = new AtomicLong();
    try (Database database = openNode();
        ChangeFeed feed =
            new ChangeFeed(
                database,
                () -> Instant.now().plus(off.get()),
                nanos::get,
                new Freshness(),
                account -> {})) {
      feed.poll();
      off.set(Duration.ofMinutes(1));
      nanos.set(Duration.ofSeconds(5).toNanos() - 1);
      feed.poll();
      assertThat(feed.isClockRight()).isTrue();
      nanos.set(Duration.ofSeconds(5).toNanos());
      feed.poll();
      assertThat(feed.isClockRight()).isFalse();
    }
  }
}
