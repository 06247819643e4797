package vestibule.core.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Who was turned away by the limit of an account, and until when: somebody who asks again before
 * that is answered without a look into the database. The newest take the places of older ones.
 */
final class TurnedAway {

  private static final int PLACES = 1 << 14;

  private volatile AtomicReferenceArray<One> places = new AtomicReferenceArray<>(PLACES);

  private record One(long key, Whose limit, Instant until) {}

  /**
   * A limit of somebody's.
   *
   * @param account 0 where none is known
   */
  record Whose(Limit limit, long account) {}

  /** What somebody still has to wait for. */
  record Wait(Whose limit, Duration left) {}

  /** Somebody was told to come again later. */
  void add(long key, Whose limit, Instant until) {
    places.set(place(key), new One(key, limit, until));
  }

  /** Nobody is answered without a look. */
  void clear() {
    places = new AtomicReferenceArray<>(PLACES);
  }

  /** Empty for somebody who may be looked at. */
  Optional<Wait> of(long key, Instant now) {
    return Optional.ofNullable(places.get(place(key)))
        .filter(one -> one.key() == key && now.isBefore(one.until()))
        .map(one -> new Wait(one.limit(), Duration.between(now, one.until())));
  }

  /** A key is part of a hash, so that its bits need no mixing. */
  private static int place(long key) {
    return (int) key & (PLACES - 1);
  }
}
