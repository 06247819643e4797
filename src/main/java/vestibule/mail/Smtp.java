package vestibule.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import vestibule.mail.message.Message;

/** Sends mails to a mail server; a connection carries several, and is closed when it rests. */
public final class Smtp implements Transport {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(10);
  private static final Duration WRITE = Duration.ofSeconds(10);
  // Each reply has its own time, and there are ten of them; the lease of a mail is 60 s.
  private static final Duration WHOLE = Duration.ofSeconds(45);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final String ENDED = "sending has ended";
  private static final int MOST_IDLE = 4;
  private static final int MOST_MAILS = 100;

  private final Settings settings;
  private final InstantSource clock;
  private final Duration whole;
  private final ScheduledThreadPoolExecutor deadlines;
  private final Deque<SmtpConnection> idle = new ArrayDeque<>();
  private final Set<SmtpConnection> busy = new HashSet<>();
  private boolean closed;

  /** When the connection is encrypted. */
  public enum Tls {
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
   */
  public record Settings(
      String host, int port, Tls tls, Optional<Credentials> credentials, String name) {}

  /** Idle connections are told by this clock. */
  public Smtp(Settings settings, InstantSource clock) {
    this(settings, clock, WHOLE);
  }

  Smtp(Settings settings, InstantSource clock, Duration whole) {
    this.settings = settings;
    this.clock = clock;
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
      return new Outcome.Rejected("this is no address that mail could be sent to");
    }
    try {
      return send(Mime.of(message, to.get(), Mime.Encoding.SEVEN_BIT), to.get());
    } catch (MessagingException unwritable) {
      return new Outcome.Refused(Reason.of(unwritable));
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
    SmtpConnection cold = connection(to.international());
    Optional<Outcome> failure = connect(cold).map(Outcome.Unreachable::new);
    return failure.orElseGet(() -> over(cold, message, to));
  }

  @Override
  public Optional<String> trouble() {
    Optional<SmtpConnection> warm = takeIdle();
    SmtpConnection connection = warm.orElseGet(() -> connection(false));
    Optional<String> failure = warm.isPresent() ? Optional.empty() : connect(connection);
    if (failure.isEmpty()) {
      keep(connection);
    }
    return failure;
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
      return new Outcome.Rejected("the mail server takes no address outside ASCII (no SMTPUTF8)");
    }
    Optional<String> failure =
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
        .map(reply -> reply.outcome(to))
        .orElseGet(() -> new Outcome.Unreachable(failure.get()));
  }

  private Optional<String> connect(SmtpConnection connection) {
    Optional<Credentials> credentials = settings.credentials();
    Optional<String> failure =
        guarded(
            connection,
            () ->
                connection.connect(
                    settings.host(),
                    settings.port(),
                    credentials.map(Credentials::user).orElse(null),
                    credentials.map(Credentials::password).orElse(null)));
    boolean asks =
        connection.supportsExtension("AUTH") || connection.supportsExtension("AUTH=LOGIN");
    if (failure.isEmpty() && credentials.isPresent() && !asks) {
      failure = Optional.of("a user is set, but the mail server offers no AUTH");
    }
    if (failure.isPresent()) {
      drop(connection);
    }
    return failure;
  }

  /** Steps on a connection. */
  @FunctionalInterface
  private interface Steps {
    void take() throws MessagingException;
  }

  /** Takes steps, which are cut off when they take too long; tells why they failed. */
  private Optional<String> guarded(SmtpConnection connection, Steps steps) {
    Optional<Future<?>> deadline = watch(connection);
    if (deadline.isEmpty()) {
      return Optional.of(ENDED);
    }
    try {
      steps.take();
      return Optional.empty();
    } catch (MessagingException | RuntimeException failed) {
      return Optional.of(isClosed() ? ENDED : why(connection, failed));
    } finally {
      deadline.get().cancel(false);
    }
  }

  private static String why(SmtpConnection connection, Exception failed) {
    return connection.isCut()
        ? "the mail server took too long"
        : connection
            .refusal()
            .map(reply -> Reason.of(reply.text()))
            .orElseGet(() -> Reason.of(failed));
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
    return new SmtpConnection(properties(international, sockets), sockets, clock.instant());
  }

  private Properties properties(boolean international, CapturedSockets sockets) {
    Properties properties = new Properties();
    properties.put("mail.smtp.socketFactory", sockets);
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.localhost", settings.name());
    properties.put("mail.smtp.connectiontimeout", String.valueOf(CONNECT.toMillis()));
    properties.put("mail.smtp.timeout", String.valueOf(READ.toMillis()));
    properties.put("mail.smtp.writetimeout", String.valueOf(WRITE.toMillis()));
    properties.put("mail.smtp.executor.writetimeout", deadlines);
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", String.valueOf(settings.credentials().isPresent()));
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.mime.allowutf8", String.valueOf(international));
    switch (settings.tls()) {
      case OPPORTUNISTIC -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.trust", "*");
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
      }
      case REQUIRED -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
      case IMPLICIT -> {
        properties.put("mail.smtp.ssl.enable", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
    }
    return properties;
  }
}
