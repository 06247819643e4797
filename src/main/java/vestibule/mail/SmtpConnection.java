package vestibule.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to the mail server. It remembers the reply that refused a mail, whatever happens
 * on the connection after that reply, and what it answered.
 */
final class SmtpConnection extends SMTPTransport {

  private final CapturedSockets sockets;
  private final Consumer<SmtpReply> listener;
  private Optional<SmtpReply> refusal = Optional.empty();
  private Optional<SSLSession> tls = Optional.empty();
  private SmtpReply.Step step = SmtpReply.Step.GREETING;
  private int sent;
  private Instant lastUsed;

  SmtpConnection(Properties properties, CapturedSockets sockets, Instant now) {
    this(properties, sockets, now, reply -> {});
  }

  /** A connection whose every reply, good ones too, somebody hears. */
  SmtpConnection(
      Properties properties, CapturedSockets sockets, Instant now, Consumer<SmtpReply> listener) {
    super(Session.getInstance(properties), null);
    this.sockets = sockets;
    this.lastUsed = now;
    this.listener = listener;
    // Called after a handshake, with what was agreed on; it has nothing against it.
    HostnameVerifier witness = (host, agreed) -> noted(agreed);
    properties.put("mail.smtp.ssl.hostnameverifier", witness);
  }

  private boolean noted(SSLSession agreed) {
    tls = Optional.of(agreed);
    return true;
  }

  /** Sends one mail; {@link #refusal} says afterwards what the server had against it. */
  void send(MimeMessage message, InternetAddress to, Instant now) throws MessagingException {
    refusal = Optional.empty();
    lastUsed = now;
    sent++;
    sendMessage(message, new InternetAddress[] {to});
  }

  /**
   * Asks whether mail from our address is taken, and sends none. Angus asserts that whoever sends a
   * command holds the connection's lock.
   */
  synchronized void askForSender() throws MessagingException {
    refusal = Optional.empty();
    mailFrom();
    simpleCommand("RSET");
  }

  /** The first reply to the last mail that was not a good one. */
  Optional<SmtpReply> refusal() {
    return refusal;
  }

  /** What encrypts the connection. */
  Optional<SSLSession> tls() {
    return tls;
  }

  /** The ways to sign in that the server offers, in its order; none when it asks for none. */
  List<String> mechanisms() {
    String offered = getExtensionParameter("AUTH");
    if (offered == null) {
      return supportsExtension("AUTH=LOGIN") ? List.of("LOGIN") : List.of();
    }
    return List.of(offered.toUpperCase(Locale.ROOT).strip().split("\\s+"));
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
  protected boolean ehlo(String domain) throws MessagingException {
    step = SmtpReply.Step.HELLO;
    boolean good = super.ehlo(domain);
    step = SmtpReply.Step.SIGN_IN;
    return good;
  }

  @Override
  protected void startTLS() throws MessagingException {
    step = SmtpReply.Step.ENCRYPTION;
    super.startTLS();
  }

  @Override
  protected void mailFrom() throws MessagingException {
    step = SmtpReply.Step.SENDER;
    super.mailFrom();
  }

  @Override
  protected void rcptTo() throws MessagingException {
    step = SmtpReply.Step.RECIPIENT;
    super.rcptTo();
  }

  @Override
  protected OutputStream data() throws MessagingException {
    step = SmtpReply.Step.DATA;
    return super.data();
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    step = SmtpReply.Step.CONTENT;
    super.finishData();
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    SmtpReply reply = new SmtpReply(step, code, getLastServerResponse());
    listener.accept(reply);
    // The first one decides: servers hang up after a refusal, and then the goodbye fails too.
    if (code >= 400 && refusal.isEmpty()) {
      refusal = Optional.of(reply);
    }
    return code;
  }
}
