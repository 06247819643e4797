package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.core.mail.Letter;
import vestibule.core.mail.Mail;
import vestibule.core.mail.OutboxStore;
import vestibule.mail.Transport.Outcome;
import vestibule.mail.message.Message;

@Timeout(60)
class OutboxWorkerTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final Post post = new Post();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private OutboxWorker worker(String name, Transport transport) {
    OutboxWorker.Settings settings = new OutboxWorker.Settings(name, 2, SHORT, SHORT);
    OutboxWorker worker = new OutboxWorker(post.outbox, post.messages, transport, settings);
    open.addFirst(() -> worker.stop(LONG));
    worker.start();
    return worker;
  }

  private OutboxWorker worker(int port) {
    return worker("node", smtp(port));
  }

  private Smtp smtp(int port) {
    Smtp.Settings settings =
        new Smtp.Settings("localhost", port, Smtp.Tls.OPPORTUNISTIC, Optional.empty(), "here");
    return new Smtp(settings, post.clock);
  }

  private GreenMail greenMail(int port) {
    GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    server.start();
    open.add(server::stop);
    return server;
  }

  private ScriptedServer scripted(Function<String, Optional<String>> script) throws Exception {
    ScriptedServer server = new ScriptedServer(script);
    open.add(server);
    return server;
  }

  /** A transport of one function. */
  private static Transport transport(Function<Message, Outcome> sending) {
    return new Transport() {
      @Override
      public Outcome send(Message message) {
        return sending.apply(message);
      }

      @Override
      public Optional<String> trouble() {
        return Optional.empty();
      }

      @Override
      public void rest() {}

      @Override
      public void close() {}
    };
  }

  private static List<String> ids(GreenMail server) {
    return Arrays.stream(server.getReceivedMessages()).map(OutboxWorkerTest::id).toList();
  }

  private static String id(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static String messageId(Mail mail) {
    return "<" + mail.id() + ".1793534400123456@example.org>";
  }

  private static void await(Supplier<Boolean> condition) throws InterruptedException {
    while (!condition.get()) {
      Thread.sleep(5);
    }
  }

  private OutboxStore.Count count() {
    return post.outbox.count();
  }

  @Test
  void aServerThatWasDownGetsEveryMailOnceItIsUp() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    OutboxWorker worker = worker(port);
    List<Mail> queued =
        IntStream.range(0, 50).mapToObj(i -> post.queue("p" + i + "@example.net")).toList();
    worker.wake();
    await(() -> !post.database.codes().isEmpty() && post.database.leased() == 0);
    GreenMail server = greenMail(port);
    assertThat(server.waitForIncomingEmail(LONG.toMillis(), 50)).isTrue();
    assertThat(worker.awaitDry(LONG)).isTrue();
    assertThat(ids(server))
        .containsExactlyInAnyOrderElementsOf(
            queued.stream().map(OutboxWorkerTest::messageId).toList());
    server.stop();
    GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    Mail late = post.queue("late@example.net");
    worker.wake();
    await(() -> post.database.waiting().equals(List.of(late)));
    open.add(again::stop);
    again.start();
    assertThat(again.waitForIncomingEmail(LONG.toMillis(), 1)).isTrue();
    assertThat(worker.awaitDry(LONG)).isTrue();
    assertThat(ids(again)).containsExactly(messageId(late));
    assertThat(count()).isEqualTo(new OutboxStore.Count(0, 0));
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
            return new Outcome.Unreachable("no one there");
          }

          @Override
          public Optional<String> trouble() {
            most.accumulateAndGet(asking.incrementAndGet(), Math::max);
            Thread.yield();
            asking.decrementAndGet();
            asked.incrementAndGet();
            return Optional.of("no one there");
          }

          @Override
          public void rest() {}

          @Override
          public void close() {}
        };
    for (int i = 0; i < 10; i++) {
      post.queue("p" + i + "@example.net");
    }
    OutboxWorker worker = worker("node", silent);
    await(() -> asked.get() >= 20);
    assertThat(most).hasValue(1);
    assertThat(sends.get()).isBetween(1, 2);
    assertThat(post.database.codes()).hasSizeLessThanOrEqualTo(4);
    assertThat(worker.awaitDry(SHORT)).isFalse();
    worker.stop(LONG);
    assertThat(post.database.waiting()).hasSize(10);
    assertThat(post.database.leased()).isZero();
  }

  @Test
  void aRefusedMailIsTriedAgainUnderTheSameIdAndHoldsUpNoOther() throws Exception {
    AtomicBoolean refusing = new AtomicBoolean(true);
    ScriptedServer server =
        scripted(
            line ->
                line.contains("grey") && refusing.get()
                    ? Optional.of("450 4.2.0 <grey@example.net> later")
                    : Optional.empty());
    Mail grey = post.queue("grey@example.net");
    post.queue("ann@example.net");
    OutboxWorker worker = worker(server.port());
    assertThat(worker.awaitDry(LONG)).isTrue();
    assertThat(server.mails).hasSize(1);
    assertThat(post.database.waiting().getFirst().tries())
        .isEqualTo(new Mail.Tries(Post.START, 1, Post.START.plusSeconds(60)));
    refusing.set(false);
    post.advance(Duration.ofSeconds(60));
    assertThat(worker.awaitDry(LONG)).isTrue();
    assertThat(server.mails).hasSize(2);
    assertThat(server.mails.getLast()).contains("Message-ID: " + messageId(grey));
    assertThat(count()).isEqualTo(new OutboxStore.Count(0, 0));
  }

  @Test
  void aRejectedMailIsPutAsideAndHoldsUpNoOther() throws Exception {
    ScriptedServer server =
        scripted(
            line ->
                line.contains("gone@")
                    ? Optional.of("550 5.1.1 <gone@example.net> no such user")
                    : Optional.empty());
    Mail gone = post.queue("gone@example.net");
    Mail hostile = post.queue("x@example.net\r\nBcc: all@example.org");
    post.queue("ann@example.net");
    OutboxWorker worker = worker(server.port());
    assertThat(worker.awaitDry(LONG)).isTrue();
    assertThat(server.mails).hasSize(1);
    assertThat(post.outbox.dead(10))
        .containsExactlyInAnyOrder(
            new OutboxStore.Dead(gone, "550 5.1.1 <(address)> no such user", Post.START),
            new OutboxStore.Dead(
                hostile, "this is no address that mail could be sent to", Post.START));
    assertThat(server.lines).noneMatch(line -> line.contains("Bcc"));
  }

  @Test
  void aConnectionLostAfterTheMailMeansAnotherMailOfTheSameId() throws Exception {
    AtomicInteger ends = new AtomicInteger();
    ScriptedServer server =
        scripted(
            line ->
                line.equals(".") && ends.incrementAndGet() == 1
                    ? Optional.of(ScriptedServer.HANG_UP)
                    : Optional.empty());
    Mail mail = post.queue("ann@example.net");
    assertThat(worker(server.port()).awaitDry(LONG)).isTrue();
    assertThat(server.mails)
        .hasSize(2)
        .allMatch(text -> text.contains("Message-ID: " + messageId(mail)));
    assertThat(count()).isEqualTo(new OutboxStore.Count(0, 0));
  }

  @Test
  void aMailThatTheServerHangsUpOnDoesNotHoldUpOthers() throws Exception {
    AtomicBoolean poisoned = new AtomicBoolean();
    ScriptedServer server =
        scripted(
            line -> {
              if (line.startsWith("RCPT")) {
                poisoned.set(line.contains("poison"));
              }
              return line.equals("DATA") && poisoned.get()
                  ? Optional.of(ScriptedServer.HANG_UP)
                  : Optional.empty();
            });
    Mail poison = post.queue("poison@example.net");
    post.queue("ann@example.net");
    OutboxWorker.Settings settings = new OutboxWorker.Settings("node", 1, SHORT, SHORT);
    OutboxWorker worker =
        new OutboxWorker(post.outbox, post.messages, smtp(server.port()), settings);
    open.addFirst(() -> worker.stop(LONG));
    worker.start();
    assertThat(worker.awaitDry(LONG)).isTrue();
    assertThat(server.mails).hasSize(1);
    assertThat(post.database.waiting()).extracting(Mail::id).containsExactly(poison.id());
    assertThat(post.database.waiting().getFirst().tries().failed()).isEqualTo(1);
  }

  @Test
  void twoWorkersSendEachMailOnce() throws Exception {
    GreenMail server = greenMail(0);
    int port = server.getSmtp().getPort();
    List<Mail> queued =
        IntStream.range(0, 200).mapToObj(i -> post.queue("p" + i + "@example.net")).toList();
    OutboxWorker first = worker("one", smtp(port));
    OutboxWorker second = worker("two", smtp(port));
    assertThat(first.awaitDry(LONG)).isTrue();
    assertThat(second.awaitDry(LONG)).isTrue();
    assertThat(ids(server))
        .containsExactlyInAnyOrderElementsOf(
            queued.stream().map(OutboxWorkerTest::messageId).toList());
  }

  @Test
  void aWorkerThatDiedBeforeItsMarkLeavesTheMailToTheNext() throws Exception {
    ScriptedServer server = scripted(line -> Optional.empty());
    Mail mail = post.queue("ann@example.net");
    Letter letter = post.outbox.next("dead/1").orElseThrow();
    try (Smtp smtp = smtp(server.port())) {
      assertThat(smtp.send(post.messages.of(letter))).isEqualTo(new Outcome.Sent());
    }
    OutboxWorker worker = worker(server.port());
    assertThat(worker.awaitDry(LONG)).isTrue();
    assertThat(server.mails).hasSize(1);
    post.advance(Duration.ofSeconds(61));
    assertThat(worker.awaitDry(LONG)).isTrue();
    assertThat(server.mails)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(text -> text.contains("Message-ID: " + messageId(mail)));
  }

  @Test
  void aBusyDatabaseDelaysMailsAndLosesNone() throws Exception {
    ScriptedServer server = scripted(line -> Optional.empty());
    post.database.refuse(0);
    OutboxWorker worker = worker(server.port());
    for (int i = 0; i < 5; i++) {
      post.queue("p" + i + "@example.net");
      post.database.refuse(7);
      worker.wake();
      await(() -> countOrBusy() == 0);
    }
    assertThat(worker.awaitDry(LONG)).isTrue();
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
    OutboxWorker worker = worker("node", transport);
    assertThat(worker.awaitDry(LONG)).isTrue();
    await(() -> countOrBusy() == 0);
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
    OutboxWorker worker = worker("node", transport);
    await(() -> sent.get() == 6);
    assertThat(worker.awaitDry(LONG)).isTrue();
    post.advance(Duration.ofMinutes(2));
    assertThat(worker.awaitDry(LONG)).isTrue();
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
    OutboxWorker worker = worker("node", slow);
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
        scripted(
            line -> {
              if (!line.startsWith("RCPT")) {
                return Optional.empty();
              }
              asked.countDown();
              return Optional.of(ScriptedServer.SILENCE);
            });
    Mail mail = post.queue("ann@example.net");
    OutboxWorker worker = worker(server.port());
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

  @Test
  void everyPurposeArrives() throws Exception {
    GreenMail server = greenMail(0);
    List<Mail> queued =
        Stream.of(Mail.Purpose.values()).map(p -> post.queue("ann@example.net", p)).toList();
    assertThat(worker(server.getSmtp().getPort()).awaitDry(LONG)).isTrue();
    assertThat(ids(server))
        .containsExactlyInAnyOrderElementsOf(
            queued.stream().map(OutboxWorkerTest::messageId).toList());
  }
}
