package vestibule.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import vestibule.core.outbox.Reach;
import vestibule.mail.message.Message;

/** Sends mails to a mail server; a connection carries several, and is closed when it rests. */
public final class Smtp implements Transport {

  /** The way to sign in where the server wants the password in no plain form (RFC 2195). */
  static final String CHALLENGE = "CRAM-MD5";

  // Each reply has its own time, and there are ten of them; the lease of a mail is 60 s.
  private static final Duration WHOLE = Duration.ofSeconds(45);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Set<String> PLAIN = Set.of("PLAIN", "LOGIN");
  private static final Trouble ENDED = Trouble.of(Trouble.Kind.CONNECTION, "sending has ended");
  private static final int MOST_IDLE = 4;
  private static final int MOST_MAILS = 100;

  private final Settings settings;
  private final InstantSource clock;
  private final Reach reach;
  private final Duration whole;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Deque<SmtpConnection> idle = new ArrayDeque<>();
  private final Set<SmtpConnection> busy = new HashSet<>();
  private boolean closed;
  private volatile boolean challenged;

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
    this(settings, clock, reach, WHOLE);
  }

  Smtp(Settings settings, InstantSource clock, Reach reach, Duration whole) {
    this.settings = settings;
    this.clock = clock;
    this.reach = reach;
    this.whole = whole;
    this.deadlines =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().name("mail-deadlines").daemon().unstarted(task));
    deadlines.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Outcome send(Message message) {
    Optional<Recipient> to = Recipient.of(message.envelope().to());
    if (to.isEmpty()) {
      return new Outcome.Rejected(Why.of("this is no address that mail could be sent to"));
    }
    try {
      return send(Mime.of(message, to.get(), Mime.Encoding.SEVEN_BIT), to.get());
    } catch (MessagingException unwritable) {
      return new Outcome.Refused(Why.of(Reason.of(unwritable)));
    }
  }

  private Outcome send(MimeMessage message, Recipient to) {
    Optional<SmtpConnection> warm = to.international() ? Optional.empty() : takeIdle();
    if (warm.isPresent()) {
      Outcome outcome = over(warm.get(), message, to);
      if (warm.get().refusal().filter(SmtpReply::isGoodbye).isEmpty()) {
        return outcome;
      }
      // It had carried enough mails for this server; that says nothing of the next connection.
    }
    Opened cold = open(to.international());
    return cold.trouble()
        .<Outcome>map(Outcome.Unreachable::new)
        .orElseGet(() -> over(cold.connection(), message, to));
  }

  /** Says also whether the server takes mail from our address, which it may not tell before. */
  @Override
  public Optional<Trouble> trouble() {
    Opened cold = open(false);
    SmtpConnection connection = cold.connection();
    if (cold.trouble().isPresent()) {
      return cold.trouble();
    }
    Optional<Exception> failure = guarded(connection, connection::askForSender);
    if (failure.isPresent()) {
      drop(connection);
      return Optional.of(trouble(connection, failure.get()));
    }
    keep(connection);
    return Optional.empty();
  }

  @Override
  public void rest() {
    Instant before = clock.instant().minus(IDLE);
    Optional<SmtpConnection> resting = takeRestingSince(before);
    while (resting.isPresent()) {
      resting.get().closeQuietly();
      resting = takeRestingSince(before);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(SmtpConnection::closeQuietly);
    idle.clear();
    busy.forEach(SmtpConnection::abort);
    busy.clear();
    deadlines.shutdownNow();
  }

  private Outcome over(SmtpConnection connection, MimeMessage message, Recipient to) {
    if (to.international() && !connection.supportsExtension("SMTPUTF8")) {
      drop(connection);
      return new Outcome.Refused(
          Why.of("the mail server takes no address outside ASCII (no SMTPUTF8)"));
    }
    Optional<Exception> failure =
        guarded(connection, () -> connection.send(message, Mime.address(to), clock.instant()));
    Optional<SmtpReply> refusal = connection.refusal();
    boolean lost = failure.isPresent() && refusal.filter(reply -> !reply.isGoodbye()).isEmpty();
    if (lost || to.international()) {
      drop(connection);
    } else {
      keep(connection);
    }
    if (failure.isEmpty()) {
      return new Outcome.Sent();
    }
    return refusal
        .filter(reply -> !isClosed())
        .map(reply -> reply.outcome(to, settings.from()))
        .orElseGet(() -> new Outcome.Unreachable(trouble(connection, failure.get())));
  }

  private record Opened(SmtpConnection connection, Optional<Trouble> trouble) {}

  /** A new connection, on which the user is signed in, or why there is none. */
  private Opened open(boolean international) {
    SmtpConnection connection = connection(international);
    Optional<Trouble> trouble = connect(connection);
    if (trouble.isPresent() && !challenged && isChallenging(connection.mechanisms())) {
      challenged = true;
      connection = connection(international);
      trouble = connect(connection);
    }
    if (trouble.isPresent()) {
      drop(connection);
    } else {
      reach.learn(connection.supportsExtension("SMTPUTF8"));
    }
    return new Opened(connection, trouble);
  }

  /** Whether CRAM-MD5 is the way to sign in. */
  static boolean isChallenging(List<String> offered) {
    return offered.contains(CHALLENGE) && offered.stream().noneMatch(PLAIN::contains);
  }

  private Optional<Trouble> connect(SmtpConnection connection) {
    Optional<Credentials> credentials = settings.credentials();
    Optional<Exception> failure =
        guarded(
            connection,
            () ->
                connection.connect(
                    settings.host(),
                    settings.port(),
                    credentials.map(Credentials::user).orElse(null),
                    credentials.map(Credentials::password).orElse(null)));
    if (failure.isPresent()) {
      return Optional.of(trouble(connection, failure.get()));
    }
    return credentials.isPresent() && connection.mechanisms().isEmpty()
        ? Optional.of(
            Trouble.of(Trouble.Kind.SIGN_IN, SmtpFailure.mechanisms(connection.mechanisms())))
        : Optional.empty();
  }

  private Trouble trouble(SmtpConnection connection, Exception failed) {
    return isClosed() ? ENDED : SmtpFailure.of(connection, failed, connection.refusal());
  }

  /** Steps on a connection. */
  @FunctionalInterface
  private interface Steps {
    void take() throws MessagingException;
  }

  /** Takes steps, which are cut off when they take too long; tells why they failed. */
  private Optional<Exception> guarded(SmtpConnection connection, Steps steps) {
    Optional<Future<?>> deadline = watch(connection);
    if (deadline.isEmpty()) {
      return Optional.of(new MessagingException("sending has ended"));
    }
    try {
      steps.take();
      return Optional.empty();
    } catch (MessagingException | RuntimeException failed) {
      return Optional.of(failed);
    } finally {
      deadline.get().cancel(false);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized Optional<Future<?>> watch(SmtpConnection connection) {
    if (closed) {
      return Optional.empty();
    }
    busy.add(connection);
    return Optional.of(
        deadlines.schedule(connection::abort, whole.toMillis(), TimeUnit.MILLISECONDS));
  }

  private Optional<SmtpConnection> takeIdle() {
    Optional<SmtpConnection> connection = pollIdle();
    while (connection.isPresent() && !isAlive(connection.get())) {
      drop(connection.get());
      connection = pollIdle();
    }
    return connection;
  }

  private boolean isAlive(SmtpConnection connection) {
    AtomicBoolean alive = new AtomicBoolean();
    return guarded(connection, () -> alive.set(connection.isConnected())).isEmpty() && alive.get();
  }

  private synchronized Optional<SmtpConnection> pollIdle() {
    return Optional.ofNullable(idle.pollLast());
  }

  private synchronized Optional<SmtpConnection> takeRestingSince(Instant before) {
    return Optional.ofNullable(idle.peekFirst())
        .filter(oldest -> oldest.lastUsed().isBefore(before))
        .map(oldest -> idle.pollFirst());
  }

  private void keep(SmtpConnection connection) {
    synchronized (this) {
      busy.remove(connection);
      if (!closed && idle.size() < MOST_IDLE && connection.sent() < MOST_MAILS) {
        idle.addLast(connection);
        return;
      }
    }
    connection.closeQuietly();
  }

  private void drop(SmtpConnection connection) {
    synchronized (this) {
      busy.remove(connection);
    }
    connection.closeQuietly();
  }

  private SmtpConnection connection(boolean international) {
    CapturedSockets sockets = new CapturedSockets();
    return new SmtpConnection(
        SmtpProperties.of(settings, international, challenged, sockets, deadlines),
        sockets,
        clock.instant());
  }
}
