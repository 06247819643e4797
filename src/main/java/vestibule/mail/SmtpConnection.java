package vestibule.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.HostnameVerifier;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to the mail server. It remembers the reply that refused a mail, whatever happens
 * on the connection after that reply, and what it answered.
 */
final class SmtpConnection extends SMTPTransport {

  private static final int MOST_MAILS = 100;

  private final Smtp.Settings settings;
  private final boolean international;
  private final SmtpListener listener;
  private Optional<SmtpReply> refusal = Optional.empty();
  private SmtpReply.Step step = SmtpReply.Step.GREETING;
  private int sent;
  private Instant lastUsed = Instant.EPOCH;

  /**
   * Is opened by {@link #open}.
   *
   * @param international whether it is for an address outside of ASCII
   */
  SmtpConnection(Smtp.Settings settings, boolean international, SmtpListener listener) {
    Properties properties = SmtpProperties.of(settings, international);
    super(Session.getInstance(properties), null);
    this.settings = settings;
    this.international = international;
    this.listener = listener;
    // Called after a handshake, with what was agreed on; it has nothing against it.
    HostnameVerifier witness =
        (host, agreed) -> {
          listener.encrypted(agreed);
          return true;
        };
    properties.put("mail.smtp.ssl.hostnameverifier", witness);
  }

  /** Connects, and signs the user in if there is one. */
  void open() throws MessagingException {
    Optional<Smtp.Credentials> user = settings.credentials();
    connect(
        settings.host(),
        settings.port(),
        user.map(Smtp.Credentials::user).orElse(null),
        user.map(Smtp.Credentials::password).orElse(null));
    refusal = Optional.empty();
    if (user.isPresent() && mechanisms().isEmpty()) {
      throw new AuthenticationFailedException();
    }
    listener.opened();
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
  synchronized void askForSender(Instant now) throws MessagingException {
    refusal = Optional.empty();
    lastUsed = now;
    mailFrom();
    simpleCommand("RSET");
  }

  /** The first reply to the last mail that was not a good one. */
  Optional<SmtpReply> refusal() {
    return refusal;
  }

  /** The ways to sign in that the server offers, in its order; none when it asks for none. */
  List<String> mechanisms() {
    String offered = getExtensionParameter("AUTH");
    if (offered == null) {
      return supportsExtension("AUTH=LOGIN") ? List.of("LOGIN") : List.of();
    }
    return List.of(offered.toUpperCase(Locale.ROOT).strip().split("\\s+"));
  }

  /** Whether it may carry another mail, which is never one for another kind of address. */
  boolean isReusable() {
    return !international && sent < MOST_MAILS;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  /** Says goodbye without waiting for the answer. */
  void closeQuietly() {
    try {
      close();
    } catch (MessagingException gone) {
      // Nobody can use it any more, which is all that was wanted.
      return;
    }
  }

  /** Signs in by CRAM-MD5 (RFC 2195) only where the server wants the password in no plain form. */
  @Override
  protected boolean supportsAuthentication(String mechanism) {
    boolean plain = super.supportsAuthentication("PLAIN") || super.supportsAuthentication("LOGIN");
    return super.supportsAuthentication(mechanism)
        && !(plain && mechanism.equals(SmtpProperties.CHALLENGE));
  }

  @Override
  protected void sendCommand(String command) throws MessagingException {
    step = SmtpReply.Step.begunBy(command).orElse(step);
    super.sendCommand(command);
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    SmtpReply reply = new SmtpReply(step, code, getLastServerResponse());
    listener.replied(reply);
    // The first one decides: servers hang up after a refusal, and then the goodbye fails too.
    if (code >= 400 && refusal.isEmpty()) {
      refusal = Optional.of(reply);
    }
    return code;
  }
}
