package vestibule.core.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.SigningKey;
import vestibule.core.secret.KeyRing;

/**
 * The keys of one family of tokens: the current one signs, and each that is alive verifies. HS256
 * tokens do not name their key, as clients know their header, so that their keys are tried one
 * after the other; the others are found by {@code kid}.
 */
public final class TokenKeys {

  private final KeyRing ring;
  private final String family;
  private final KeyAlgorithms algorithms;
  private final InstantSource clock;

  private volatile Codecs last = new Codecs(-1, List.of());

  /** Keys of a family. */
  public TokenKeys(KeyRing ring, String family, KeyAlgorithms algorithms, InstantSource clock) {
    this.ring = ring;
    this.family = family;
    this.algorithms = algorithms;
    this.clock = clock;
  }

  /** The codecs of one era, those first that signed last. */
  private record Codecs(int era, List<KeyCodec> all) {}

  /** A key, and what signs and verifies with it: the same for as long as the key is there. */
  private record KeyCodec(SigningKey key, JwtCodec codec) {

    private boolean isOf(SigningKey other) {
      return key.name().equals(other.name()) && key.times().made().equals(other.times().made());
    }
  }

  /**
   * What was found of a token.
   *
   * @param by what verified it; empty where none of the keys signed it
   */
  record Judged(Optional<JwtCodec> by, JwtCodec.Verification verification) {}

  /** Signs a payload with the current key. */
  String sign(byte[] payload) {
    Instant now = clock.instant();
    for (KeyCodec each : codecs().all()) {
      if (each.key().times().isAlive(now) && each.key().times().hasBegun(now)) {
        return each.codec().sign(payload);
      }
    }
    throw new IllegalStateException("there is no key that signs tokens of " + family);
  }

  /** Checks a token that came from outside; any text is allowed. */
  Judged verify(String token) {
    Instant now = clock.instant();
    for (KeyCodec each : codecs().all()) {
      if (each.key().times().isAlive(now)) {
        JwtCodec.Verification found = each.codec().verify(token);
        if (!found.equals(JwtCodec.NOT_SIGNED)) {
          return new Judged(Optional.of(each.codec()), found);
        }
      }
    }
    return new Judged(Optional.empty(), JwtCodec.NOT_SIGNED);
  }

  /**
   * Whether what was verified by that codec is still: its key is neither gone nor over. A key that
   * is added, also by a rotation, takes nothing from what others have signed.
   */
  boolean isInForce(JwtCodec codec, Instant now) {
    for (KeyCodec each : codecs().all()) {
      if (each.codec() == codec) {
        return each.key().times().isAlive(now);
      }
    }
    return false;
  }

  private Codecs codecs() {
    KeyRing.Held held = ring.now();
    Codecs known = last;
    if (known.era() == held.era()) {
      return known;
    }
    List<KeyCodec> codecs =
        held.ring().of(family).stream()
            .map(key -> new KeyCodec(key, codec(key, known, held)))
            .toList();
    Codecs fresh = new Codecs(held.era(), codecs);
    last = fresh;
    return fresh;
  }

  private JwtCodec codec(SigningKey key, Codecs known, KeyRing.Held held) {
    return known.all().stream()
        .filter(each -> each.isOf(key))
        .map(KeyCodec::codec)
        .findAny()
        .orElseGet(
            () -> algorithms.codec(key.name(), held.secret(key.name().text()).orElseThrow()));
  }
}
