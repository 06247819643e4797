package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.mail.Transport.Outcome;

/** What a reply of a mail server means: for one mail, or for all. */
class SmtpReplyTest {

  private static final String ANN = "ann@example.net";

  private final Workers workers = new Workers();

  @AfterEach
  void close() throws Exception {
    workers.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The sender and the client are named before any recipient: all mails wait.
        "GREETING|421 busy|Unreachable BUSY",
        "GREETING|554 5.7.1 no SMTP service for you|Unreachable RELAYING",
        "MAIL|421 4.7.0 try again later|Unreachable BUSY",
        "MAIL|451 4.3.0 later|Unreachable BUSY",
        "MAIL|452 4.3.1 insufficient system storage|Unreachable BUSY",
        "MAIL|530 5.7.0 Must issue a STARTTLS command first|Unreachable ENCRYPTION",
        "MAIL|530 5.7.0 Authentication Required|Unreachable SIGN_IN",
        "MAIL|535 5.7.8 bad credentials|Unreachable SIGN_IN",
        "MAIL|538 5.7.11 encryption required|Unreachable ENCRYPTION",
        "MAIL|550 Unauthenticated senders not allowed|Unreachable SIGN_IN",
        "MAIL|550 5.7.1 no|Unreachable SENDER",
        "MAIL|553 5.1.8 <no-reply@example.org> no such domain|Unreachable SENDER",
        "MAIL|501 5.1.7 bad sender|Unreachable SENDER",
        "MAIL|550 5.1.1 unknown|Unreachable SENDER",
        // A recipient was named, and the reply is about this server.
        "RCPT|554 5.7.1 <ann@example.net>: Relay access denied|Denied RELAYING",
        "RCPT|550 relay not permitted|Denied RELAYING",
        "RCPT|550 5.7.64 TenantAttribution|Denied RELAYING",
        "RCPT|553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)|Denied"
            + " RELAYING",
        "RCPT|554 5.7.1 <unknown[192.0.2.7]>: Client host rejected|Denied RELAYING",
        "RCPT|553 5.7.1 <no-reply@example.org>: not owned by user robot|Denied SENDER",
        "RCPT|550 5.1.1 <no-reply@example.org>: User unknown|Denied SENDER",
        "RCPT|550 5.1.8 Domain not found|Denied SENDER",
        "RCPT|550 Sender verify failed|Denied SENDER",
        "RCPT|530 5.7.0 Authentication required|Unreachable SIGN_IN",
        "RCPT|503 AUTH command required first|Denied SIGN_IN",
        ".|550 5.7.60 Client does not have permissions to send as this sender|Denied SENDER",
        ".|550-5.7.26 This mail has been blocked|Denied SENDER",
        "DATA|550 5.7.57 Client not authenticated to send mail|Denied SIGN_IN",
        // The recipient is none.
        "RCPT|550 5.1.1 <ann@example.net>: Recipient address rejected: User unknown|Rejected",
        "RCPT|550-5.1.1 The email account does not exist|Rejected",
        "RCPT|550 5.1.2 no such host|Rejected",
        "RCPT|553 5.1.3 bad address|Rejected",
        "RCPT|551 5.1.6 moved|Rejected",
        "RCPT|550 5.1.10 null MX|Rejected",
        "RCPT|550 5.2.1 disabled|Rejected",
        "RCPT|552 5.2.2 mailbox full|Rejected",
        ".|550 5.1.1 no such user|Rejected",
        // It could be anything.
        "RCPT|550 Unrouteable address|Doubted",
        "RCPT|550 5.1.0 address rejected|Doubted",
        "RCPT|550 5.4.1 Recipient address rejected: Access denied|Doubted",
        "RCPT|550 5.7.1 delivery not authorized|Doubted",
        "RCPT|501 no|Doubted",
        "RCPT|599 no|Doubted",
        "RCPT|550 4.1.1 strange|Doubted",
        "RCPT|550 see 5.1.1.7 for help|Doubted",
        "DATA|554 no|Doubted",
        ".|554 Message rejected: Email address is not verified|Doubted",
        ".|552 5.3.4 message too big|Doubted",
        ".|554 5.6.0 content|Doubted",
        ".|554 5.7.1 spam|Doubted",
        // Not now.
        "RCPT|450 4.2.0 greylisted|Refused",
        "RCPT|451 4.7.1 greylisted|Refused",
        "RCPT|452 4.2.2 mailbox full|Refused",
        "RCPT|450 5.1.1 strange|Refused",
        "RCPT|499 no|Refused",
        "DATA|451 no|Refused",
        ".|452 no|Refused",
        "RCPT|421 4.7.0 enough|Unreachable BUSY",
        ".|421 no|Unreachable BUSY",
      })
  void aReplyDecides(String command, String said, String outcome) throws IOException {
    String reply = said + ",\u0007 <ann@example.net> see https://x.example/" + "a1".repeat(16);
    String last = reply.charAt(3) == '-' ? "\r\n" + said.substring(0, 3) + " end" : "";
    ScriptedServer server = workers.replying(command, reply + last);
    Outcome got = workers.smtp(server.port()).send(Post.message(ANN));
    assertThat(named(got)).isEqualTo(outcome);
    assertThat(got.toString())
        .contains(said.substring(0, 3))
        .doesNotContain("ann@")
        .doesNotContain("a1a1")
        .doesNotContain("x.example");
  }

  private static String named(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unreachable(Trouble trouble) -> "Unreachable " + trouble.kind();
      case Outcome.Denied(Trouble trouble) -> "Denied " + trouble.kind();
      case Outcome any -> any.getClass().getSimpleName();
    };
  }

  @Test
  void theLogHoldsCodesAndNothingThatTheServerSaid() throws IOException {
    ScriptedServer server = workers.replying("RCPT", "550 5.7.1 ann of Example Street, go away");
    assertThat(workers.smtp(server.port()).send(Post.message(ANN)))
        .isEqualTo(
            new Outcome.Doubted(
                new Why(
                    "550 5.7.1 at RCPT: for its sender, recipient or content",
                    "550 5.7.1 (address) of Example Street, go away"),
                "550 5.7.1 at RCPT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.7.1 Sender refused",
        "530 5.7.0 Must issue a STARTTLS first",
        "451 4.3.0 not now"
      })
  void aTryTellsWhatTheServerHasAgainstTheSender(String reply) throws IOException {
    ScriptedServer server = workers.replying("MAIL", reply);
    Smtp smtp = workers.smtp(server.port());
    assertThat(smtp.trouble()).isEqualTo(smtp.trouble()).isPresent();
    assertThat(smtp.send(Post.message(ANN)))
        .isEqualTo(new Outcome.Unreachable(smtp.trouble().orElseThrow()));
    assertThat(server.mails).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 451, Unreachable BUSY",
    "RCPT, 550 5.1.1, Rejected",
    "RCPT, 550, Doubted",
    "., 554, Doubted"
  })
  void aReplyDecidesThoughTheServerHangsUpAfterIt(String command, String code, String outcome)
      throws IOException {
    AtomicInteger replies = new AtomicInteger();
    ScriptedServer server =
        workers.scripted(
            line -> {
              if (line.startsWith(command)) {
                replies.incrementAndGet();
                return Optional.of(code + " no");
              }
              return replies.get() > 0 ? Optional.of(ScriptedServer.HANG_UP) : Optional.empty();
            });
    assertThat(named(workers.smtp(server.port()).send(Post.message(ANN)))).isEqualTo(outcome);
  }
}
