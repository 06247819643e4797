package vestibule.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.event.EventBody;
import vestibule.core.refusal.Sayable;
import vestibule.core.secret.Signature;
import vestibule.core.webhook.Deliveries;
import vestibule.core.webhook.EventMessage;

/**
 * Carries what is owed to webhooks to their receivers, signed as Standard Webhooks has it. A
 * message is sent at least once: when it could not be marked as sent, it is sent again under the
 * same id.
 */
public final class WebhookWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** On the way at a time. */
  private static final int MOST = 8;

  /** To one receiver: a slow one leaves room for the others. */
  private static final int MOST_TO_ONE = 4;

  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final Deliveries deliveries;
  private final WebhookCall call;
  private final Settings settings;
  private final InstantSource clock;
  private final String lease;
  private final AtomicLong leases = new AtomicLong();
  private final Semaphore places = new Semaphore(MOST);
  private final Set<EventMessage> underWay = ConcurrentHashMap.newKeySet();
  private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);
  private final AtomicBoolean fails = new AtomicBoolean();
  private final Thread thread;
  private long wakings;
  private boolean left;

  /** What became of a message that was sent. */
  public enum Ending {
    DELIVERED,
    /** It is tried again. */
    REFUSED,
    GIVEN_UP
  }

  /**
   * The settings of a worker.
   *
   * @param name no other worker on any node has it, nor one that begins with it
   * @param look the longest time between two looks for what is due
   */
  public record Settings(String name, Duration look) {}

  /** A worker that does nothing until it is started. */
  public WebhookWorker(
      Deliveries deliveries, WebhookCall call, Settings settings, InstantSource clock) {
    this.deliveries = deliveries;
    this.call = call;
    this.settings = settings;
    this.clock = clock;
    // No name begins with another one and this.
    this.lease = settings.name() + "/";
    for (Ending ending : Ending.values()) {
      endings.put(ending, new LongAdder());
    }
    this.thread = Thread.ofPlatform().name("webhooks").daemon().unstarted(this::work);
  }

  /** Begins to send; once. */
  public void start() {
    thread.start();
  }

  /** There may be something to send. */
  public synchronized void wake() {
    wakings++;
    notifyAll();
  }

  /** How many messages ended so since the start. */
  public long count(Ending ending) {
    return endings.get(ending).sum();
  }

  private void work() {
    try {
      while (!hasLeft()) {
        long seen = wakings();
        places.acquire();
        // It may have been told to stop while it waited for a place.
        Optional<EventMessage> message = hasLeft() ? Optional.empty() : next();
        if (message.isPresent()) {
          begin(message.get());
        } else {
          places.release();
          rest(seen);
        }
      }
    } catch (InterruptedException interrupted) {
      LOG.warn("The thread of webhooks was interrupted and ends");
    }
  }

  private synchronized boolean hasLeft() {
    return left;
  }

  private synchronized long wakings() {
    return wakings;
  }

  private synchronized void rest(long seen) throws InterruptedException {
    long end = System.nanoTime() + settings.look().toNanos();
    for (long rest = settings.look().toNanos();
        !left && wakings == seen && rest > 0;
        rest = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
  }

  private Optional<EventMessage> next() {
    try {
      Optional<EventMessage> message =
          deliveries.next(lease + leases.incrementAndGet(), this::hasRoom);
      if (fails.compareAndSet(true, false)) {
        LOG.info("What is owed to webhooks can be read again");
      }
      return message;
    } catch (RuntimeException failed) {
      if (fails.compareAndSet(false, true)) {
        LOG.warn("What is owed to webhooks cannot be read: {}", Sayable.of(failed));
      }
      return Optional.empty();
    }
  }

  private boolean hasRoom(long webhook) {
    return underWay.stream().filter(one -> one.webhook().id() == webhook).count() < MOST_TO_ONE;
  }

  private void begin(EventMessage message) {
    underWay.add(message);
    Thread.ofVirtual()
        .name("webhook-" + message.webhook().id())
        .start(
            () -> {
              try {
                send(message);
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException failed) {
                LOG.warn("{} may be sent again: {}", message, Sayable.of(failed));
              } finally {
                underWay.remove(message);
                places.release();
                wake();
              }
            });
  }

  private void send(EventMessage message) throws InterruptedException {
    if (message.secrets().isEmpty()) {
      refused(message, "its secret is lost: give it another one", Optional.empty());
      return;
    }
    byte[] body = MAPPER.writeValueAsBytes(EventBody.of(message.told()));
    switch (call.post(message.webhook().url(), headers(message, body), body)) {
      case Answer.Status(int code, _) when code >= 200 && code < 300 -> {
        deliveries.sent(message);
        endings.get(Ending.DELIVERED).increment();
      }
      case Answer.Status(int code, _) when code == GONE -> {
        LOG.warn(
            "Webhook {} wants no more events: it is told nothing from now on",
            message.webhook().id());
        deliveries.gone(message, "status " + code);
        endings.get(Ending.REFUSED).increment();
      }
      case Answer.Status(int code, Optional<Duration> wait) ->
          refused(
              message, "status " + code, wait.filter(_ -> code == TOO_MANY || code == UNAVAILABLE));
      case Answer.Silence(String why) -> refused(message, why, Optional.empty());
    }
  }

  private Map<String, String> headers(EventMessage message, byte[] body) {
    Instant now = clock.instant();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", message.id());
    headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
    headers.put(
        "webhook-signature",
        message.secrets().stream()
            .map(secret -> Signature.of(secret, message.id(), now, body).value())
            .collect(Collectors.joining(" ")));
    return headers;
  }

  private void refused(EventMessage message, String why, Optional<Duration> wait) {
    boolean givenUp = deliveries.refused(message, why, wait);
    endings.get(givenUp ? Ending.GIVEN_UP : Ending.REFUSED).increment();
    if (givenUp) {
      LOG.warn("{} is given up: {}", message, why);
    } else {
      LOG.info("{} was not taken: {}", message, why);
    }
  }

  /** Lets what is under way end, for as long as that, and gives the rest back. */
  public void stop(Duration most) {
    synchronized (this) {
      left = true;
      notifyAll();
    }
    try {
      if (!places.tryAcquire(MOST, most.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.info("Some messages to webhooks are cut off");
        underWay.forEach(deliveries::putBack);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      LOG.warn("The leases of webhooks' messages end by themselves: {}", Sayable.of(failed));
    }
  }

  /** Ends at once. */
  @Override
  public void close() {
    call.close();
  }
}
