package vestibule.core.model.factor;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that an account can prove beside its password.
 *
 * @param name as its person calls it
 */
public record EnrolledFactor(
    long account, long id, Kind kind, String name, Material material, Times times) {

  /** What there is beside a password. */
  public enum Kind {
    /** One-time codes of an application (RFC 6238). */
    TOTP,
    /** A key pair of a device (WebAuthn). */
    PASSKEY;

    /** Its name in answers, and with the sessions that it was proved for. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What an answer is held against.
   *
   * @param secret the sealed secret of one-time codes, or the public part of a passkey
   * @param credential the id by which a device knows the passkey
   * @param traits words that tell what a passkey is
   * @param counter the last step whose code was used, or how often the passkey has signed
   */
  public record Material(
      String secret, Optional<String> credential, List<String> traits, long counter) {

    public Material {
      traits = List.copyOf(traits);
    }

    /** The same after a use. */
    public Material used(long counter, List<String> traits) {
      return new Material(secret, credential, traits, counter);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Material[counter=" + counter + "]";
    }
  }

  /** When it was added and used last. */
  public record Times(Instant created, Optional<Instant> used) {}

  /** The same with other material. */
  public EnrolledFactor with(Material other) {
    return new EnrolledFactor(account, id, kind, name, other, times);
  }
}
