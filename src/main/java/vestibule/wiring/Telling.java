package vestibule.wiring;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import vestibule.config.Config;
import vestibule.config.LogConfig;
import vestibule.core.event.EventKeeping;
import vestibule.core.event.Sequencer;
import vestibule.core.secret.Secrets;
import vestibule.core.store.Transactions;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.core.webhook.Deliveries;
import vestibule.core.webhook.DeliveryKeeping;
import vestibule.core.webhook.Destination;
import vestibule.core.webhook.Queueing;
import vestibule.ops.Meters;
import vestibule.ops.Schedule;
import vestibule.webhook.HostNames;
import vestibule.webhook.WebhookCall;
import vestibule.webhook.WebhookWorker;

/**
 * What a server does to tell other systems of accounts, beside its requests. Where nobody is told,
 * nothing runs.
 */
final class Telling implements AutoCloseable {

  private static final Duration PLACED = Duration.ofMillis(500);
  private static final Duration REMOVED = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CONNECTING = Duration.ofSeconds(5);

  /** Half of a lease. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration LAST_MESSAGE = Duration.ofSeconds(5);
  private static final int WORKER_DIGITS = 16;

  /** Apart from the chores, which may take long. */
  private final Schedule schedule = new Schedule("events");

  private final boolean on;
  private final Transactions transactions;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final WebhookWorker worker;

  private Telling(Config config, Foundation foundation, Foundation.Surroundings outside) {
    this.on = config.log().events().on();
    this.transactions = foundation.storage().transactions();
    this.deliveries = foundation.core().events().deliveries();
    this.clock = outside.clock();
    this.worker =
        new WebhookWorker(
            deliveries,
            new WebhookCall(
                new WebhookCall.Terms(allowed(config.log().events()), CONNECTING, PATIENCE),
                HostNames.OF_MACHINE,
                clock,
                Telling::tls),
            new WebhookWorker.Settings(new Secrets(outside.random()).key(WORKER_DIGITS), LOOK),
            clock);
  }

  /** Begins. */
  static Telling start(Config config, Foundation foundation, Foundation.Surroundings outside) {
    Telling telling = new Telling(config, foundation, outside);
    if (telling.on) {
      telling.begin(config.log().events().retention());
    }
    return telling;
  }

  private void begin(Duration retention) {
    Sequencer sequencer = new Sequencer(transactions, new Queueing(clock));
    EventKeeping keeping = new EventKeeping(transactions, clock, retention);
    DeliveryKeeping deliveryKeeping = new DeliveryKeeping(transactions, clock, retention);
    schedule.every(PLACED, "placing of events", () -> place(sequencer));
    schedule.every(REMOVED, "removal of events", keeping::run);
    schedule.every(REMOVED, "end of deliveries", deliveryKeeping::run);
    worker.start();
  }

  private void place(Sequencer sequencer) {
    if (sequencer.run() > 0) {
      worker.wake();
    }
  }

  /** Where webhooks may lie. */
  static Destination.Allowed allowed(LogConfig.Events events) {
    return new Destination.Allowed(events.unencrypted(), events.privateNetworks());
  }

  private static SSLSocketFactory tls() {
    try {
      return SSLContext.getDefault().getSocketFactory();
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** Adds its figures to those of the node; they stand at nothing where nobody is told. */
  void measure(Meters meters) {
    for (WebhookWorker.Ending ending : WebhookWorker.Ending.values()) {
      meters.counter(
          "vestibule.webhook.messages",
          "Messages that this node sent to webhooks, by what became of them",
          Map.of("outcome", ending.name().toLowerCase(Locale.ROOT)),
          () -> worker.count(ending));
    }
    Supplier<EventDeliveryStore.Count> count = meters.once(deliveries::count);
    gauge(meters, "vestibule.webhook.waiting", "Owed messages", () -> count.get().waiting());
    gauge(
        meters, "vestibule.webhook.dead", "Messages that were given up", () -> count.get().dead());
    gauge(
        meters,
        "vestibule.webhook.oldest.seconds",
        "How long the oldest message waits that is owed",
        () -> seconds(deliveries.oldest()));
    gauge(
        meters,
        "vestibule.webhook.failing",
        "Webhooks that take nothing now, or want nothing any more",
        deliveries::failing);
    gauge(
        meters,
        "vestibule.feed.lag.seconds",
        "How long the oldest event waits that cannot be read yet",
        this::lag);
  }

  private void gauge(Meters meters, String name, String meaning, DoubleSupplier value) {
    meters.gauge(name, meaning, Map.of(), () -> on ? value.getAsDouble() : 0);
  }

  private double lag() {
    Optional<Instant> oldest = transactions.read(stores -> stores.events().oldestUnplaced());
    return oldest.map(at -> seconds(Duration.between(at, clock.instant()))).orElse(0.0);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }

  /** Ends after the messages in hand, and gives back what is leased. */
  @Override
  public void close() {
    if (on) {
      worker.stop(LAST_MESSAGE);
    }
    worker.close();
    schedule.close();
  }
}
