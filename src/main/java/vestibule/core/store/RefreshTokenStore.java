package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps which refresh tokens of a session were used, where they rotate; by account. */
public interface RefreshTokenStore {

  /**
   * A refresh token of a session.
   *
   * @param mark tells it from the session's others
   * @param used when it was used first; empty for the newest, which was not
   * @param expires when it ends by itself
   */
  record Row(long mark, Optional<Instant> used, Instant expires) {}

  /** The tokens of a session that are kept: none before the first was used. */
  List<Row> of(long account, long session);

  /** Adds a token. */
  void insert(long account, long session, Row row);

  /** Notes the first use of a token. */
  void use(long account, long session, long mark, Instant now);

  /** Removes the tokens of a session that were used before. */
  void deleteUsed(long account, long session, Instant before);

  /** Removes the tokens of an account. */
  void deleteAll(long account);
}
