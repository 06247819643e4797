package vestibule.core.model.service;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A program that asks by a credential of its own. */
public record Service(
    long id, String name, Set<Scope> scopes, Instant made, Credential credential) {

  /** Keeps its own copy. */
  public Service {
    scopes = Set.copyOf(scopes);
  }

  /**
   * By what it is known.
   *
   * @param hash the SHA-256 of its secret in hex
   * @param since when the secret was drawn
   * @param former the secret before, where that still works
   */
  public record Credential(String hash, Instant since, Optional<Former> former) {}

  /** A secret that works until a time. */
  public record Former(String hash, Instant until) {}

  /** The same with another credential. */
  public Service with(Credential other) {
    return new Service(id, name, scopes, made, other);
  }

  /** Whether the secret of that hash works now. */
  public boolean isKnownBy(String hash, Instant now) {
    return credential.hash().equals(hash)
        || credential
            .former()
            .filter(former -> former.hash().equals(hash) && now.isBefore(former.until()))
            .isPresent();
  }
}
