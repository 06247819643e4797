package vestibule.core.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import vestibule.core.secret.KeyRing;

/**
 * What everybody may know of the keys: those of the pairs that verify tokens of this server, the
 * ones included that will sign next. A key of HS256 is nobody's to know.
 */
public final class PublishedKeys {

  private final KeyRing ring;
  private final KeyAlgorithms algorithms;
  private final InstantSource clock;

  public PublishedKeys(KeyRing ring, KeyAlgorithms algorithms, InstantSource clock) {
    this.ring = ring;
    this.algorithms = algorithms;
    this.clock = clock;
  }

  /** The members of a JWK for each key (RFC 7517). */
  public List<Map<String, String>> all() {
    Instant now = clock.instant();
    KeyRing.Held held = ring.now();
    return held.ring().keys().stream()
        .filter(key -> key.name().algorithm().isPublished())
        .filter(key -> key.times().isAlive(now))
        .map(key -> algorithms.published(key.name(), held.secret(key.name().text()).orElseThrow()))
        .toList();
  }
}
