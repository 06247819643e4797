package vestibule.core.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.Sealing;
import vestibule.core.store.AuditSeal;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.Transactions;

/**
 * The key that signs seals: Ed25519, so that an auditor verifies with the public half alone. The
 * secret half lies in the database, sealed with the master key, which is not in it.
 */
public final class SealKey {

  private static final String NAME = "audit-seal-key";
  private static final String ALGORITHM = "Ed25519";

  /** The length of every public key of Ed25519 in the form of X.509. */
  private static final int PUBLIC_BYTES = 44;

  private final PublicKey open;
  private final PrivateKey secret;

  private SealKey(byte[] both) throws GeneralSecurityException {
    this.open = open(Arrays.copyOf(both, PUBLIC_BYTES));
    this.secret =
        KeyFactory.getInstance(ALGORITHM)
            .generatePrivate(
                new PKCS8EncodedKeySpec(Arrays.copyOfRange(both, PUBLIC_BYTES, both.length)));
  }

  /**
   * The key of a database, if there is one yet.
   *
   * @throws Sealing.CannotOpen when it is damaged
   */
  public static Optional<SealKey> find(KeyRing keys) {
    return keys.read().secret(NAME).map(SealKey::of);
  }

  /**
   * The key of a database, made at the first call of all nodes; empty while the master key is being
   * changed.
   */
  static Optional<SealKey> findOrMake(Transactions transactions, KeyRing keys, Instant now) {
    Optional<SealKey> present = find(keys);
    if (present.isPresent()) {
      return present;
    }
    String mark = keys.mark();
    SealedSecret fresh = SealedSecret.of(NAME, keys.sealed(NAME, drawn()), now);
    transactions.write(
        stores ->
            stores.signingKeys().holds(KeyRing.MASTER_KEY_MARK, mark)
                && stores.signingKeys().insert(fresh));
    return find(keys);
  }

  private static SealKey of(byte[] both) {
    try {
      return new SealKey(both);
    } catch (GeneralSecurityException damaged) {
      throw new Sealing.CannotOpen("the key of the audit trail's seals is damaged");
    }
  }

  private static byte[] drawn() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      byte[] open = pair.getPublic().getEncoded();
      byte[] secret = pair.getPrivate().getEncoded();
      byte[] both = Arrays.copyOf(open, open.length + secret.length);
      System.arraycopy(secret, 0, both, open.length, secret.length);
      return both;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has Ed25519", impossible);
    }
  }

  /** The public half as seals hold it. */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(open.getEncoded());
  }

  /** The seal with its signature. */
  AuditSeal signed(AuditSeal seal) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(TrailDigests.signed(seal));
      return seal.signed(Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has Ed25519", impossible);
    }
  }

  /** Whether a seal was signed with the secret half of the public key that it names. */
  static boolean isGenuine(AuditSeal seal) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(open(Base64.getDecoder().decode(seal.publicKey())));
      signature.update(TrailDigests.signed(seal));
      return signature.verify(Base64.getDecoder().decode(seal.signature()));
    } catch (GeneralSecurityException | IllegalArgumentException damaged) {
      return false;
    }
  }

  private static PublicKey open(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
  }
}
