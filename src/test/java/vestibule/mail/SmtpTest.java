package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.model.Address;
import vestibule.core.outbox.Reach;
import vestibule.core.refusal.RefusedException;
import vestibule.mail.Transport.Outcome;

/** What the SMTP transport makes of a mail server, reply by reply. */
class SmtpTest {

  private static final String ANN = "ann@example.net";
  private static final Smtp.Credentials USER = new Smtp.Credentials("robot", "s3cret-word");

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Reach reach = new Reach();
  private final AtomicReference<Instant> now = new AtomicReference<>(Post.START);

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private Smtp smtp(int port) {
    return smtp(port, Smtp.Tls.OPPORTUNISTIC, Optional.empty());
  }

  private Smtp smtp(int port, Smtp.Tls tls, Optional<Smtp.Credentials> credentials) {
    Smtp.Settings settings =
        new Smtp.Settings(
            "localhost", port, tls, credentials, "id.example.org", Post.FROM.address());
    return opened(new Smtp(settings, now::get, reach));
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.addFirst(closeable);
    return closeable;
  }

  private GreenMail greenMail() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    open.add(server::stop);
    return server;
  }

  @Test
  void aMailArrivesWhole() throws Exception {
    GreenMail server = greenMail();
    server.start();
    Outcome outcome = smtp(server.getSmtp().getPort()).send(Post.message(ANN));
    assertThat(outcome).isEqualTo(new Outcome.Sent());
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getHeader("From", null))
        .isEqualTo("=?UTF-8?B?0JLQtdGB0YLQuNCx0Y7Qu9GM?= <no-reply@example.org>");
    assertThat(mail.getHeader("To", null)).isEqualTo(ANN);
    assertThat(mail.getSubject()).isEqualTo("A subject");
    assertThat(mail.getSentDate()).isEqualTo("2026-11-01T12:00:00Z");
    assertThat(mail.getMessageID()).isEqualTo("<1.5@example.org>");
    assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
    assertThat(mail.getHeader("Content-Language", null)).isEqualTo("en");
    assertThat(mail.getHeader("MIME-Version", null)).isEqualTo("1.0");
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(0).getContent()).isEqualTo("text\r\n");
    assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>html</p>\r\n");
    assertThat(parts.getCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
  void aLostConnectionIsNoFaultOfTheMail(String command) throws IOException {
    ScriptedServer server = opened(ScriptedServer.replying(command, ScriptedServer.HANG_UP));
    assertThat(smtp(server.port()).send(Post.message(ANN))).isInstanceOf(Outcome.Unreachable.class);
    assertThat(server.mails).hasSize(command.equals(".") ? 1 : 0);
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Smtp smtp = smtp(port);
    assertThat(smtp.send(Post.message(ANN))).isInstanceOf(Outcome.Unreachable.class);
    assertThat(smtp.trouble().orElseThrow().why().logged()).contains("refused");
  }

  @Test
  void aServerThatNeverAnswersIsCutOff() throws IOException {
    ScriptedServer server = opened(ScriptedServer.replying("RCPT", ScriptedServer.SILENCE));
    Smtp.Settings settings =
        new Smtp.Settings(
            "localhost",
            server.port(),
            Smtp.Tls.OPPORTUNISTIC,
            Optional.empty(),
            "here",
            Post.FROM.address());
    Smtp hasty =
        opened(new Smtp(settings, now::get, reach, Duration.ofMillis(300), SmtpListener.DEAF));
    assertThat(hasty.send(Post.message(ANN)))
        .isEqualTo(
            new Outcome.Unreachable(
                Trouble.of(Trouble.Kind.CONNECTION, "the mail server took too long")));
  }

  @Test
  void closingCutsOffWhatIsOnTheWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    ScriptedServer server =
        opened(
            new ScriptedServer(
                line -> {
                  if (!line.startsWith("RCPT")) {
                    return Optional.empty();
                  }
                  asked.countDown();
                  return Optional.of(ScriptedServer.SILENCE);
                }));
    Smtp smtp = smtp(server.port());
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Thread sender = Thread.ofVirtual().start(() -> outcome.set(smtp.send(Post.message(ANN))));
    asked.await();
    smtp.close();
    sender.join();
    Outcome ended =
        new Outcome.Unreachable(Trouble.of(Trouble.Kind.CONNECTION, "sending has ended"));
    assertThat(outcome.get()).isEqualTo(ended);
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(ended);
  }

  @Test
  void oneConnectionCarriesManyMailsAndIsClosedWhenItRests() throws Exception {
    ScriptedServer server =
        opened(ScriptedServer.replying("RCPT TO:<BOB", "550 5.1.1 no such user"));
    Smtp smtp = smtp(server.port());
    for (int i = 1; i <= 5; i++) {
      assertThat(smtp.send(Post.message(i, ANN))).isEqualTo(new Outcome.Sent());
      assertThat(smtp.send(Post.message(i, "bob@example.net")))
          .isInstanceOf(Outcome.Rejected.class);
    }
    assertThat(server.mails).hasSize(5);
    assertThat(server.connections).hasValue(1);
    smtp.rest();
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    assertThat(server.connections).hasValue(1);
    now.set(Post.START.plusSeconds(11));
    smtp.rest();
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void aConnectionIsGivenUpAfterAHundredMails() throws IOException {
    ScriptedServer server = opened(new ScriptedServer(line -> Optional.empty()));
    Smtp smtp = smtp(server.port());
    for (int i = 1; i <= 101; i++) {
      assertThat(smtp.send(Post.message(i, ANN))).isEqualTo(new Outcome.Sent());
    }
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void aConnectionThatTheServerHasClosedMeanwhileIsReplaced() throws IOException {
    ScriptedServer server = opened(new ScriptedServer(line -> Optional.empty()));
    Smtp smtp = smtp(server.port());
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    server.dropConnections();
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void goodbyeOnAUsedConnectionMeansANewOne() throws IOException {
    AtomicInteger mails = new AtomicInteger();
    ScriptedServer server =
        opened(
            new ScriptedServer(
                line ->
                    line.startsWith("MAIL") && mails.incrementAndGet() == 2
                        ? Optional.of("421 enough for one connection")
                        : Optional.empty()));
    Smtp smtp = smtp(server.port());
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    assertThat(server.mails).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.net\r\nBcc: all@example.org",
        "ann@example.net\n",
        "a\rb@example.net",
        "ann@example.net>\r\nRCPT TO:<all@example.org",
        "ann",
        "@example.net",
        "ann@",
        "",
        "ann@example.net, all@example.org",
        "<ann@example.net>",
        "Ann <ann@example.net>",
        "\"a b\"@example.net",
        "ann@[127.0.0.1]",
        "a@b@example.net",
        "ann@exa mple.net",
        "ann(x)@example.net",
        "ann@example..net",
        "ann\u2028x@example.net",
        "ann\u0000@example.net",
        "ann@example.net\u0085x",
        "\u200Bann@example.net",
        "ann;x@example.net",
        "a\\b@example.net",
        "ann@-example.net",
        "group:ann@example.net;",
        "ann\uD800@example.net"
      })
  void hostileAddressesNeverReachTheServer(String address) throws IOException {
    ScriptedServer server = opened(new ScriptedServer(line -> Optional.empty()));
    assertThat(smtp(server.port()).send(Post.message(address)))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(server.connections).hasValue(0);
  }

  @Test
  void domainsGoAsALabels() throws IOException {
    ScriptedServer server = opened(new ScriptedServer(line -> Optional.empty()));
    assertThat(smtp(server.port()).send(Post.message("Ann@Пример.Example")))
        .isEqualTo(new Outcome.Sent());
    assertThat(server.lines).contains("RCPT TO:<Ann@xn--e1afmkfd.example>");
    assertThat(server.mails.getFirst()).contains("\nTo: Ann@xn--e1afmkfd.example\n");
    assertThat(server.lines).noneMatch(line -> line.contains("SMTPUTF8"));
  }

  @Test
  void lettersOutsideAsciiNeedAServerThatTakesThem() throws IOException {
    ScriptedServer plain = opened(new ScriptedServer(line -> Optional.empty()));
    assertThat(smtp(plain.port()).send(Post.message("аня@example.net")))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(plain.lines).noneMatch(line -> line.startsWith("MAIL"));
    ScriptedServer modern =
        opened(ScriptedServer.replying("EHLO", "250-modern\r\n250-8BITMIME\r\n250 SMTPUTF8"));
    Smtp smtp = smtp(modern.port());
    assertThat(smtp.send(Post.message("аня@пример.example"))).isEqualTo(new Outcome.Sent());
    assertThat(modern.lines)
        .contains("MAIL FROM:<no-reply@example.org> SMTPUTF8")
        .contains("RCPT TO:<аня@xn--e1afmkfd.example>");
    assertThat(modern.mails.getFirst()).contains("\nTo: аня@xn--e1afmkfd.example\n");
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    assertThat(modern.lines).contains("MAIL FROM:<no-reply@example.org>");
  }

  @Test
  void whatTheServerSaysOfLettersIsLearned() throws IOException {
    Address anya = Address.of("аня@example.net");
    ScriptedServer plain = opened(new ScriptedServer(line -> Optional.empty()));
    reach.require(anya);
    assertThat(smtp(plain.port()).trouble()).isEmpty();
    assertThatThrownBy(() -> reach.require(anya)).isInstanceOf(RefusedException.class);
    reach.require(Address.of("ann@пример.example"));
    ScriptedServer modern =
        opened(ScriptedServer.replying("EHLO", "250-modern\r\n250-8BITMIME\r\n250 SMTPUTF8"));
    assertThat(smtp(modern.port()).trouble()).isEmpty();
    reach.require(anya);
  }

  @Test
  void anAddressOfLettersThatTheServerDoesNotTakeWaits() throws IOException {
    ScriptedServer server =
        opened(
            new ScriptedServer(
                line -> {
                  if (line.startsWith("EHLO")) {
                    return Optional.of("250-modern\r\n250-8BITMIME\r\n250 SMTPUTF8");
                  }
                  return line.contains("SMTPUTF8")
                      ? Optional.of("550 5.6.7 no letters here")
                      : Optional.empty();
                }));
    assertThat(smtp(server.port()).send(Post.message("аня@example.net")))
        .isInstanceOf(Outcome.Refused.class);
  }
}
