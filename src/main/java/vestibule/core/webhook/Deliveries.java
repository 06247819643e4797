package vestibule.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import vestibule.core.event.EventFeed;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.event.EventDelivery.Tries;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.core.store.event.Webhook;

/**
 * Hands the events that are owed to webhooks to those who send them, and notes what became of each.
 * Any number of nodes may do it. An event that fails holds back those of its account and its
 * webhook alone; a receiver that fails again and again gets one try at a time.
 */
public final class Deliveries {

  /** How long a worker may take for one message before another may send it. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** After so many failures without a success it is the receiver that does not work. */
  static final int DOWN = 3;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** For a receiver: what waits for it goes on so much later than it does. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  /** For how long an event is tried. */
  static final Duration GIVE_UP = Duration.ofDays(3);

  private static final int LOOK = 20;
  private static final int BATCH = 1_000;
  private static final int MOST_COUNTED = 100_000;

  private final Transactions transactions;
  private final WebhookSecrets secrets;
  private final InstantSource clock;
  private final AtomicInteger turns = new AtomicInteger();

  /** What is owed in a database. */
  public Deliveries(Transactions transactions, WebhookSecrets secrets, InstantSource clock) {
    this.transactions = transactions;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Leases a message that can be sent now, of each webhook in turn.
   *
   * @param lease names the lease, beginning with the worker's name; unique for each call
   * @param free which webhooks the worker can send to now
   * @return empty when nothing is due
   */
  public Optional<EventMessage> next(String lease, LongPredicate free) {
    for (Webhook webhook : inTurn(ready(free))) {
      Instant now = now();
      Optional<EventMessage> claimed =
          transactions.write(stores -> claim(stores, webhook.id(), lease, now));
      if (claimed.isPresent()) {
        return claimed.map(one -> signed(one, now));
      }
    }
    return Optional.empty();
  }

  private List<Webhook> ready(LongPredicate free) {
    Instant now = now();
    return transactions.read(
        stores ->
            stores.webhooks().all().stream()
                .filter(webhook -> webhook.isReady(now) && free.test(webhook.id()))
                .filter(webhook -> !stores.eventDeliveries().due(webhook.id(), now, 1).isEmpty())
                .toList());
  }

  private List<Webhook> inTurn(List<Webhook> webhooks) {
    List<Webhook> turned = new ArrayList<>(webhooks);
    Collections.rotate(turned, turns.getAndIncrement());
    return turned;
  }

  private static Optional<EventMessage> claim(Stores stores, long id, String lease, Instant now) {
    Optional<Webhook> webhook = stores.webhooks().find(id).filter(one -> one.isReady(now));
    if (webhook.isEmpty()) {
      return Optional.empty();
    }
    EventDeliveryStore deliveries = stores.eventDeliveries();
    List<EventDelivery> due = deliveries.due(id, now, LOOK);
    if (due.isEmpty() || !mayTry(stores, webhook.get(), now)) {
      return Optional.empty();
    }
    Optional<EventDelivery> leased =
        due.stream().filter(one -> deliveries.lease(one, lease, now, now.plus(LEASE))).findFirst();
    return leased.map(
        one ->
            new EventMessage(
                webhook.get(),
                one,
                lease,
                EventFeed.told(stores, List.of(one.placed())).getFirst(),
                List.of()));
  }

  /** Of several nodes one tries a receiver that does not work, until its lease would end. */
  private static boolean mayTry(Stores stores, Webhook webhook, Instant now) {
    return webhook.health().failures() < DOWN
        || stores.webhooks().takeTry(webhook.id(), webhook.health().notBefore(), now.plus(LEASE));
  }

  private EventMessage signed(EventMessage message, Instant now) {
    return new EventMessage(
        message.webhook(),
        message.delivery(),
        message.lease(),
        message.told(),
        secrets.of(message.webhook(), now));
  }

  /** Notes that a message was taken. */
  public void sent(EventMessage message) {
    Instant now = now();
    transactions.write(
        stores -> {
          boolean valid = stores.eventDeliveries().delete(message.delivery(), message.lease());
          if (valid && message.delivery().tries().failed() > 0) {
            stores.eventDeliveries().letGo(message.delivery(), now);
          }
          stores.webhooks().succeeded(message.webhook().id());
          return valid;
        });
  }

  /**
   * Notes that a message was not taken: it is tried again after 5 s, then twice as long each time
   * up to an hour, for 3 days in all. While its receiver takes nothing, the receiver is what is
   * tried again, at most 5 minutes later.
   *
   * @param why for the operator
   * @param wanted how long its receiver wants to be left alone
   * @return whether it was given up
   */
  public boolean refused(EventMessage message, String why, Optional<Duration> wanted) {
    Instant now = now();
    return transactions.write(stores -> refused(stores, message, new Refused(why, wanted, now)));
  }

  private record Refused(String why, Optional<Duration> wanted, Instant at) {

    /** Not before; what a receiver says is believed up to an hour. */
    Instant restUntil(int failures) {
      Duration rest = failures < DOWN ? Duration.ZERO : pause(failures - DOWN, LONGEST_REST);
      Duration asked =
          wanted
              .map(time -> time.compareTo(LONGEST_PAUSE) < 0 ? time : LONGEST_PAUSE)
              .orElse(Duration.ZERO);
      return at.plus(rest.compareTo(asked) < 0 ? asked : rest);
    }
  }

  private static boolean refused(Stores stores, EventMessage message, Refused refused) {
    EventDeliveryStore deliveries = stores.eventDeliveries();
    EventDelivery delivery = message.delivery();
    int failures =
        stores
            .webhooks()
            .find(message.webhook().id())
            .map(webhook -> webhook.health().failures())
            .orElse(0);
    Instant rest = refused.restUntil(failures + 1);
    stores.webhooks().failed(message.webhook().id(), rest, refused.why());
    if (refused.at().isAfter(message.since().plus(GIVE_UP))) {
      boolean buried = deliveries.bury(delivery, message.lease(), refused.why(), refused.at());
      deliveries.letGo(delivery, refused.at());
      return buried;
    }
    Tries next = next(delivery.tries(), failures >= DOWN, refused.at(), rest);
    if (deliveries.release(delivery, message.lease(), next, refused.why())) {
      deliveries.holdBack(delivery, next.due());
    }
    return false;
  }

  /** What a receiver that is down does not take is no worse for it. */
  private static Tries next(Tries tries, boolean down, Instant now, Instant rest) {
    if (down) {
      return new Tries(tries.since(), tries.failed(), rest);
    }
    Instant later = now.plus(pause(tries.failed(), LONGEST_PAUSE));
    return new Tries(tries.since(), tries.failed() + 1, later.isBefore(rest) ? rest : later);
  }

  private static Duration pause(int before, Duration longest) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before, 10));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  /** Notes that the receiver wants no messages any more. */
  public void gone(EventMessage message, String why) {
    Instant now = now();
    transactions.write(
        stores -> {
          stores.webhooks().disable(message.webhook().id(), now, why);
          return stores
              .eventDeliveries()
              .release(message.delivery(), message.lease(), message.delivery().tries(), why);
        });
  }

  /** Gives a message back untouched, as it cannot be sent now. */
  public void putBack(EventMessage message) {
    transactions.write(
        stores -> stores.eventDeliveries().putBack(message.delivery(), message.lease()));
  }

  /** How many are owed and how many were given up, each up to 100,000. */
  public EventDeliveryStore.Count count() {
    return transactions.read(stores -> stores.eventDeliveries().count(MOST_COUNTED));
  }

  /** How long the oldest is owed that was not given up; none where none is. */
  public Duration oldest() {
    return transactions
        .read(stores -> stores.eventDeliveries().oldest())
        .map(since -> Duration.between(since, now()))
        .orElse(Duration.ZERO);
  }

  /** How many webhooks take nothing now, or want nothing any more. */
  public long failing() {
    return transactions.read(stores -> stores.webhooks().all()).stream()
        .filter(webhook -> !webhook.isEnabled() || webhook.health().failures() >= DOWN)
        .count();
  }

  /** What was given up of a webhook's, the latest first. */
  public List<EventDeliveryStore.Dead> dead(long webhook, int most) {
    return transactions.read(stores -> stores.eventDeliveries().dead(webhook, most));
  }

  /**
   * Begins anew with what was given up: it is sent after what was sent meanwhile.
   *
   * @param position of one event; empty for all
   * @return how many were
   */
  public int resend(long webhook, OptionalLong position) {
    int all = 0;
    int some;
    do {
      some =
          transactions.write(
              stores -> stores.eventDeliveries().resend(webhook, position, now(), BATCH));
      all += some;
    } while (some == BATCH);
    return all;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
