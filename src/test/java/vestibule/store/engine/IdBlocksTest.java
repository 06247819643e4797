package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Ids.Sequence;

/** Ids are never handed out twice. */
@Timeout(60)
class IdBlocksTest {
  @TempDir Path folder;

  private Database database;

  @BeforeEach
  void open() {
    database = openNode();
  }

  /** Opens the test's database once more, as another node. */
  Database openNode() {
    return Databases.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void eachSequenceCountsFromOne() {
    IdBlocks ids = new IdBlocks(database, 3);
    List<Long> accounts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      accounts.add(ids.next(Sequence.ACCOUNT));
    }
    assertThat(accounts).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(ids.next(Sequence.SESSION)).isEqualTo(1);
  }

  @Test
  void fiftyThreadsOfTwoProcessesNeverGetOneTwice() throws Exception {
    Set<Long> all = ConcurrentHashMap.newKeySet();
    try (Database second = openNode();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<IdBlocks> nodes =
          List.of(new IdBlocks(database, 7), new IdBlocks(second, 1), new IdBlocks(second, 100));
      List<Future<?>> futures = new ArrayList<>();
      for (int thread = 0; thread < 50; thread++) {
        IdBlocks ids = nodes.get(thread % nodes.size());
        futures.add(threads.submit(() -> takeForty(ids, all)));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    assertThat(all).hasSize(50 * 40).allMatch(id -> id >= 1);
  }

  private static void takeForty(IdBlocks ids, Set<Long> all) {
    for (int i = 0; i < 40; i++) {
      long id = ids.next(Sequence.ACCOUNT);
      assertThat(all.add(id)).as("id %d is new", id).isTrue();
      if (i == 20) {
        ids.release();
      }
    }
  }

  @Test
  void aCleanStopGivesTheRestBackUnlessALaterBlockIsTaken() {
    IdBlocks first = new IdBlocks(database, 1_000);
    assertThat(first.next(Sequence.ACCOUNT)).isEqualTo(1);
    first.release();
    assertThat(new IdBlocks(database, 1_000).next(Sequence.ACCOUNT)).isEqualTo(2);

    IdBlocks second = new IdBlocks(database, 1_000);
    assertThat(second.next(Sequence.SESSION)).isEqualTo(1);
    assertThat(new IdBlocks(database, 1_000).next(Sequence.SESSION)).isEqualTo(1_001);
    second.release();
    assertThat(new IdBlocks(database, 1_000).next(Sequence.SESSION)).isEqualTo(2_001);
    assertThat(second.next(Sequence.SESSION)).as("nothing of what was given back").isEqualTo(3_001);
  }

  @Test
  void aRestThatCannotBeGivenBackIsLostAndNothingElse() {
    IdBlocks ids = new IdBlocks(database, 10);
    assertThat(ids.next(Sequence.ACCOUNT)).isEqualTo(1);
    database.close();
    ids.release();
    assertThatThrownBy(() -> ids.next(Sequence.ACCOUNT))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Busy.class));
    database = openNode();
    assertThat(new IdBlocks(database, 10).next(Sequence.ACCOUNT)).isEqualTo(11);
  }

  @Test
  void whatAKilledProcessHadTakenIsNotHandedOutAgain() {
    assertThat(new IdBlocks(database, 1_000).next(Sequence.ACCOUNT)).isEqualTo(1);
    assertThat(new IdBlocks(database, 1_000).next(Sequence.ACCOUNT)).isEqualTo(1_001);
  }

  @Test
  void theLastIdIsTheLastThatJavaScriptReads() {
    long last = (1L << 53) - 1;
    Databases.run(database, "insert into id_block values ('account', " + last + ")");
    IdBlocks ids = new IdBlocks(database, 1);
    assertThat(ids.next(Sequence.ACCOUNT)).isEqualTo(last);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> ids.next(Sequence.ACCOUNT))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> new IdBlocks(database, 1_000).next(Sequence.ACCOUNT))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void insideAWriteItIsRefusedEvenWhenTheBlockIsNotEmpty() {
    IdBlocks ids = new IdBlocks(database, 1_000);
    assertThat(ids.next(Sequence.ACCOUNT)).isEqualTo(1);
    assertThatThrownBy(() -> database.write(transaction -> ids.next(Sequence.ACCOUNT)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ids.next(Sequence.ACCOUNT)).isEqualTo(2);
  }

  @Test
  void aBlockHoldsAtLeastOneId() {
    assertThatThrownBy(() -> new IdBlocks(database, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
