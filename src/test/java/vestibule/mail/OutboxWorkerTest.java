package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.Waiting;
import vestibule.core.model.Mail;
import vestibule.core.store.OutboxStore;
import vestibule.mail.Transport.Outcome;
import vestibule.mail.message.Message;

/** The worker's threads, with transports that do what a test wants. */
@Timeout(60)
class OutboxWorkerTest {

  private static final Duration LONG = Workers.LONG;
  private static final Trouble NO_ONE = Trouble.of(Trouble.Kind.CONNECTION, "no one there");

  private final Workers workers = new Workers();
  private final Post post = workers.post;

  @AfterEach
  void close() throws Exception {
    workers.close();
  }

  /** A transport of one function. */
  private static Transport transport(Function<Message, Outcome> sending) {
    return new Transport() {
      @Override
      public Outcome send(Message message) {
        return sending.apply(message);
      }

      @Override
      public Optional<Trouble> trouble() {
        return Optional.empty();
      }

      @Override
      public void rest() {}

      @Override
      public void close() {}
    };
  }

  private OutboxStore.Count count() {
    return post.outbox.count();
  }

  @Test
  void aServerThatIsDownIsAskedByOneThreadAndCostsNoCodes() throws Exception {
    AtomicInteger asking = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger sends = new AtomicInteger();
    Transport silent =
        new Transport() {
          @Override
          public Outcome send(Message message) {
            sends.incrementAndGet();
            return new Outcome.Unreachable(NO_ONE);
          }

          @Override
          public Optional<Trouble> trouble() {
            most.accumulateAndGet(asking.incrementAndGet(), Math::max);
            Thread.yield();
            asking.decrementAndGet();
            asked.incrementAndGet();
            return Optional.of(NO_ONE);
          }

          @Override
          public void rest() {}

          @Override
          public void close() {}
        };
    for (int i = 0; i < 10; i++) {
      post.queue("p" + i + "@example.net");
    }
    OutboxWorker worker = workers.worker("node", silent);
    Waiting.until("the worker", LONG, () -> asked.get() >= 20);
    assertThat(most).hasValue(1);
    assertThat(sends.get()).isBetween(1, 2);
    assertThat(post.database.codes()).hasSizeLessThanOrEqualTo(4);
    worker.stop(LONG);
    assertThat(post.database.waiting()).hasSize(10);
    assertThat(post.database.leased()).isZero();
  }

  @Test
  void aBusyDatabaseDelaysMailsAndLosesNone() throws Exception {
    ScriptedServer server = workers.scripted(line -> Optional.empty());
    post.database.refuse(0);
    workers.worker(server.port());
    for (int i = 0; i < 5; i++) {
      post.queue("p" + i + "@example.net");
      post.database.refuse(7);
      Waiting.until("the worker", LONG, () -> countOrBusy() == 0);
    }
    workers.awaitDry();
    assertThat(server.mails).hasSizeGreaterThanOrEqualTo(5);
  }

  private long countOrBusy() {
    try {
      return count().waiting();
    } catch (RuntimeException busy) {
      return -1;
    }
  }

  @Test
  void aMarkIsTriedAgainBeforeTheMailIsSentAgain() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    Transport transport =
        transport(
            message -> {
              sent.incrementAndGet();
              post.database.refuse(2);
              return new Outcome.Sent();
            });
    post.queue("ann@example.net");
    workers.worker("node", transport);
    workers.awaitDry();
    assertThat(sent).hasValue(1);
  }

  @Test
  void nothingThatIsThrownEndsAThread() throws Exception {
    List<Throwable> thrown =
        List.of(
            new IllegalStateException("a"),
            new NullPointerException(),
            new StackOverflowError(),
            new AssertionError("b"),
            new OutOfMemoryError("not really"));
    AtomicInteger sent = new AtomicInteger();
    Transport transport =
        transport(
            message -> {
              int i = sent.getAndIncrement();
              if (i < thrown.size()) {
                sneak(thrown.get(i));
              }
              return new Outcome.Sent();
            });
    for (int i = 0; i < 6; i++) {
      post.queue("p" + i + "@example.net");
    }
    workers.worker("node", transport);
    Waiting.until("the worker", LONG, () -> sent.get() == 6);
    post.advance(Duration.ofMinutes(2));
    workers.awaitDry();
    assertThat(count()).isEqualTo(new OutboxStore.Count(0, 0));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void stoppingFinishesTheMailInHand() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Transport slow =
        transport(
            message -> {
              begun.countDown();
              awaitLatch(goOn);
              return new Outcome.Sent();
            });
    post.queue("ann@example.net");
    OutboxWorker worker = workers.worker("node", slow);
    begun.await();
    Thread stopper = Thread.ofVirtual().start(() -> worker.stop(LONG));
    goOn.countDown();
    stopper.join();
    assertThat(count()).isEqualTo(new OutboxStore.Count(0, 0));
  }

  @Test
  void stoppingCutsOffAMailThatTakesTooLongAndGivesItBack() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    ScriptedServer server =
        workers.scripted(
            line -> {
              if (!line.startsWith("RCPT")) {
                return Optional.empty();
              }
              asked.countDown();
              return Optional.of(ScriptedServer.SILENCE);
            });
    Mail mail = post.queue("ann@example.net");
    OutboxWorker worker = workers.worker(server.port());
    asked.await();
    worker.stop(Duration.ZERO);
    assertThat(post.database.waiting()).isEqualTo(List.of(mail));
    assertThat(post.database.leased()).isZero();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
