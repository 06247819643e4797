package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.Waiting;

/**
 * What the caches of one node hear of the writes of all nodes, and when they must not be trusted.
 */
@Timeout(60)
class ChangeFeedTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final List<Long> heard = new CopyOnWriteArrayList<>();
  private final AtomicInteger missed = new AtomicInteger();
  private final AtomicLong ids = new AtomicLong();
  private Database node;
  private Database other;

  @BeforeEach
  void open() {
    node = openNode();
    other = openNode();
  }

  /** Opens the test's database once more, as another node. */
  Database openNode() {
    return Databases.open(folder);
  }

  @AfterEach
  void close() {
    node.close();
    other.close();
  }

  private void hear(long account) {
    if (account == 0) {
      missed.incrementAndGet();
    } else {
      heard.add(account);
    }
  }

  private ChangeFeed feed() {
    return new ChangeFeed(node, now::get, nanos::get, new Freshness(), this::hear);
  }

  private void change(Database database, int slot, Instant at, long account, String what) {
    database.write(
        t ->
            t.handle()
                .execute(
                    "insert into change (slot, at, id, account, what) values (?, ?, ?, ?, ?)",
                    slot,
                    ChronoUnit.MICROS.between(Instant.EPOCH, at),
                    ids.incrementAndGet(),
                    account,
                    what));
  }

  @Test
  void aRunningFeedHearsOfAnotherProcessAndOfThisOneOnce() {
    ChangeFeed feed = feed();
    try (feed) {
      assertThat(feed.isFresh()).isFalse();
      feed.start();
      Waiting.until("trust", LONGEST, feed::isFresh);
      assertThat(heard).isEmpty();

      change(other, 0, START, 1, "session");
      Waiting.until("the other's change", LONGEST, () -> heard.equals(List.of(1L)));

      change(node, 63, START, 2, "rights");
      Waiting.until("the own change", LONGEST, () -> heard.equals(List.of(1L, 2L)));

      change(other, 0, START, 3, "a mark that a later poll has read");
      Waiting.until("the mark", LONGEST, () -> heard.equals(List.of(1L, 2L, 3L)));
    }
    assertThat(feed.isFresh()).isFalse();
  }

  @Test
  void aRowThatIsCommittedLateIsHeardOnceAndAnOldOneNever() {
    ChangeFeed feed = feed();
    feed.poll();
    change(other, 5, START.minusSeconds(19), 1, "late");
    change(other, 6, START.minusSeconds(21), 2, "old");
    feed.poll();
    change(other, 5, START, 3, "new");
    feed.poll();
    now.set(START.plusSeconds(5));
    change(other, 5, START.plusSeconds(5), 4, "newer");
    feed.poll();
    assertThat(heard).containsExactly(1L, 3L, 4L);
    assertThat(missed).hasValue(0);
  }

  @Test
  void whatWasWrittenWhileThisNodeWasStalledIsHeardAfterwards() {
    ChangeFeed feed = feed();
    feed.poll();
    now.set(START.plusSeconds(300));
    change(other, 1, START.plusSeconds(20), 1, "during the stall");
    feed.poll();
    assertThat(heard).containsExactly(1L);
    assertThat(missed).hasValue(0);
  }

  @Test
  void aStallLongerThanRowsAreKeptDropsAll() {
    ChangeFeed feed = feed();
    feed.poll();
    now.set(START.plus(ChangeFeed.KEPT).plusSeconds(1));
    change(other, 1, now.get(), 1, "now");
    feed.poll();
    assertThat(missed).hasValue(1);
    assertThat(heard).containsExactly(1L);
  }

  @Test
  void moreChangesThanCanBeToldDropAll() {
    ChangeFeed feed = feed();
    feed.poll();
    other.write(
        t -> {
          var batch = t.handle().prepareBatch("insert into change values (?, ?, ?, ?, ?)");
          long micros = ChronoUnit.MICROS.between(Instant.EPOCH, START);
          LongStream.rangeClosed(0, ChangeFeed.MOST_ROWS)
              .forEach(id -> batch.add(id % 64, micros, id, id, "flood"));
          return batch.execute().length;
        });
    feed.poll();
    assertThat(heard).isEmpty();
    assertThat(missed).hasValue(1);
    assertThat(feed.isFresh()).isTrue();
  }

  @Test
  void trustEndsASecondAfterTheLastGoodPollBegan() {
    ChangeFeed feed = feed();
    feed.poll();
    nanos.addAndGet(999_999_999);
    assertThat(feed.isFresh()).isTrue();
    nanos.addAndGet(1);
    assertThat(feed.isFresh()).isFalse();
    feed.poll();
    assertThat(feed.isFresh()).isTrue();
  }

  @Test
  void aFailingPollEndsTrustUntilAGoodOneWhichTellsWhatHappenedMeanwhile() {
    ChangeFeed feed = feed();
    feed.poll();
    Databases.run(other, "alter table change rename to gone");
    feed.poll();
    assertThat(feed.isFresh()).isFalse();
    feed.poll();
    assertThat(feed.isFresh()).isFalse();
    Databases.run(other, "alter table gone rename to change");
    change(other, 1, START, 1, "meanwhile");
    feed.poll();
    assertThat(feed.isFresh()).isTrue();
    assertThat(heard).containsExactly(1L);
  }

  @Test
  void aChangeThatTheListenerCouldNotTakeIsToldAgain() {
    AtomicInteger failures = new AtomicInteger(1);
    ChangeFeed feed =
        new ChangeFeed(
            node,
            now::get,
            nanos::get,
            new Freshness(),
            account -> {
              if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("a cache that fails");
              }
              hear(account);
            });
    change(other, 1, START, 1, "session");
    feed.poll();
    assertThat(feed.isFresh()).isFalse();
    feed.poll();
    assertThat(feed.isFresh()).isTrue();
    assertThat(heard).containsExactly(1L);
  }

  @Test
  void aClockSetBackLosesNothing() {
    ChangeFeed feed = feed();
    feed.poll();
    now.set(START.minusSeconds(3_600));
    feed.poll();
    change(other, 1, START.minusSeconds(3_600), 1, "by the clock set back");
    change(node, 1, START, 2, "by the other clock");
    feed.poll();
    assertThat(heard).containsExactlyInAnyOrder(1L, 2L);
  }
}
