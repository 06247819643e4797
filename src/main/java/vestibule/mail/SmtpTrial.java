package vestibule.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import vestibule.core.model.Language;
import vestibule.mail.message.Mailbox;
import vestibule.mail.message.Message;

/** Sends one mail through the mail server of the settings, and tells each step to an operator. */
public final class SmtpTrial {

  private static final Duration WHOLE = Duration.ofSeconds(45);
  private static final int SUBJECT_ALTERNATIVE_DNS = 2;

  private final Smtp.Settings settings;
  private final Mailbox from;
  private final String service;
  private final InstantSource clock;

  /**
   * A step that was taken.
   *
   * @param good whether the next one can be taken
   * @param said may hold addresses, and no secret
   */
  public record Step(String name, boolean good, String said) {}

  /** A trial of these settings. */
  public SmtpTrial(Smtp.Settings settings, Mailbox from, String service, InstantSource clock) {
    this.settings = settings;
    this.from = from;
    this.service = service;
    this.clock = clock;
  }

  /**
   * Sends a mail to an address; takes a minute at most.
   *
   * @param steps hears of each step when it was taken
   * @return whether the server took the mail
   */
  public boolean run(String address, Consumer<Step> steps) {
    Optional<Recipient> to = Recipient.of(address);
    if (to.isEmpty()) {
      steps.accept(new Step("address", false, "this is no address that mail could be sent to"));
      return false;
    }
    if (!isResolved(steps)) {
      return false;
    }
    try (ScheduledExecutorService deadlines = Executors.newScheduledThreadPool(1)) {
      try {
        return new Conversation(to.get(), steps, deadlines).hold(false);
      } finally {
        deadlines.shutdownNow();
      }
    }
  }

  private boolean isResolved(Consumer<Step> steps) {
    try {
      String found =
          Arrays.stream(InetAddress.getAllByName(settings.host()))
              .map(InetAddress::getHostAddress)
              .collect(Collectors.joining(", "));
      steps.accept(new Step("resolve", true, settings.host() + " is " + found));
      return true;
    } catch (UnknownHostException unknown) {
      steps.accept(new Step("resolve", false, settings.host() + " has no address"));
      return false;
    }
  }

  /** One connection and what was said on it. */
  private final class Conversation {

    private final Recipient to;
    private final Consumer<Step> steps;
    private final ScheduledExecutorService deadlines;
    private boolean isTlsTold;
    private SmtpConnection connection;

    Conversation(Recipient to, Consumer<Step> steps, ScheduledExecutorService deadlines) {
      this.to = to;
      this.steps = steps;
      this.deadlines = deadlines;
    }

    boolean hold(boolean challenged) {
      CapturedSockets sockets = new CapturedSockets();
      connection =
          new SmtpConnection(
              SmtpProperties.of(settings, to.international(), challenged, sockets, deadlines),
              sockets,
              clock.instant(),
              this::heard);
      deadlines.schedule(connection::abort, WHOLE.toMillis(), TimeUnit.MILLISECONDS);
      try {
        connect();
        if (to.international() && !connection.supportsExtension("SMTPUTF8")) {
          tell("SMTPUTF8", false, "the mail server takes no address outside ASCII");
          return false;
        }
        connection.send(
            Mime.of(message(), to, Mime.Encoding.SEVEN_BIT), Mime.address(to), clock.instant());
        return true;
      } catch (MessagingException | RuntimeException failed) {
        if (!challenged && Smtp.isChallenging(connection.mechanisms())) {
          return hold(true);
        }
        tellFailure(failed);
        return false;
      } finally {
        connection.closeQuietly();
      }
    }

    private void connect() throws MessagingException {
      Optional<Smtp.Credentials> user = settings.credentials();
      connection.connect(
          settings.host(),
          settings.port(),
          user.map(Smtp.Credentials::user).orElse(null),
          user.map(Smtp.Credentials::password).orElse(null));
      tellTls();
      if (user.isPresent() && connection.mechanisms().isEmpty()) {
        throw new AuthenticationFailedException();
      }
      if (user.isEmpty()) {
        tell("AUTH", true, "no user is set");
      }
    }

