package vestibule.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key of the ring, without its secret. */
public record SigningKey(Name name, Times times) {

  /** How a key signs. A key never signs or verifies any other way (RFC 8725, 3.1). */
  public enum Algorithm {
    HS256("HS256"),
    ES256("ES256"),
    EDDSA("EdDSA"),
    RS256("RS256");

    private final String header;

    Algorithm(String header) {
      this.header = header;
    }

    /** What {@code alg} says in a token's header (RFC 7518, 3.1; RFC 8037, 3.1). */
    public String header() {
      return header;
    }

    /** Whether everybody may know what verifies: then tokens name their key. */
    public boolean isPublished() {
      return this != HS256;
    }
  }

  /**
   * A key's name. It is sealed with the secret, so that nobody who writes to the database makes one
   * key of another.
   *
   * @param family whose tokens it is for
   * @param id lower-case hex digits; "" for the key that a family had before there was a ring
   */
  public record Name(String family, Algorithm algorithm, String id) {

    private static final Pattern TEXT =
        Pattern.compile("signing-key/([a-z0-9]+)(?:/([a-z0-9]+)-([0-9a-f]{16}))?");

    /** Reads a name; empty where it is that of another secret. */
    public static Optional<Name> of(String text) {
      Matcher parts = TEXT.matcher(text);
      if (!parts.matches()) {
        return Optional.empty();
      }
      return parts.group(2) == null
          ? Optional.of(new Name(parts.group(1), Algorithm.HS256, ""))
          : algorithm(parts.group(2))
              .map(algorithm -> new Name(parts.group(1), algorithm, parts.group(3)));
    }

    private static Optional<Algorithm> algorithm(String text) {
      for (Algorithm algorithm : Algorithm.values()) {
        if (lower(algorithm).equals(text)) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }

    private static String lower(Algorithm algorithm) {
      return algorithm.name().toLowerCase(Locale.ROOT);
    }

    /** What {@code kid} says in the header of a token, and what operators call the key by. */
    public String kid() {
      return id.isEmpty() ? family : family + "-" + lower(algorithm) + "-" + id;
    }

    /** The name as it is kept. */
    public String text() {
      String ring = "signing-key/" + family;
      return id.isEmpty() ? ring : ring + "/" + lower(algorithm) + "-" + id;
    }
  }

  /**
   * When a key does what.
   *
   * @param signsFrom empty while it waits for the one before
   * @param ends when nothing is verified with it any more; empty while nobody has decided that
   * @param longestLife of a token that it signed
   */
  public record Times(
      Instant made, Optional<Instant> signsFrom, Optional<Instant> ends, Duration longestLife) {

    /** Whether tokens that it signed are taken. */
    public boolean isAlive(Instant now) {
      return ends.isEmpty() || now.isBefore(ends.get());
    }

    /** Whether it has begun to sign. */
    public boolean hasBegun(Instant now) {
      return signsFrom.isPresent() && !now.isBefore(signsFrom.get());
    }
  }

  /** Whether it signs or signed the tokens of that family. */
  public boolean isOf(String family) {
    return name.family().equals(family);
  }
}
