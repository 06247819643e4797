package vestibule.config;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A public key as operators have it: in PEM (RFC 7468) or as a JWK (RFC 7517).
 *
 * @param spki the key as X.509 has it
 * @param bits of its modulus or curve
 */
record PublicKeyText(byte[] spki, int bits) {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  /** What is in a text that is some key of a pair: PEM of any kind, a key of SSH, a JWK. */
  private static final Pattern OF_A_PAIR =
      Pattern.compile("-----BEGIN |^(ssh|ecdsa)-[a-z0-9-]+ |^\\{.*\"kty\"", Pattern.DOTALL);

  private static final int LEAST_MODULUS = 1024;

  /** Whether a text is a key of a pair, and so nothing that a secret may be. */
  static boolean isKey(String text) {
    return OF_A_PAIR.matcher(text).find()
        || Stream.of(FormerKey.Algorithm.RS256, FormerKey.Algorithm.ES256)
            .anyMatch(algorithm -> ofBase64(algorithm, text).isPresent());
  }

  /**
   * Reads a key.
   *
   * @throws Setting.Wrong where it is none of that algorithm
   */
  static PublicKeyText read(FormerKey.Algorithm algorithm, String text) {
    Matcher pem = PEM.matcher(text);
    Optional<PublicKey> key =
        pem.find() ? ofBase64(algorithm, pem.group(1)) : ofJwk(algorithm, text);
    return key.flatMap(PublicKeyText::of)
        .orElseThrow(
            () ->
                new Setting.Wrong(
                    "a public key of "
                        + algorithm
                        + " in PEM (-----BEGIN PUBLIC KEY-----) or as a JWK"));
  }

  private static Optional<PublicKeyText> of(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa when rsa.getModulus().bitLength() >= LEAST_MODULUS ->
          Optional.of(new PublicKeyText(key.getEncoded(), rsa.getModulus().bitLength()));
      case ECPublicKey point when isP256(point.getParams()) ->
          Optional.of(
              new PublicKeyText(
                  key.getEncoded(), point.getParams().getCurve().getField().getFieldSize()));
      default -> Optional.empty();
    };
  }

  private static boolean isP256(ECParameterSpec parameters) {
    return parameters.getCurve().equals(p256().getCurve())
        && parameters.getGenerator().equals(p256().getGenerator());
  }

  private static ECParameterSpec p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static Optional<PublicKey> ofBase64(FormerKey.Algorithm algorithm, String text) {
    try {
      byte[] spki = Base64.getMimeDecoder().decode(text);
      return of(algorithm, new X509EncodedKeySpec(spki));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> of(FormerKey.Algorithm algorithm, KeySpec spec) {
    String family = algorithm == FormerKey.Algorithm.RS256 ? "RSA" : "EC";
    try {
      return Optional.of(KeyFactory.getInstance(family).generatePublic(spec));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** JSON is YAML. */
  private static Optional<PublicKey> ofJwk(FormerKey.Algorithm algorithm, String text) {
    LoaderOptions options = new LoaderOptions();
    // By an alias a list holds itself: as a part of a key it has no end.
    options.setMaxAliasesForCollections(0);
    try {
      Object read = new Yaml(new SafeConstructor(options)).load(text);
      return read instanceof Map<?, ?> jwk ? ofJwk(algorithm, jwk) : Optional.empty();
    } catch (YAMLException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> ofJwk(FormerKey.Algorithm algorithm, Map<?, ?> jwk) {
    String type = text(jwk, "kty").toUpperCase(Locale.ROOT);
    boolean rsa = algorithm == FormerKey.Algorithm.RS256;
    if (!type.equals(rsa ? "RSA" : "EC")) {
      return Optional.empty();
    }
    return rsa
        ? of(algorithm, new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")))
        : point(jwk).flatMap(point -> of(algorithm, new ECPublicKeySpec(point, p256())));
  }

  /** Of coordinates that are longer than its curve's the JDK makes a mistake and no refusal. */
  private static Optional<ECPoint> point(Map<?, ?> jwk) {
    ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
    int most = Math.max(point.getAffineX().bitLength(), point.getAffineY().bitLength());
    return "P-256".equals(jwk.get("crv")) && most <= p256().getCurve().getField().getFieldSize()
        ? Optional.of(point)
        : Optional.empty();
  }

  private static BigInteger number(Map<?, ?> jwk, String member) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(text(jwk, member)));
  }

  /** No member of a key is anything but a text; in YAML a list may hold itself. */
  private static String text(Map<?, ?> jwk, String member) {
    return jwk.get(member) instanceof String text ? text : "";
  }

  /** Hides nothing, but a key is too long for a line. */
  @Override
  public String toString() {
    return "PublicKeyText[bits=" + bits + "]";
  }
}
