package vestibule.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vestibule.core.model.SigningKey.Algorithm;

/**
 * The algorithms whose keys are pairs, as the JDK knows them; each signature as RFC 7518 and RFC
 * 8037 spell it.
 */
enum PublishedAlgorithm {
  ES256("EC", "SHA256withECDSAinP1363Format", new ECGenParameterSpec("secp256r1")),
  EDDSA("Ed25519", "Ed25519"),
  RS256("RSA", "SHA256withRSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

  private static final int COORDINATE_BYTES = 32;

  private final String keys;
  private final String signature;
  private final List<AlgorithmParameterSpec> size;

  /**
   * An algorithm.
   *
   * @param size of its keys, where there are several
   */
  PublishedAlgorithm(String keys, String signature, AlgorithmParameterSpec... size) {
    this.keys = keys;
    this.signature = signature;
    this.size = List.of(size);
  }

  static PublishedAlgorithm of(Algorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> ES256;
      case EDDSA -> EDDSA;
      case RS256 -> RS256;
      case HS256 -> throw new IllegalArgumentException("the keys of HS256 are no pairs");
    };
  }

  KeyPair generate(SecureRandom random) {
    return sure(
        () -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
          for (AlgorithmParameterSpec one : size) {
            generator.initialize(one, random);
          }
          return generator.generateKeyPair();
        });
  }

  PrivateKey privateKey(byte[] pkcs8) {
    return sure(() -> KeyFactory.getInstance(keys).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
  }

  PublicKey publicKey(byte[] spki) {
    return sure(() -> KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(spki)));
  }

  byte[] sign(PrivateKey key, byte[] signed) {
    return sure(
        () -> {
          Signature one = Signature.getInstance(signature);
          one.initSign(key);
          one.update(signed);
          return one.sign();
        });
  }

  boolean isSigned(PublicKey key, byte[] signed, byte[] by) {
    try {
      Signature one = Signature.getInstance(signature);
      one.initVerify(key);
      one.update(signed);
      return one.verify(by);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /** The members of a JWK that are the key itself (RFC 7518, 6; RFC 8037, 2). */
  Map<String, String> members(PublicKey key) {
    Map<String, String> members = new LinkedHashMap<>();
    switch (this) {
      case ES256 -> {
        ECPublicKey point = (ECPublicKey) key;
        members.put("kty", "EC");
        members.put("crv", "P-256");
        members.put("x", coordinate(point.getW().getAffineX()));
        members.put("y", coordinate(point.getW().getAffineY()));
      }
      case EDDSA -> {
        byte[] spki = key.getEncoded();
        members.put("kty", "OKP");
        members.put("crv", "Ed25519");
        members.put(
            "x",
            JwtText.segment(Arrays.copyOfRange(spki, spki.length - COORDINATE_BYTES, spki.length)));
      }
      case RS256 -> {
        RSAPublicKey modulus = (RSAPublicKey) key;
        members.put("kty", "RSA");
        members.put("n", JwtText.segment(unsigned(modulus.getModulus())));
        members.put("e", JwtText.segment(unsigned(modulus.getPublicExponent())));
      }
    }
    return members;
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = unsigned(number);
    byte[] whole = new byte[COORDINATE_BYTES];
    System.arraycopy(bytes, 0, whole, COORDINATE_BYTES - bytes.length, bytes.length);
    return JwtText.segment(whole);
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private interface Work<T> {
    T done() throws GeneralSecurityException;
  }

  private <T> T sure(Work<T> work) {
    try {
      return work.done();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + this + ", and no key is damaged", e);
    }
  }
}
