package vestibule.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What verifies the tokens of an installation before.
 *
 * @param bytes a secret, or a public key as X.509 has it
 * @param bits of a secret or a modulus
 */
public record FormerKey(Algorithm algorithm, byte[] bytes, int bits) {

  /** How it had signed. */
  public enum Algorithm {
    HS256(256),
    RS256(2048),
    ES256(256);

    /** Of a key at least (RFC 7518, 3.2 and 3.3). */
    private final int bits;

    Algorithm(int bits) {
      this.bits = bits;
    }
  }

  /** How a secret is written. */
  enum Encoding {
    TEXT,
    BASE64
  }

  static Optional<FormerKey> read(Values values, FormerTokenSettings settings) {
    Optional<Algorithm> algorithm = FormerTokensConfig.required(values, settings.algorithm());
    Optional<String> secret = values.ofName(settings.secret());
    Optional<String> publicKey = values.ofName(settings.publicKey());
    Encoding encoding = values.ofName(settings.secretEncoding()).orElse(Encoding.TEXT);
    if (algorithm.isEmpty()) {
      return Optional.empty();
    }
    boolean symmetric = algorithm.get() == Algorithm.HS256;
    Setting<String> wanted = symmetric ? settings.secret() : settings.publicKey();
    Setting<String> unwanted = symmetric ? settings.publicKey() : settings.secret();
    if (values.isSet(unwanted)) {
      values.problem(unwanted.key() + " is nothing that " + algorithm.get() + " verifies with");
      return Optional.empty();
    }
    Optional<String> text = symmetric ? secret : publicKey;
    if (text.isEmpty()) {
      if (!values.isSet(wanted)) {
        values.problem(wanted.key() + " is missing, or " + wanted.key() + "-file");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(
          symmetric ? secret(text.get(), encoding) : publicKey(algorithm.get(), text.get()));
    } catch (Setting.Wrong wrong) {
      values.problem(
          wanted.key() + " is wrong (the value is not shown); expected " + wrong.getMessage());
      return Optional.empty();
    }
  }

  /** A public key is known to everybody: who takes it for a secret lets everybody sign. */
  private static FormerKey secret(String text, Encoding encoding) {
    if (PublicKeyText.isKey(text)) {
      throw new Setting.Wrong("a secret of HS256, and no key of RS256 or ES256");
    }
    byte[] bytes = encoding == Encoding.TEXT ? text.getBytes(UTF_8) : decoded(text);
    return new FormerKey(Algorithm.HS256, bytes, bytes.length * Byte.SIZE);
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Setting.Wrong("base64");
    }
  }

  private static FormerKey publicKey(Algorithm algorithm, String text) {
    PublicKeyText key = PublicKeyText.read(algorithm, text);
    return new FormerKey(algorithm, key.spki(), key.bits());
  }

  /** What an operator should know of it, a sentence each. */
  List<String> warnings(String name) {
    return bits >= algorithm.bits
        ? List.of()
        : List.of(
            "the key of former-tokens."
                + name
                + " has "
                + bits
                + " bits, and "
                + algorithm
                + " needs "
                + algorithm.bits
                + ": who has one of its tokens can guess the key and then be anybody");
  }

  /** Hides the key. */
  @Override
  public String toString() {
    return "FormerKey[algorithm=" + algorithm + "]";
  }
}
