package vestibule.core.arrival;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vestibule.core.model.Account;
import vestibule.core.model.Rights;

/**
 * One person as another system tells of them; nothing of it is judged yet.
 *
 * @param profile what may be stored of it is
 * @param createdAt when they registered there; empty where that is not told
 */
public record Arrival(
    Identity identity,
    Optional<StoredPassword> password,
    boolean active,
    Optional<Instant> createdAt,
    Account.Profile profile,
    List<Right> rights) {

  public Arrival {
    rights = List.copyOf(rights);
  }

  /** The same person, with the text of the hash made already. */
  Arrival hashed() {
    return new Arrival(
        identity, password.map(StoredPassword::made), active, createdAt, profile, rights);
  }

  /** The same person with a password that was proven and has been hashed here, and no more. */
  public Arrival proven(String hash) {
    return new Arrival(
        new Identity(identity.oldId(), identity.username(), identity.addresses()),
        Optional.of(new StoredPassword(() -> hash, StoredPassword.PROVEN)),
        active,
        createdAt,
        profile,
        List.of());
  }

  /**
   * By what a person is known.
   *
   * @param oldId their id there, as text; never empty
   * @param keys the SHA-256 in hex of the opaque keys that their clients show
   */
  public record Identity(
      String oldId, Optional<String> username, List<Mailbox> addresses, List<String> keys) {

    public Identity {
      addresses = List.copyOf(addresses);
      keys = List.copyOf(keys);
    }

    /** Of somebody without keys. */
    public Identity(String oldId, Optional<String> username, List<Mailbox> addresses) {
      this(oldId, username, addresses, List.of());
    }

    /** Hides name, addresses and keys. */
    @Override
    public String toString() {
      return "Identity[" + oldId + "]";
    }
  }

  /**
   * An address of theirs.
   *
   * @param verified whether it was proven there
   * @param primary whether mail to the person goes there
   */
  public record Mailbox(String address, boolean verified, boolean primary) {

    /** Hides the address. */
    @Override
    public String toString() {
      return "Mailbox[verified=" + verified + "]";
    }
  }

  /**
   * A password hash that can be verified here.
   *
   * @param encoded makes the text that is stored, which may cost a hash
   * @param digest of what the other system had, to see whether it has changed there
   */
  public record StoredPassword(Supplier<String> encoded, String digest) {

    /** Stands for the digest where the other system's hash was never seen. */
    private static final String PROVEN = "";

    /** Whether the password itself was proven and hashed here: it is one that was chosen here. */
    boolean isProven() {
      return digest.equals(PROVEN);
    }

    /** The same, with its text made already. */
    StoredPassword made() {
      String text = encoded.get();
      return new StoredPassword(() -> text, digest);
    }

    /** Hides the hash. */
    @Override
    public String toString() {
      return "StoredPassword[]";
    }
  }

  /** What they have of a kind, by its name. */
  public record Right(Rights.Kind kind, String name) {}
}
