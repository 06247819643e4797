package vestibule.core.secret;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.core.model.SigningKey;

/**
 * The signing keys of all families. Of each family one key signs; the next one is known to all
 * nodes long before it does, and the ones before still verify until the last of their tokens ends.
 */
public record Ring(List<SigningKey> keys) {

  public Ring {
    keys = List.copyOf(keys);
  }

  /** What a key is there for. */
  public enum State {
    /** It verifies already and will sign. */
    NEXT,
    CURRENT,
    /** It has signed, and verifies for as long as its tokens live. */
    OVERLAPPING,
    /** Nothing is verified with it any more. */
    ENDED
  }

  /** All keys of a family, those first that began to sign last. */
  public List<SigningKey> of(String family) {
    return keys.stream()
        .filter(key -> key.name().family().equals(family))
        .sorted(
            Comparator.comparing(
                (SigningKey key) -> key.times().signsFrom().orElse(Instant.MIN),
                Comparator.reverseOrder()))
        .toList();
  }

  /** The key that signs; empty in a family that has none yet. */
  public Optional<SigningKey> current(String family, Instant now) {
    return own(family, now)
        .filter(key -> key.times().hasBegun(now))
        .max(
            Comparator.comparing((SigningKey key) -> key.times().signsFrom().orElseThrow())
                .thenComparing(key -> key.name().text()));
  }

  /** The key that will sign; one whose time is set comes before one that waits. */
  public Optional<SigningKey> next(String family, Instant now) {
    return own(family, now)
        .filter(key -> !key.times().hasBegun(now))
        .min(
            Comparator.comparing((SigningKey key) -> key.times().signsFrom().orElse(Instant.MAX))
                .thenComparing(key -> key.times().made())
                .thenComparing(key -> key.name().text()));
  }

  /** What a key of the ring is there for at that time. */
  public State state(SigningKey key, Instant now) {
    if (!key.times().isAlive(now)) {
      return State.ENDED;
    }
    if (!key.times().hasBegun(now)) {
      return State.NEXT;
    }
    return current(key.name().family(), now).filter(key::equals).isPresent()
        ? State.CURRENT
        : State.OVERLAPPING;
  }

  private Stream<SigningKey> own(String family, Instant now) {
    return keys.stream().filter(key -> key.isOf(family) && key.times().isAlive(now));
  }
}
