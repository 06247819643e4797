package vestibule.core.password;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the password hashes of other systems. Nothing is guessed, as one text means different
 * things in different systems: its source says by what scheme it was made.
 *
 * <p>Reading computes no hash, however costly the text says that it is, and throws nothing.
 */
public interface ForeignHashes {

  /** The scheme of what a server of this kind has exported: its text is what the database holds. */
  String VERBATIM = "vestibule";

  /**
   * Reads a hash.
   *
   * @param text as the other system kept it; where its parts lie in columns of their own, an object
   *     of JSON
   */
  Reading read(Source source, String text);

  /**
   * Where a hash comes from.
   *
   * @param scheme by which it was made; of the key where there is one
   * @param key the name of the setting {@code foreign-hashes} that says the scheme and its secrets
   * @param params of the scheme, by the names that they have in {@code foreign-hashes}; none is a
   *     secret, as they are kept with each hash
   */
  record Source(String scheme, Optional<String> key, Map<String, String> params) {

    /** Hashes of a scheme whose text says all. */
    public static Source scheme(String scheme) {
      return new Source(scheme, Optional.empty(), Map.of());
    }

    /** The same with parameters that are no secrets. */
    public static Source scheme(String scheme, Map<String, String> params) {
      return new Source(scheme, Optional.empty(), params);
    }

    /** Hashes that a key of the settings describes. */
    public static Source key(String name) {
      return new Source("", Optional.of(name), Map.of());
    }
  }

  /** What a text is. */
  sealed interface Reading {}

  /**
   * A hash that passwords can be verified against.
   *
   * @param wrapped whether keeping it costs one hash of ours
   * @param stored makes the text that is kept as the account's password; it can be called on any
   *     thread
   */
  record Usable(boolean wrapped, Supplier<String> stored) implements Reading {}

  /** There is no password, as the other system writes it. */
  record NoPassword() implements Reading {}

  /** A text that cannot be taken. */
  record Refused(Reason reason) implements Reading {}

  /** Why a hash cannot be taken. */
  enum Reason {
    UNKNOWN,
    DAMAGED,
    TOO_COSTLY,
    NEEDS_KEY;

    /** As reports say it: {@code hash_damaged}. */
    public String word() {
      return "hash_" + name().toLowerCase(Locale.ROOT);
    }
  }
}
