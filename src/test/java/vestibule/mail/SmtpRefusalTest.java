package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.Waiting;
import vestibule.core.model.Mail;
import vestibule.core.store.OutboxStore;
import vestibule.mail.Trouble.Kind;

/** The worker with mail servers that refuse this server, or one recipient, or both. */
@Timeout(60)
class SmtpRefusalTest {

  private static final Duration LONG = Workers.LONG;

  private final Workers workers = new Workers();
  private final Post post = workers.post;

  @AfterEach
  void close() throws Exception {
    workers.close();
  }

  private OutboxStore.Count count() {
    return post.outbox.count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GREETING|554 5.7.1 not you|RELAYING",
        "MAIL|550 5.7.1 Sender rejected|SENDER",
        "MAIL|553 no such sender|SENDER",
        "MAIL|530 5.7.0 Must issue a STARTTLS command first|ENCRYPTION",
        "MAIL|530 5.7.0 Authentication required|SIGN_IN",
        "MAIL|451 4.3.0 later|BUSY",
        "RCPT|554 5.7.1 <x>: Relay access denied|RELAYING",
        "RCPT|553 5.7.1 <no-reply@example.org>: Sender address rejected|SENDER",
        ".|550 5.7.60 not permitted to send as this sender|SENDER",
      })
  void aWrongSettingLosesNoMailAndIsKnown(String command, String reply, Kind kind)
      throws Exception {
    AtomicBoolean wrong = new AtomicBoolean(true);
    ScriptedServer server =
        workers.scripted(
            line ->
                line.startsWith(command) && wrong.get() ? Optional.of(reply) : Optional.empty());
    IntStream.range(0, 5).forEach(i -> post.queue("p" + i + "@example.net"));
    OutboxWorker worker = workers.worker(server.port());
    Waiting.until("the alarm", LONG, () -> worker.trouble().equals(Optional.of(kind)));
    post.advance(Duration.ofDays(4));
    Waiting.until("tries", LONG, () -> server.connections.get() > 2 || attempts(server) > 3);
    assertThat(count()).isEqualTo(new OutboxStore.Count(5, 0));
    wrong.set(false);
    Waiting.until(
        "all mails",
        LONG,
        () -> {
          post.advance(Duration.ofSeconds(1));
          return server.mails.stream().distinct().count() >= 5 && count().waiting() == 0;
        });
    assertThat(worker.trouble()).isEmpty();
    assertThat(count().dead()).isZero();
  }

  private static long attempts(ScriptedServer server) {
    return server.lines.stream().filter(line -> line.startsWith("MAIL")).count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.7.1 delivery not authorized",
        "550 Unrouteable address",
        "554 5.7.1 <x>: Relay access denied"
      })
  void oneRecipientThatIsRefusedStopsNoOther(String reply) throws Exception {
    ScriptedServer server =
        workers.scripted(
            line ->
                line.startsWith("RCPT") && line.contains("poison")
                    ? Optional.of(reply)
                    : Optional.empty());
    post.queue("poison@example.net");
    OutboxWorker worker = workers.worker(server.port());
    for (int i = 1; i <= 20; i++) {
      post.queue("p" + i + "@example.net");
      int wanted = i;
      Waiting.until(
          "a mail",
          LONG,
          () -> {
            post.advance(Duration.ofSeconds(1));
            return server.mails.size() == wanted;
          });
    }
    Waiting.until("the end", LONG, () -> count().equals(new OutboxStore.Count(1, 0)));
    assertThat(worker.trouble()).isEmpty();
  }

  @Test
  void oneRecipientThatIsRefusedForThreeDaysIsGivenUp() throws Exception {
    ScriptedServer server = workers.scripted(SmtpRefusalTest::poisoned);
    Mail poison = post.queue("poison@example.net");
    OutboxWorker worker = workers.worker(server.port());
    Waiting.until("the refusal", LONG, () -> worker.trouble().isPresent());
    // Only a mail that is taken after it tells that it is the recipient's.
    post.queue("ann@example.net");
    Waiting.until("the end of the trouble", LONG, () -> worker.trouble().isEmpty());
    // Time passes between tries alone: within one it would end the worker's lease.
    AtomicInteger tried = new AtomicInteger();
    Waiting.until(
        "the end",
        LONG,
        () -> {
          post.database.waiting().stream()
              .map(Mail::tries)
              .filter(tries -> tries.failed() > tried.get())
              .forEach(
                  tries -> {
                    tried.set(tries.failed());
                    post.advance(Duration.ofHours(12));
                  });
          return count().dead() == 1;
        });
    assertThat(post.outbox.dead(1).getFirst().at())
        .isAfter(poison.tries().created().plus(Duration.ofDays(3)))
        .isBefore(poison.tries().created().plus(Duration.ofDays(4)));
    assertThat(worker.trouble()).isEmpty();
  }

  private static Optional<String> poisoned(String line) {
    return line.startsWith("RCPT") && line.contains("poison")
        ? Optional.of("554 5.7.1 <x>: Relay access denied")
        : Optional.empty();
  }

  @Test
  void twoRecipientsThatAreRefusedAlikeAreAnAlarmThatTheNextGoodMailEnds() throws Exception {
    AtomicReference<String> reply = new AtomicReference<>("550 5.7.1 spam");
    ScriptedServer server =
        workers.scripted(line -> line.equals(".") ? Optional.of(reply.get()) : Optional.empty());
    post.queue("ann@example.net");
    OutboxWorker worker = workers.worker(server.port());
    Waiting.until("the first", LONG, () -> waitingFor(1).equals(List.of(1)));
    assertThat(worker.trouble()).isEmpty();
    post.queue("bob@example.net");
    Waiting.until("the alarm", LONG, () -> worker.trouble().equals(Optional.of(Kind.POLICY)));
    reply.set("250 taken");
    post.queue("eve@example.net");
    Waiting.until("the end", LONG, () -> worker.trouble().isEmpty());
    assertThat(count().dead()).isZero();
  }

  private List<Integer> waitingFor(int failed) {
    return post.database.waiting().stream()
        .map(mail -> mail.tries().failed())
        .filter(count -> count == failed)
        .toList();
  }

  @Test
  void refusalsThatDifferAreNoAlarm() throws Exception {
    ScriptedServer server =
        workers.scripted(
            line ->
                line.contains("ann")
                    ? Optional.of("550 Unrouteable address")
                    : line.contains("bob") ? Optional.of("554 5.4.6 loop") : Optional.empty());
    post.queue("ann@example.net");
    post.queue("bob@example.net");
    OutboxWorker worker = workers.worker(server.port());
    Waiting.until("both", LONG, () -> waitingFor(1).size() == 2);
    assertThat(worker.trouble()).isEmpty();
  }

  @Test
  void aCheckAtTheStartTellsWhatIsWrongBeforeAnyMail() throws Exception {
    ScriptedServer server =
        workers.scripted(
            line ->
                line.startsWith("MAIL")
                    ? Optional.of("550 5.7.1 Sender rejected")
                    : Optional.empty());
    OutboxWorker worker =
        new OutboxWorker(
            post.outbox,
            post.messages,
            workers.smtp(server.port()),
            new OutboxWorker.Settings("node", 2, Workers.SHORT),
            new Gate(Workers.SHORT));
    workers.open(() -> worker.stop(LONG));
    worker.check();
    worker.start();
    Waiting.until("the alarm", LONG, () -> worker.trouble().equals(Optional.of(Kind.SENDER)));
    assertThat(server.mails).isEmpty();
  }

  @Test
  void aMailToLettersThatTheServerDoesNotTakeWaitsThreeDays() throws Exception {
    ScriptedServer server = workers.scripted(line -> Optional.empty());
    post.queue("аня@example.net");
    post.queue("ann@example.net");
    OutboxWorker worker = workers.worker(server.port());
    Waiting.until("the other", LONG, () -> server.mails.size() == 1);
    workers.awaitDry();
    assertThat(waitingFor(1)).hasSize(1);
    assertThat(count()).isEqualTo(new OutboxStore.Count(1, 0));
    assertThat(worker.trouble()).isEmpty();
    assertThat(post.outbox.waiting(1).getFirst().reason())
        .contains("the mail server takes no address outside ASCII (no SMTPUTF8)");
    post.advance(Duration.ofDays(3).plusMinutes(2));
    Waiting.until("the end", LONG, () -> count().dead() == 1);
  }
}
