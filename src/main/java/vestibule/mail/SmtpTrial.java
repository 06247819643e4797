package vestibule.mail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import vestibule.core.model.Language;
import vestibule.core.outbox.Reach;
import vestibule.mail.message.Mailbox;
import vestibule.mail.message.Message;

/** Sends one mail through the mail server of the settings, and tells each step to an operator. */
public final class SmtpTrial {

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
    if (Recipient.of(address).isEmpty()) {
      steps.accept(new Step("address", false, "this is no address that mail could be sent to"));
      return false;
    }
    return isResolved(steps) && new Conversation(steps).carries(message(address));
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

  /** One mail, and what was said about it. */
  private final class Conversation implements SmtpListener {

    private final Consumer<Step> steps;
    private boolean refused;

    Conversation(Consumer<Step> steps) {
      this.steps = steps;
    }

    boolean carries(Message message) {
      try (Smtp smtp = new Smtp(settings, clock, new Reach(), Smtp.WHOLE, this)) {
        Transport.Outcome outcome = smtp.send(message);
        if (outcome instanceof Transport.Outcome.Sent) {
          return true;
        }
        tellFailure(outcome);
        return false;
      }
    }

    @Override
    public void encrypted(SSLSession tls) {
      tell("TLS", true, encryption(tls));
    }

    /** The goodbye and what only tidies up are no steps. */
    @Override
    public void replied(SmtpReply reply) {
      if (refused && reply.code() < 400) {
        return;
      }
      refused |= reply.code() >= 400;
      boolean challenge = reply.step() == SmtpReply.Step.SIGN_IN && reply.code() < 400;
      if (!challenge || reply.code() == 235) {
        String said = reply.step() == SmtpReply.Step.HELLO ? offers(reply) : reply.text();
        // The mail library answers itself with -1 where the server has gone, or speaks something
        // else.
        tell(reply.step().command(), reply.code() >= 200 && reply.code() < 400, said);
      }
    }

    @Override
    public void opened() {
      refused = false;
      if (settings.credentials().isEmpty()) {
        tell("AUTH", true, "no user is set");
      }
    }

    private void tellFailure(Transport.Outcome outcome) {
      if (refused) {
        tell("result", false, meaning(outcome));
      } else if (outcome instanceof Transport.Outcome.Unreachable(Trouble trouble)) {
        tell("result", false, trouble.kind().words() + ": " + trouble.why().shown());
      } else {
        tell("SMTPUTF8", false, "the mail server takes no address outside ASCII");
      }
    }

    private static String meaning(Transport.Outcome outcome) {
      return switch (outcome) {
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

  private Message message(String to) {
    Instant now = clock.instant();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    String words = "This mail shows that " + service + " can send mail.";
    return new Message(
        new Message.Identity(0, "<test." + micros + "@" + from.domain() + ">"),
        new Message.Envelope(from, to),
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