    /** The goodbye and what only tidies up are no steps. */
    private void heard(SmtpReply reply) {
      if (connection.refusal().isPresent() && reply.code() < 400) {
        return;
      }
      tellTls();
      boolean challenge = reply.step() == SmtpReply.Step.SIGN_IN && reply.code() < 400;
      if (!challenge || reply.code() == 235) {
        String said = reply.step() == SmtpReply.Step.HELLO ? offers(reply) : reply.text();
        // The mail library answers itself with -1 where the server has gone, or speaks something
        // else.
        tell(reply.step().command(), reply.code() >= 200 && reply.code() < 400, said);
      }
    }

    private void tellTls() {
      if (!isTlsTold && connection.tls().isPresent()) {
        isTlsTold = true;
        tell("TLS", true, encryption(connection.tls().get()));
      }
    }

    private void tellFailure(Exception failed) {
      Optional<SmtpReply> refusal = connection.refusal();
      Trouble trouble = SmtpFailure.of(connection, failed, Optional.empty());
      String why =
          refusal
              .map(this::meaning)
              .orElseGet(() -> trouble.kind().words() + ": " + trouble.why().shown());
      tell("result", false, why);
    }

    private String meaning(SmtpReply reply) {
      return switch (reply.outcome(to, from.address())) {
        case Transport.Outcome.Sent() -> "sent";
        case Transport.Outcome.Refused(Why why) ->
            "a mail waits and is tried again: " + why.logged();
        case Transport.Outcome.Doubted(Why why, String manner) ->
            "a mail waits up to three days: " + why.logged();
        case Transport.Outcome.Denied(Trouble trouble) -> meaning(trouble);
        case Transport.Outcome.Rejected(Why why) -> "a mail is given up: " + why.logged();
        case Transport.Outcome.Unreachable(Trouble trouble) -> meaning(trouble);
      };
    }

    private static String meaning(Trouble trouble) {
      return "all mails wait: " + trouble.why().logged() + ": " + trouble.kind().words();
    }

    private void tell(String name, boolean good, String said) {
      steps.accept(new Step(name, good, hidden(said)));
    }
  }

  private static String offers(SmtpReply reply) {
    return reply
        .text()
        .lines()
        .map(line -> line.length() > 4 ? line.substring(4) : line)
        .collect(Collectors.joining(", "));
  }

  private String encryption(SSLSession tls) {
    String checked =
        settings.tls() == Smtp.Tls.OPPORTUNISTIC ? "not checked" : "good for " + settings.host();
    return tls.getProtocol() + ", " + tls.getCipherSuite() + ", " + certificate(tls) + checked;
  }

  private static String certificate(SSLSession tls) {
    try {
      if (tls.getPeerCertificates()[0] instanceof X509Certificate certificate) {
        return String.join(
            " ",
            "certificate for",
            names(certificate),
            "by",
            certificate.getIssuerX500Principal().getName(),
            "until",
            certificate.getNotAfter().toInstant() + ", ");
      }
      return "certificate ";
    } catch (SSLPeerUnverifiedException none) {
      return "no certificate, ";
    }
  }

  private static String names(X509Certificate certificate) {
    try {
      String names =
          Stream.ofNullable(certificate.getSubjectAlternativeNames())
              .flatMap(Collection::stream)
              .filter(name -> name.get(0).equals(SUBJECT_ALTERNATIVE_DNS))
              .map(name -> String.valueOf(name.get(1)))
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : names;
    } catch (CertificateParsingException unreadable) {
      return certificate.getSubjectX500Principal().getName();
    }
  }

  private Message message() {
    Instant now = clock.instant();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    String words = "This mail shows that " + service + " can send mail.";
    return new Message(
        new Message.Identity(0, "<test." + micros + "@" + from.domain() + ">"),
        new Message.Envelope(from, ""),
        new Message.Head(now, Language.ENGLISH, service + ": a test mail"),
        new Message.Body(words + "\n", "<p>" + escaped(words) + "</p>\n"));
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;");
  }

  /** One line, that moves no cursor and holds no password, should a server repeat it. */
  private String hidden(String said) {
    String line = said.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return settings
        .credentials()
        .map(user -> line.replace(user.password(), "(hidden)"))
        .orElse(line);
  }
}
