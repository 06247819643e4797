package vestibule.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import vestibule.core.outbox.Reach;
import vestibule.mail.message.Message;

/** Sends mails to a mail server; a connection carries several, and is closed when it rests. */
public final class Smtp implements Transport {

  /** Each reply has its own time, and there are ten of them; the lease of a mail is 60 s. */
  static final Duration WHOLE = Duration.ofSeconds(45);

  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Trouble LATE =
      Trouble.of(Trouble.Kind.CONNECTION, "the mail server took too long");
  private static final Trouble ENDED = Trouble.of(Trouble.Kind.CONNECTION, "sending has ended");
  private static final int MOST_IDLE = 4;

  private final Settings settings;
  private final InstantSource clock;
  private final Reach reach;
  private final Duration whole;
  private final SmtpListener listener;

  /** As many threads as there are callers, who wait for them: such a thread can be interrupted. */
  private final ExecutorService conversations =
      Executors.newCachedThreadPool(Thread.ofPlatform().name("smtp-", 1).daemon().factory());

  private final BlockingDeque<SmtpConnection> idle = new LinkedBlockingDeque<>(MOST_IDLE);

  /** When the connection is encrypted. */
  public enum Tls {
    /** Never. */
    OFF,
    /**
     * By STARTTLS when the server offers it. Its certificate is not looked at: whoever could forge
     * one could as well remove the offer.
     */
    OPPORTUNISTIC,
    /** By STARTTLS with a certificate for the host, or nothing is sent. */
    REQUIRED,
    /** From the first byte, with a certificate for the host. */
    IMPLICIT
  }

  /** A user's name and password at the mail server. */
  public record Credentials(String user, String password) {

    /** Hides the password. */
    @Override
    public String toString() {
      return "Credentials[hidden]";
    }
  }

  /**
   * Which mail server.
   *
   * @param name what this side calls itself when it greets: a host name
   * @param from the address that all mails are from
   */
  public record Settings(
      String host,
      int port,
      Tls tls,
      Optional<Credentials> credentials,
      String name,
      String from) {}

  /**
   * Sends through this server.
   *
   * @param clock tells idle connections
   * @param reach learns what addresses the server takes
   */
  public Smtp(Settings settings, InstantSource clock, Reach reach) {
    this(settings, clock, reach, WHOLE, SmtpListener.DEAF);
  }

  Smtp(Settings settings, InstantSource clock, Reach reach, Duration whole, SmtpListener listener) {
    this.settings = settings;
    this.clock = clock;
    this.reach = reach;
    this.whole = whole;
    this.listener = listener;
  }

  @Override
  public Outcome send(Message message) {
    Optional<Recipient> to = Recipient.of(message.envelope().to());
    if (to.isEmpty()) {
      return new Outcome.Rejected(Why.of("this is no address that mail could be sent to"));
    }
    try {
      MimeMessage mime = Mime.of(message, to.get(), Mime.Encoding.SEVEN_BIT);
      return inTime(() -> send(mime, to.get()), Outcome.Unreachable::new);
    } catch (MessagingException unwritable) {
      return new Outcome.Refused(Why.of(Reason.of(unwritable)));
    }
  }

  /** Says also whether the server takes mail from our address, which it may not tell before. */
  @Override
  public Optional<Trouble> trouble() {
    return inTime(this::askForSender, Optional::of);
  }

  @Override
  public void rest() {
    closeIdle(clock.instant().minus(IDLE));
  }

  @Override
  public void close() {
    conversations.shutdownNow();
    closeIdle(Instant.MAX);
  }

  private void closeIdle(Instant before) {
    idle.stream()
        .filter(connection -> connection.lastUsed().isBefore(before))
        .filter(idle::remove)
        .forEach(SmtpConnection::closeQuietly);
  }

  /**
   * Waits for a conversation with the server, and cuts it off when it takes too long.
   *
   * @param broken what trouble means
   */
  private <T> T inTime(Callable<T> conversation, Function<Trouble, T> broken) {
    try {
      Future<T> result = conversations.submit(conversation);
      try {
        return result.get(whole.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        result.cancel(true);
      }
    } catch (TimeoutException late) {
      return broken.apply(LATE);
    } catch (RejectedExecutionException closed) {
      return broken.apply(ENDED);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return broken.apply(ENDED);
    } catch (ExecutionException unexpected) {
      throw new IllegalStateException("a conversation broke off", unexpected.getCause());
    }
  }

  private Outcome send(MimeMessage message, Recipient to) {
    Optional<SmtpConnection> warm = to.international() ? Optional.empty() : takeIdle();
    while (warm.isPresent()) {
      Outcome outcome = over(warm.get(), message, to);
      if (warm.get().refusal().filter(SmtpReply::isGoodbye).isEmpty()) {
        return outcome;
      }
      // It had carried enough mails for this server; that says nothing of the next connection.
      warm = takeIdle();
    }
    SmtpConnection cold = new SmtpConnection(settings, to.international(), listener);
    return open(cold)
        .<Outcome>map(Outcome.Unreachable::new)
        .orElseGet(() -> over(cold, message, to));
  }

  private Outcome over(SmtpConnection connection, MimeMessage message, Recipient to) {
    if (to.international() && !connection.supportsExtension("SMTPUTF8")) {
      connection.closeQuietly();
      return new Outcome.Refused(
          Why.of("the mail server takes no address outside ASCII (no SMTPUTF8)"));
    }
    try {
      connection.send(message, Mime.address(to), clock.instant());
      keep(connection);
      return new Outcome.Sent();
    } catch (MessagingException | RuntimeException failed) {
      Optional<SmtpReply> refusal = connection.refusal().filter(reply -> !isClosed());
      if (refusal.filter(reply -> !reply.isGoodbye()).isPresent()) {
        keep(connection);
      } else {
        connection.closeQuietly();
      }
      return refusal
          .map(reply -> reply.outcome(to, settings.from()))
          .orElseGet(() -> new Outcome.Unreachable(trouble(connection, failed)));
    }
  }

  private Optional<Trouble> askForSender() {
    SmtpConnection connection = new SmtpConnection(settings, false, listener);
    Optional<Trouble> trouble = open(connection);
    if (trouble.isPresent()) {
      return trouble;
    }
    try {
      connection.askForSender(clock.instant());
      keep(connection);
      return Optional.empty();
    } catch (MessagingException | RuntimeException failed) {
      connection.closeQuietly();
      return Optional.of(trouble(connection, failed));
    }
  }

  /** Opens a connection; tells why it cannot be used. */
  private Optional<Trouble> open(SmtpConnection connection) {
    try {
      connection.open();
      reach.learn(connection.supportsExtension("SMTPUTF8"));
      return Optional.empty();
    } catch (MessagingException | RuntimeException failed) {
      connection.closeQuietly();
      return Optional.of(trouble(connection, failed));
    }
  }

  private Trouble trouble(SmtpConnection connection, Exception failed) {
    return isClosed() ? ENDED : SmtpFailure.of(connection, failed);
  }

  private boolean isClosed() {
    return conversations.isShutdown();
  }

  private Optional<SmtpConnection> takeIdle() {
    return Stream.generate(idle::pollLast)
        .takeWhile(Objects::nonNull)
        .filter(SmtpConnection::isConnected)
        .findFirst();
  }

  private void keep(SmtpConnection connection) {
    if (!connection.isReusable() || !idle.offerLast(connection)) {
      connection.closeQuietly();
    }
    if (isClosed()) {
      closeIdle(Instant.MAX);
    }
  }
}
