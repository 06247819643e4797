package vestibule.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import vestibule.core.secret.Sealing;

/**
 * AES-256-GCM under a key derived from the master key; safe for use by many threads.
 *
 * <p>Sealed bytes are: the version, 1; a random nonce of 12 bytes; the ciphertext; a tag of 16
 * bytes. The version and the secret's name are authenticated with it.
 */
public final class Seal implements Sealing {

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEAD_BYTES = 1 + NONCE_BYTES;
  private static final int LONGEST_SECRET = 64 * 1024;

  private final SecureRandom random;
  private final Function<String, Optional<MasterKey>> others;
  private volatile Used used;

  /** The master key that is used, and the key that is derived from it. */
  private record Used(MasterKey master, SecretKeySpec key) {

    static Used of(MasterKey master) {
      return new Used(master, new SecretKeySpec(master.derived("seal"), "AES"));
    }
  }

  /** Seals with that master key, whatever becomes of the others. */
  public Seal(MasterKey masterKey, SecureRandom random) {
    this(masterKey, random, _ -> Optional.empty());
  }

  /**
   * Seals with that master key until it is told that another has taken its place.
   *
   * @param others finds by its mark a master key that this machine has
   */
  public Seal(
      MasterKey masterKey, SecureRandom random, Function<String, Optional<MasterKey>> others) {
    this.used = Used.of(masterKey);
    this.random = random;
    this.others = others;
  }

  /** Seals with a key of 32 bytes that was derived for one use. */
  public static Seal under(byte[] derived, SecureRandom random) {
    return new Seal(MasterKey.of(derived), random);
  }

  @Override
  public String mark() {
    return used.master().checkValue();
  }

  @Override
  public boolean turnTo(String mark) {
    Optional<MasterKey> other = others.apply(mark);
    other.ifPresent(master -> used = Used.of(master));
    return other.isPresent();
  }

  @Override
  public byte[] derived(String use) {
    return used.master().derived(use);
  }

  @Override
  public byte[] seal(String name, byte[] secret) {
    if (secret.length > LONGEST_SECRET) {
      throw new IllegalArgumentException("a secret must not exceed 64 KiB");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(secret);
      return ByteBuffer.allocate(HEAD_BYTES + encrypted.length)
          .put(VERSION)
          .put(nonce)
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  @Override
  public byte[] open(String name, byte[] sealed) {
    if (sealed.length < HEAD_BYTES + TAG_BYTES
        || sealed.length > HEAD_BYTES + LONGEST_SECRET + TAG_BYTES
        || sealed[0] != VERSION) {
      throw new CannotOpen("the sealed secret " + name + " is damaged");
    }
    ByteBuffer parts = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
    byte[] nonce = new byte[NONCE_BYTES];
    parts.get(nonce);
    byte[] encrypted = new byte[parts.remaining()];
    parts.get(encrypted);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(encrypted);
    } catch (AEADBadTagException e) {
      throw new CannotOpen(
          "the sealed secret "
              + name
              + " is damaged, or was sealed with another master key or under another name");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, used.key(), new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(new byte[] {VERSION});
    cipher.updateAAD(name.getBytes(UTF_8));
    return cipher;
  }
}
