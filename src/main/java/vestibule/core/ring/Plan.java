package vestibule.core.ring;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.SigningKey;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.Ring;
import vestibule.core.store.SigningKeyStore;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.Stores;

/**
 * What is to become of the ring, made up of what was read of it. It is carried out only if the ring
 * is still that one, so that of two nodes that plan at once one has to look again.
 */
final class Plan {

  private final Instant now;
  private final KeyRing.Held seen;
  private final String mark;
  private final List<Consumer<SigningKeyStore>> steps = new ArrayList<>();
  private final Set<String> scheduled = new HashSet<>();
  private final List<Told> told = new ArrayList<>();

  /** Draws up events in the name of who caused them. */
  @FunctionalInterface
  interface Author {
    AuditEvent event(Kind kind, long account, String detail);
  }

  /** What the audit trail is to say. */
  private record Told(Kind kind, String detail) {}

  /**
   * A plan without a step.
   *
   * @param mark of the master key that new keys are sealed with
   */
  Plan(Instant now, KeyRing.Held seen, String mark) {
    this.now = now;
    this.seen = seen;
    this.mark = mark;
  }

  Ring ring() {
    return seen.ring();
  }

  KeyRing.Held seen() {
    return seen;
  }

  Instant now() {
    return now;
  }

  void add(SealedSecret secret) {
    steps.add(keys -> keys.insert(secret));
  }

  void put(String name, String sealed) {
    steps.add(keys -> keys.put(name, sealed, now));
  }

  void schedule(SigningKey key, SigningKey.Times times) {
    scheduled.add(key.name().text());
    steps.add(keys -> keys.schedule(key.name().text(), times));
  }

  /** Whether a key's times are set by it. */
  boolean isAbout(SigningKey key) {
    return scheduled.contains(key.name().text());
  }

  void remove(SigningKey key) {
    steps.add(keys -> keys.delete(key.name().text()));
  }

  /** Notes for the audit trail what happens to a key. */
  void tell(Kind kind, String detail) {
    told.add(new Told(kind, detail));
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * Does it all in one unit of work.
   *
   * @param author of its events
   * @return false, and nothing is done, when the ring or the master key is another by now
   */
  boolean carryOut(Changes changes, Author author) {
    List<AuditEvent> events =
        told.stream().map(it -> author.event(it.kind(), 0, it.detail())).toList();
    return changes.unit(0, now, change -> carriedOut(change, events));
  }

  private boolean carriedOut(Change change, List<AuditEvent> events) {
    SigningKeyStore keys = change.stores().signingKeys();
    if (!keys.holds(KeyRing.MASTER_KEY_MARK, mark) || !keys.all().equals(seen.rows())) {
      return false;
    }
    steps.forEach(step -> step.accept(keys));
    events.forEach(change::record);
    change.announce(Stores.SIGNING_KEYS);
    return true;
  }
}
