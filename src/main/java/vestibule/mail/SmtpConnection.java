package vestibule.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to the mail server. It remembers the reply that refused a mail, whatever happens
 * on the connection after that reply.
 */
final class SmtpConnection extends SMTPTransport {

  private final CapturedSockets sockets;
  private Optional<SmtpReply> refusal = Optional.empty();
  private int sent;
  private Instant lastUsed;

  SmtpConnection(Properties properties, CapturedSockets sockets, Instant now) {
    super(Session.getInstance(properties), null);
    this.sockets = sockets;
    this.lastUsed = now;
  }

  /** Sends one mail; {@link #refusal} says afterwards what the server had against it. */
  void send(MimeMessage message, InternetAddress to, Instant now) throws MessagingException {
    refusal = Optional.empty();
    lastUsed = now;
    sent++;
    sendMessage(message, new InternetAddress[] {to});
  }

  /** The first reply to the last mail that was not a good one. */
  Optional<SmtpReply> refusal() {
    return refusal;
  }

  int sent() {
    return sent;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  /** Cuts the connection off under whoever uses it; any thread may call it. */
  void abort() {
    sockets.cut();
  }

  boolean isCut() {
    return sockets.isCut();
  }

  /** Says goodbye without waiting for the answer. */
  void closeQuietly() {
    try {
      close();
    } catch (MessagingException gone) {
      sockets.cut();
    }
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    // The first one decides: servers hang up after a refusal, and then the goodbye fails too.
    if (code >= 400 && refusal.isEmpty()) {
      refusal = Optional.of(new SmtpReply(code, getLastServerResponse()));
    }
    return code;
  }
}
