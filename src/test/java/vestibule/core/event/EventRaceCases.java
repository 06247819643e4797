package vestibule.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Waiting;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.audit.Refusals;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Person;
import vestibule.core.store.event.AccountEvent.Placed;
import vestibule.store.Stage;
import vestibule.store.engine.IdBlocks;
import vestibule.store.postgres.PostgresDatabase;

/** A cursor that follows while nodes write and place: it reads all, once, in order. */
public abstract class EventRaceCases extends CoreCases {

  /**
   * Each holds a connection while it waits for the reader. With those that place and the reader
   * they are fewer than the eight of a test's pool, or the reader waits for the writers in turn.
   */
  private static final int WRITERS = 4;

  private static final int CHANGES = 36;
  private static final int ACCOUNTS = 3;
  private static final long LONG = 60;

  private long before;
  private List<Person> people;

  protected EventRaceCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void enter() {
    before = stage.<Long>read(stores -> stores.events().end()) - 1;
    people =
        IntStream.range(0, ACCOUNTS)
            .mapToObj(number -> core.register("raced" + number + "@example.org"))
            .toList();
  }

  /** A node with blocks of ids of its own and a clock that is wrong by so much. */
  private Changes node(Duration wrong, int block) {
    InstantSource clock = () -> stage.now().plus(wrong);
    return new Changes(
        stage.transactions,
        new IdBlocks(stage.database, block),
        clock,
        new Refusals(clock, _ -> {}),
        new EventLog(true));
  }

  private Sequencer sequencer() {
    return new Sequencer(stage.transactions, Sequencer.Placing.NOTHING);
  }

  /** Reads on from where it is. */
  private final class Reader {

    private final List<Placed> read = new ArrayList<>();
    private final AtomicLong looks = new AtomicLong();
    private long position = before;

    void look() {
      EventFeed.Page page = new EventFeed(stage.transactions).read(OptionalLong.of(position), 7);
      assertThat(page.whole()).as("behind " + position).isTrue();
      for (EventFeed.Told told : page.events()) {
        assertThat(told.placed().position()).isEqualTo(position + 1);
        position = told.placed().position();
        read.add(told.placed());
      }
      looks.incrementAndGet();
    }
  }

  @Test
  void theCursorSkipsNothingWhileNodesWriteSlowlyAndPlaceAtOnce() throws Exception {
    Reader reader = new Reader();
    AtomicBoolean ended = new AtomicBoolean();
    List<Changes> nodes = List.of(node(Duration.ZERO, 40), node(Duration.ofMillis(-700), 3));
    try (ExecutorService pool = Executors.newCachedThreadPool()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(
            pool.submit(() -> write(nodes.get(number % 2), people.get(number % ACCOUNTS), reader)));
      }
      List<Future<?>> others = new ArrayList<>();
      for (int placing = 0; placing < 2; placing++) {
        others.add(pool.submit(() -> repeat(ended, () -> sequencer().run())));
      }
      others.add(
          pool.submit(
              () -> {
                try {
                  repeat(ended, reader::look);
                } finally {
                  // No writer waits for a reader that has failed.
                  reader.looks.set(Long.MAX_VALUE / 2);
                }
              }));
      try {
        for (Future<?> writer : writers) {
          writer.get(LONG, TimeUnit.SECONDS);
        }
      } finally {
        ended.set(true);
      }
      for (Future<?> other : others) {
        other.get(LONG, TimeUnit.SECONDS);
      }
    }
    sequencer().run();
    for (int look = 0; look <= WRITERS * CHANGES / 7 + 1; look++) {
      reader.look();
    }
    assertWhole(reader.read);
  }

  private void assertWhole(List<Placed> read) {
    assertThat(read).hasSize(WRITERS * CHANGES);
    Set<Long> ids = new HashSet<>();
    Map<Long, Long> versions = new HashMap<>();
    for (Placed placed : read) {
      assertThat(ids.add(placed.event().id())).as("told once").isTrue();
      assertThat(placed.event().version())
          .as("in the order of the account's changes")
          .isGreaterThan(versions.getOrDefault(placed.event().account(), 0L));
      versions.put(placed.event().account(), placed.event().version());
    }
    assertThat(versions.keySet())
        .containsExactlyInAnyOrderElementsOf(people.stream().map(Person::id).toList());
  }

  private static void repeat(AtomicBoolean ended, Runnable work) {
    while (!ended.get()) {
      work.run();
    }
  }

  /** Every other unit of work stays open until the reader has looked twice more. */
  private void write(Changes node, Person person, Reader reader) {
    for (int change = 0; change < CHANGES; change++) {
      boolean slow = change % 2 == 0;
      AuditEvent event =
          node.event(AuditEvent.Kind.NAME_CHANGED, person.id(), TestCore.visit(TestCore.CHAT));
      node.run(event, Grounds.operator(), _ -> await(reader.looks, slow));
    }
  }

  private static void await(AtomicLong looks, boolean slow) {
    long wanted = looks.get() + 2;
    if (slow) {
      Waiting.until("two looks", Duration.ofSeconds(LONG), () -> looks.get() >= wanted);
    }
  }

  /** SQLite has one writer, whose COMMITs come in the order of their work. */
  @Test
  void whatCommitsLateIsReadLateAndNotLost() throws Exception {
    Assumptions.assumeTrue(stage.database instanceof PostgresDatabase);
    Changes node = node(Duration.ZERO, 10);
    AuditEvent early = named(node, people.get(0));
    AuditEvent late = named(node, people.get(1));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Reader reader = new Reader();
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<?> slow =
          pool.submit(
              () ->
                  node.run(
                      early,
                      Grounds.operator(),
                      change -> {
                        change.record(early.of(people.get(2).id()));
                        begun.countDown();
                        await(release);
                      }));
      assertThat(begun.await(LONG, TimeUnit.SECONDS)).isTrue();
      node.run(late, Grounds.operator(), _ -> {});
      sequencer().run();
      reader.look();
      assertThat(reader.read).extracting(one -> one.event().id()).containsExactly(late.id());
      release.countDown();
      slow.get(LONG, TimeUnit.SECONDS);
    }
    sequencer().run();
    reader.look();
    assertThat(reader.read)
        .extracting(one -> one.event().id())
        .containsExactly(late.id(), early.id(), early.id());
  }

  private static AuditEvent named(Changes node, Person person) {
    return node.event(AuditEvent.Kind.NAME_CHANGED, person.id(), TestCore.visit(TestCore.CHAT));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void moreThanOneBatchIsPlacedWhole() {
    Changes node = node(Duration.ZERO, 1_000);
    AuditEvent first = named(node, people.getFirst());
    int many = Sequencer.BATCH + 20;
    node.unit(
        people.getFirst().id(),
        first.at(),
        change -> {
          for (int i = 0; i < many; i++) {
            change.record(
                new AuditEvent(
                    first.id() + i,
                    first.at(),
                    people.get(i % ACCOUNTS).id(),
                    first.kind(),
                    first.place(),
                    ""));
          }
          return many;
        });
    assertThat(sequencer().run()).isEqualTo(many);
    assertThat(sequencer().run()).isZero();
    assertThat(stage.<Long>read(stores -> stores.events().end())).isEqualTo(before + 1 + many);
  }
}
