package vestibule.crypto.foreign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A hash that was read and is within its bounds.
 *
 * @param kind what hashes of one kind cost alike: the way of computing and its parameters
 * @param memory that a try takes, in KiB
 * @param typing what the other system did to a typed text before it hashed it
 */
record Form(String kind, long memory, Verifier verifier, UnaryOperator<String> typing) {

  private static final long NO_MEMORY = 0;

  /** How a password is tried. */
  sealed interface Verifier {}

  /** A hash that is slow enough to be kept as it is. */
  record Slow(Predicate<byte[]> matches) implements Verifier {}

  /**
   * A digest that whoever reads a backup would try passwords on by the billion, so that it is
   * hashed once more before it is kept.
   *
   * @param blank the hash's text with another digest in its place
   * @param inner computes the digest of a password
   */
  record Fast(String blank, byte[] digest, UnaryOperator<byte[]> inner) implements Verifier {}

  static Form slow(String kind, long memory, Predicate<byte[]> matches) {
    return new Form(kind, memory, new Slow(matches), UnaryOperator.identity());
  }

  /** A slow hash that computes bytes of which all must be right. */
  static Form derived(String kind, long memory, byte[] expected, UnaryOperator<byte[]> derive) {
    return slow(kind, memory, password -> MessageDigest.isEqual(expected, derive.apply(password)));
  }

  static Form fast(String blank, byte[] digest, UnaryOperator<byte[]> inner) {
    return new Form("wrapped", NO_MEMORY, new Fast(blank, digest, inner), UnaryOperator.identity());
  }

  /** The same of another text than the typed one first, which may cost twice as much. */
  Form typed(UnaryOperator<String> before) {
    return new Form(kind + " typed", memory, verifier, text -> typing.apply(before.apply(text)));
  }

  /** The same, of what is made of a password first. */
  Form of(UnaryOperator<byte[]> before) {
    Verifier made =
        switch (verifier) {
          case Slow(Predicate<byte[]> matches) ->
              new Slow(password -> matches.test(before.apply(password)));
          case Fast(String blank, byte[] digest, UnaryOperator<byte[]> inner) ->
              new Fast(blank, digest, password -> inner.apply(before.apply(password)));
        };
    return new Form(kind, memory, made, typing);
  }

  /**
   * The texts that are tried for a typed one, in turn: as the other system would, then as it is.
   */
  List<byte[]> tries(String typed) {
    return Stream.of(typing.apply(typed), typed)
        .distinct()
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
