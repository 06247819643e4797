package vestibule.moving;

import java.time.ZoneId;
import java.util.Optional;
import vestibule.core.password.ForeignHashes;

/**
 * How the rows of a source are read.
 *
 * @param addresses which of them count as proven
 * @param passwords judges the hashes
 * @param key the name in {@code foreign-hashes} that is meant for every row whose hash needs one
 * @param zone of times that have none
 */
public record Reading(
    Addresses addresses, ForeignHashes passwords, Optional<String> key, ZoneId zone) {

  /** Judges a person; one that nobody can come in by is refused. */
  public Incoming of(OwnRow row) {
    return OwnLine.read(row, this);
  }
}
