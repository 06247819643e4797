package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.Waiting;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Mail;
import vestibule.core.store.OutboxStore;
import vestibule.mail.Transport.Outcome;

/** The worker with mail servers that are down, refuse, hang up, or do their work. */
@Timeout(60)
class SmtpOutboxTest {

  private static final Duration LONG = Workers.LONG;

  private final Workers workers = new Workers();
  private final Post post = workers.post;

  @AfterEach
  void close() throws Exception {
    workers.close();
  }

  private static List<String> ids(GreenMail server) {
    return Arrays.stream(server.getReceivedMessages()).map(SmtpOutboxTest::id).toList();
  }

  private static String id(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static String messageId(Mail mail) {
    return Post.MESSAGE_IDS.of(mail, mail.account(), "example.org");
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
    workers.worker(port);
    List<Mail> queued =
        IntStream.range(0, 50).mapToObj(i -> post.queue("p" + i + "@example.net")).toList();
    Waiting.until(
        "the worker", LONG, () -> !post.database.codes().isEmpty() && post.database.leased() == 0);
    GreenMail server = workers.greenMail(port);
    assertThat(server.waitForIncomingEmail(LONG.toMillis(), 50)).isTrue();
    workers.awaitDry();
    assertThat(ids(server))
        .containsExactlyInAnyOrderElementsOf(
            queued.stream().map(SmtpOutboxTest::messageId).toList());
    server.stop();
    GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    Mail late = post.queue("late@example.net");
    Waiting.until("the worker", LONG, () -> post.database.waiting().equals(List.of(late)));
    workers.open(again::stop);
    again.start();
    assertThat(again.waitForIncomingEmail(LONG.toMillis(), 1)).isTrue();
    workers.awaitDry();
    assertThat(ids(again)).containsExactly(messageId(late));
    assertThat(count()).isEqualTo(new OutboxStore.Count(0, 0));
  }

  @Test
  void aRefusedMailIsTriedAgainUnderTheSameIdAndHoldsUpNoOther() throws Exception {
    AtomicBoolean refusing = new AtomicBoolean(true);
    ScriptedServer server =
        workers.scripted(
            line ->
                line.contains("grey") && refusing.get()
                    ? Optional.of("450 4.2.0 <grey@example.net> later")
                    : Optional.empty());
    Mail grey = post.queue("grey@example.net");
    post.queue("ann@example.net");
    workers.worker(server.port());
    workers.awaitDry();
    assertThat(server.mails).hasSize(1);
    assertThat(post.database.waiting().getFirst().tries())
        .isEqualTo(new Mail.Tries(Post.START, 1, Post.START.plusSeconds(60)));
    refusing.set(false);
    post.advance(Duration.ofSeconds(60));
    workers.awaitDry();
    assertThat(server.mails).hasSize(2);
    assertThat(server.mails.getLast()).contains("Message-ID: " + messageId(grey));
    assertThat(count()).isEqualTo(new OutboxStore.Count(0, 0));
  }

  @Test
  void aRejectedMailIsPutAsideAndHoldsUpNoOther() throws Exception {
    ScriptedServer server =
        workers.scripted(
            line ->
                line.contains("gone@")
                    ? Optional.of("550 5.1.1 <gone@example.net> no such user")
                    : Optional.empty());
    Mail gone = post.queue("gone@example.net");
    Mail hostile = post.queue("x@example.net\r\nBcc: all@example.org");
    post.queue("ann@example.net");
    workers.worker(server.port());
    workers.awaitDry();
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
        workers.scripted(
            line ->
                line.equals(".") && ends.incrementAndGet() == 1
                    ? Optional.of(ScriptedServer.HANG_UP)
                    : Optional.empty());
    Mail mail = post.queue("ann@example.net");
    workers.worker(server.port());
    workers.awaitDry();
    assertThat(server.mails)
        .hasSize(2)
        .allMatch(text -> text.contains("Message-ID: " + messageId(mail)));
    assertThat(count()).isEqualTo(new OutboxStore.Count(0, 0));
  }

  @Test
  void aMailThatTheServerHangsUpOnDoesNotHoldUpOthers() throws Exception {
    AtomicBoolean poisoned = new AtomicBoolean();
    ScriptedServer server =
        workers.scripted(
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
    workers.worker("node", 1, workers.smtp(server.port()));
    workers.awaitDry();
    assertThat(server.mails).hasSize(1);
    assertThat(post.database.waiting()).extracting(Mail::id).containsExactly(poison.id());
    assertThat(post.database.waiting().getFirst().tries().failed()).isEqualTo(1);
  }

  @Test
  void twoWorkersSendEachMailOnce() throws Exception {
    GreenMail server = workers.greenMail(0);
    int port = server.getSmtp().getPort();
    List<Mail> queued =
        IntStream.range(0, 200).mapToObj(i -> post.queue("p" + i + "@example.net")).toList();
    workers.worker("one", workers.smtp(port));
    workers.worker("two", workers.smtp(port));
    workers.awaitDry();
    assertThat(ids(server))
        .containsExactlyInAnyOrderElementsOf(
            queued.stream().map(SmtpOutboxTest::messageId).toList());
  }

  @Test
  void aWorkerThatDiedBeforeItsMarkLeavesTheMailToTheNext() throws Exception {
    ScriptedServer server = workers.scripted(line -> Optional.empty());
    Mail mail = post.queue("ann@example.net");
    Letter letter = post.outbox.next("dead/1").orElseThrow();
    try (Smtp smtp = workers.smtp(server.port())) {
      assertThat(smtp.send(post.messages.of(letter))).isEqualTo(new Outcome.Sent());
    }
    workers.worker(server.port());
    post.queue("bob@example.net");
    Waiting.until("the next mail", LONG, () -> server.mails.size() == 2);
    assertThat(server.mails.getLast()).doesNotContain("Message-ID: " + messageId(mail));
    post.advance(Duration.ofSeconds(61));
    workers.awaitDry();
    assertThat(server.mails)
        .doesNotHaveDuplicates()
        .filteredOn(text -> text.contains("Message-ID: " + messageId(mail)))
        .hasSize(2);
  }

  /** The other two belong to something under way: DeletionTest and MailedSignInTest read them. */
  @Test
  void everyPurposeArrivesThatAnAccountAloneHas() throws Exception {
    GreenMail server = workers.greenMail(0);
    Set<Mail.Purpose> purposes =
        EnumSet.complementOf(EnumSet.of(Mail.Purpose.SIGN_IN_CODE, Mail.Purpose.DELETION_BEGUN));
    List<Mail> queued = purposes.stream().map(p -> post.queue("ann@example.net", p)).toList();
    workers.worker(server.getSmtp().getPort());
    workers.awaitDry();
    assertThat(ids(server))
        .containsExactlyInAnyOrderElementsOf(
            queued.stream().map(SmtpOutboxTest::messageId).toList());
  }
}
