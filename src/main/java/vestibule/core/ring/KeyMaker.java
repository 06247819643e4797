package vestibule.core.ring;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vestibule.core.model.SigningKey;
import vestibule.core.model.SigningKey.Algorithm;
import vestibule.core.model.SigningKey.Name;
import vestibule.core.model.SigningKey.Times;
import vestibule.core.secret.Digests;
import vestibule.core.secret.KeyRing;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.token.KeyAlgorithms;

/** Makes keys, and what belongs to them, sealed. Done before a unit of work. */
record KeyMaker(KeyRing keys, KeyAlgorithms algorithms, RandomGenerator random) {

  /** A new key, and its secret. */
  record Made(SigningKey key, byte[] secret, SealedSecret row) {}

  /** The name by which the version before finds the one key that it has. */
  static Name firstName(String family) {
    return new Name(family, Algorithm.HS256, "");
  }

  Name newName(String family, Algorithm algorithm) {
    return new Name(family, algorithm, HexFormat.of().toHexDigits(random.nextLong()));
  }

  /** A new key of that name. */
  Made make(Name name, Instant now, Optional<Instant> from, Duration longestLife) {
    byte[] secret = algorithms.generate(name.algorithm());
    Times times = new Times(now, from, Optional.empty(), longestLife);
    String sealed = keys.sealed(name.text(), secret);
    return new Made(
        new SigningKey(name, times), secret, new SealedSecret(name.text(), sealed, times));
  }

  /** The key of CSRF values as the version before derives it from its only key. */
  SealedSecret csrf(String name, byte[] key, Instant now) {
    return SealedSecret.of(name, keys.sealed(name, Digests.hmacSha256(key, "csrf")), now);
  }

  /** Another one, of which nothing is known to whoever knows a key. */
  String freshCsrf(String name) {
    return keys.sealed(name, algorithms.generate(Algorithm.HS256));
  }
}
