package vestibule.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.secret.KeyRing;
import vestibule.core.store.Ids;
import vestibule.core.store.SigningKeyStore;
import vestibule.core.store.Stores;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.core.store.event.Webhook;
import vestibule.core.webhook.WebhookRefusal.Why;

/** What operators do with webhooks. */
public final class Webhooks {

  /** How long a secret is good beside the one that took its place. */
  static final Duration OVERLAP = Duration.ofHours(24);

  /** Each is one more row for each event. */
  private static final int MOST = 20;

  private static final int BATCH = 1_000;

  private final Changes changes;
  private final Ids ids;
  private final KeyRing keys;
  private final WebhookSecrets secrets;
  private final Terms terms;

  /**
   * What the settings say.
   *
   * @param kept whether events are kept at all
   */
  public record Terms(boolean kept, Destination.Allowed allowed) {}

  /** The webhooks of a database. */
  public Webhooks(Changes changes, Ids ids, KeyRing keys, WebhookSecrets secrets, Terms terms) {
    this.changes = changes;
    this.ids = ids;
    this.keys = keys;
    this.secrets = secrets;
    this.terms = terms;
  }

  /** The same in the name of whom those changes are by. */
  public Webhooks by(Changes others) {
    return new Webhooks(others, ids, keys, secrets, terms);
  }

  /**
   * A webhook whose secret is told once.
   *
   * @param secret as its receiver has to know it
   */
  public record Made(Webhook webhook, String secret) {

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Made[" + webhook.id() + "]";
    }
  }

  /**
   * Makes one; it is told of what happens from now on.
   *
   * @param types that it is told; empty for all
   * @throws WebhookRefusal when nothing may be sent there, or nothing ever would
   */
  public Made create(String url, Set<AccountEvent.Type> types) {
    if (!terms.kept()) {
      throw new WebhookRefusal(
          Why.NOT_KEPT,
          "events are not kept: set events.kept to on, for the servers and for commands");
    }
    String whole = Destination.of(url, terms.allowed()).uri().toString();
    long id = ids.next(Ids.Sequence.WEBHOOK);
    byte[] secret = secrets.draw();
    Instant now = changes.now();
    Webhook webhook = new Webhook(id, whole, types, now, Optional.empty(), Webhook.Health.FRESH);
    String sealed = secrets.sealed(id, secret);
    change(
        Kind.WEBHOOK_MADE,
        id,
        stores -> {
          if (stores.webhooks().all().size() >= MOST) {
            throw new WebhookRefusal(Why.FULL, "there are " + MOST + " webhooks already");
          }
          stores.webhooks().insert(webhook);
          WebhookSecrets.put(stores.signingKeys(), id, sealed, now);
          return true;
        });
    return new Made(webhook, WebhookSecrets.shown(secret));
  }

  /** All of them, the oldest first. */
  public List<Webhook> list() {
    return changes.read(stores -> stores.webhooks().all());
  }

  /** The one of that id. */
  public Optional<Webhook> find(long id) {
    return changes.read(stores -> stores.webhooks().find(id));
  }

  /**
   * Gives one another secret. For a day messages are signed with both, so that no receiver notices
   * the moment.
   *
   * @param atOnce whether the secret before is worth nothing from now on
   * @return the secret as its receiver has to know it
   * @throws WebhookRefusal when there is none of that id
   */
  public String rotate(long id, boolean atOnce) {
    byte[] secret = secrets.draw();
    String sealed = secrets.sealed(id, secret);
    String former = secrets.sealedAsFormer(id);
    boolean overlaps = !atOnce && !former.isEmpty();
    Instant now = changes.now();
    Optional<Instant> end = overlaps ? Optional.of(now.plus(OVERLAP)) : Optional.empty();
    change(
        Kind.WEBHOOK_CHANGED,
        id,
        stores -> {
          SigningKeyStore store = stores.signingKeys();
          WebhookSecrets.put(store, id, sealed, now);
          if (overlaps) {
            WebhookSecrets.putFormer(store, id, former, now);
          } else {
            WebhookSecrets.dropFormer(store, id);
          }
          return stores.webhooks().overlap(id, end);
        });
    return WebhookSecrets.shown(secret);
  }

  /**
   * Tells one again that had asked for no more, or failed.
   *
   * @throws WebhookRefusal when there is none of that id
   */
  public void enable(long id) {
    change(Kind.WEBHOOK_CHANGED, id, stores -> stores.webhooks().enable(id));
  }

  /**
   * Tells one nothing more until it is enabled. What is owed to it waits for three days at most,
   * and what happens meanwhile is not told to it afterwards.
   *
   * @throws WebhookRefusal when there is none of that id
   */
  public void disable(long id) {
    Instant now = changes.now();
    change(
        Kind.WEBHOOK_CHANGED,
        id,
        stores -> {
          stores.webhooks().disable(id, now, "disabled by an operator");
          return stores.webhooks().find(id).isPresent();
        });
  }

  /**
   * Begins anew with what was given up, as {@link Deliveries#resend} does, and says so in the audit
   * trail.
   *
   * @param position of one event; empty for all
   * @return how many were
   */
  public int resend(long id, OptionalLong position) {
    AuditEvent event =
        changes.byOperator(Kind.WEBHOOK_CHANGED, 0, "webhook " + id + ", events sent again");
    int all = 0;
    int some;
    do {
      boolean first = all == 0;
      some = changes.unit(0, event.at(), change -> again(change, id, position, event, first));
      all += some;
    } while (some == BATCH);
    return all;
  }

  private static int again(
      Change change, long id, OptionalLong position, AuditEvent event, boolean first) {
    int some = change.stores().eventDeliveries().resend(id, position, event.at(), BATCH);
    if (some > 0 && first) {
      change.record(event);
    }
    return some;
  }

  /** What was given up, the latest first. */
  public List<EventDeliveryStore.Dead> dead(long id, int most) {
    return changes.read(stores -> stores.eventDeliveries().dead(id, most));
  }

  /** What is owed and was not given up, the next due first. */
  public List<EventDeliveryStore.Waiting> waiting(long id, int most) {
    return changes.read(stores -> stores.eventDeliveries().waiting(id, most));
  }

  /**
   * Removes one with all that is owed to it.
   *
   * @throws WebhookRefusal when there is none of that id
   */
  public void delete(long id) {
    change(
        Kind.WEBHOOK_DELETED,
        id,
        stores -> {
          // Who gives positions has read which webhooks there are: nothing is owed to it
          // afterwards.
          stores.events().lockEnd();
          WebhookSecrets.drop(stores.signingKeys(), id);
          return stores.webhooks().delete(id);
        });
    // No unit of work is long.
    int removed;
    do {
      removed = changes.write(stores -> stores.eventDeliveries().removeOf(id, BATCH));
    } while (removed > 0);
  }

  private void change(Kind kind, long id, Predicate<Stores> work) {
    AuditEvent event = changes.byOperator(kind, 0, "webhook " + id);
    String mark = keys.mark();
    changes.unit(
        0,
        event.at(),
        change -> {
          if (!change.stores().signingKeys().holds(KeyRing.MASTER_KEY_MARK, mark)) {
            throw new WebhookRefusal(
                Why.CHANGED, "the master key was changed meanwhile: try again");
          }
          if (!work.test(change.stores())) {
            throw new WebhookRefusal(Why.UNKNOWN, "there is no webhook of that id");
          }
          return announced(change, event);
        });
  }

  private static Change announced(Change change, AuditEvent event) {
    change.record(event);
    change.announce(Stores.SIGNING_KEYS);
    return change;
  }
}
