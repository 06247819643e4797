package vestibule.moving;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.core.secret.Secrets;

/**
 * A person as a reader tells of them.
 *
 * @param line in our own form
 * @param hashes what the hash of the line's password is, in place of what the line itself says
 * @param warnings of what the row holds and does not bring along
 * @param keys the SHA-256 in hex of the opaque keys that their clients show
 */
public record OwnRow(
    JsonNode line,
    Optional<ForeignHashes.Source> hashes,
    Set<Warning> warnings,
    List<String> keys) {

  /** What a profile of our own form has, each a text. */
  public static final List<String> PROFILE =
      List.of(
          "full_name",
          "first_name",
          "last_name",
          "patronymic",
          "phone",
          "contacts",
          "description",
          "background_color",
          "birthday",
          "avatar");

  /** The rights of our own form, each a list of names. */
  public static final List<String> RIGHTS = List.of("groups", "roles", "permissions");

  /** A line that says all. */
  public static OwnRow of(JsonNode line) {
    return new OwnRow(line, Optional.empty(), Set.of(), List.of());
  }

  /** The same with a hash of this source. */
  public OwnRow hashedBy(ForeignHashes.Source source) {
    return new OwnRow(line, Optional.of(source), warnings, keys);
  }

  /** The same with warnings. */
  public OwnRow warning(Set<Warning> more) {
    return new OwnRow(line, hashes, more, keys);
  }

  /** The same with opaque keys, as clients show them. */
  public OwnRow known(List<String> secrets) {
    return new OwnRow(line, hashes, warnings, secrets.stream().map(Secrets::hash).toList());
  }

  /** Hides the person. */
  @Override
  public String toString() {
    return "OwnRow" + warnings;
  }
}
