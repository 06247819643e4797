package vestibule.core.arrival;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import vestibule.core.cache.SessionEnd;
import vestibule.core.change.Change;
import vestibule.core.model.Door;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.session.Sessions;
import vestibule.core.store.Ids;
import vestibule.core.store.SecretStore;
import vestibule.core.store.Stores;

/**
 * The opaque keys that people bring along: each begins a session at the door that hands such keys
 * out, for which nothing was proved here.
 */
public final class ArrivingKeys {

  private final Ids ids;
  private final SessionEnd end;
  private final Door door;
  private final Session.Terms terms;
  private final BiPredicate<Stores, Long> demanding;

  /**
   * Keys of a door.
   *
   * @param terms what a session begins with there
   * @param demanding whether an account lets nobody in without a second factor
   */
  public ArrivingKeys(
      Ids ids,
      SessionEnd end,
      Door door,
      Session.Terms terms,
      BiPredicate<Stores, Long> demanding) {
    this.ids = ids;
    this.end = end;
    this.door = door;
    this.terms = terms;
    this.demanding = demanding;
  }

  /**
   * A key that is to come in.
   *
   * @param hash its SHA-256 in hex
   */
  record Key(String hash, long session) {}

  /** Draws up what somebody brings along; somebody who is disabled brings nothing. */
  List<Key> of(Arrival arrival) {
    return arrival.active()
        ? arrival.identity().keys().stream()
            .distinct()
            .map(hash -> new Key(hash, ids.next(Ids.Sequence.SESSION)))
            .toList()
        : List.of();
  }

  /**
   * Begins sessions, but for somebody who is let in by a second factor alone, as the system before
   * asked for none; the account is locked, or new, and has its rights.
   *
   * @param before the hashes of those that have come before, which do not come again
   * @return the hashes of those that have come now
   */
  List<String> bring(
      Change change, long account, List<Key> keys, List<String> before, Visit visit) {
    Stores stores = change.stores();
    if (keys.isEmpty() || demanding.test(stores, account)) {
      return List.of();
    }
    List<String> come = new ArrayList<>();
    for (Key key : keys) {
      if (!before.contains(key.hash()) && stores.secrets().find(key.hash()).isEmpty()) {
        stores
            .sessions()
            .insert(
                session(account, key.session(), change.now()),
                Optional.of(key.hash()),
                visit.client());
        stores
            .secrets()
            .insert(
                key.hash(),
                new SecretStore.Target(SecretStore.Kind.SESSION, account, key.session()));
        come.add(key.hash());
      }
    }
    if (!come.isEmpty()) {
      change.endOldestSessions(account, Sessions.MOST);
    }
    return come;
  }

  private Session session(long account, long id, Instant now) {
    Session.Life life =
        new Session.Life(now, now, end.of(door.name(), now, now, terms.idle()), Optional.empty());
    return new Session(account, id, door.name(), terms, life, List.of());
  }
}
