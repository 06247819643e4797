package vestibule.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import vestibule.core.limit.LimitSharing;
import vestibule.core.node.NodeReports;
import vestibule.core.store.AddressChange;
import vestibule.store.engine.ChangeFeed;
import vestibule.store.engine.Columns;
import vestibule.store.engine.Database;
import vestibule.store.engine.Unavailable;

/**
 * The removal of rows that nobody needs any more, and of what is left of removed ones, in batches
 * that hold nobody else's write up for long. One node at a time does it.
 */
public final class Housekeeping {

  /** How long codes are kept after their end, so that a late visitor is told what went wrong. */
  private static final Duration CODES_KEPT = Duration.ofDays(7);

  private static final Duration SESSIONS_KEPT = Duration.ofDays(1);

  private static final Duration DEVICES_KEPT = Duration.ofDays(90);

  private static final Duration REVERSIBLE = AddressChange.REVERSIBLE;

  /** Clocks of nodes differ: where it is still good, it must still be known as spent. */
  private static final Duration ANSWERS_KEPT = Duration.ofMinutes(1);

  private static final int BATCH = 1_000;

  /** The next run takes what one leaves. */
  private static final int MOST_BATCHES = 100;

  /** Longer than from one run to the next, so that the chore stays where it is. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final Database database;
  private final InstantSource clock;
  private final Chore chore;

  /**
   * Housekeeping in a database.
   *
   * @param node names this node among those that share the database
   */
  public Housekeeping(Database database, InstantSource clock, String node) {
    this.database = database;
    this.clock = clock;
    this.chore = new Chore(database, clock, "housekeeping", node, LEASE);
  }

  /** How many rows went. */
  public record Removed(long changes, long codes, long sessions, long tickets, long names) {}

  /**
   * Does nothing while another node has the chore; else removes what is due, 100,000 rows of a kind
   * at most; blocks for as long as that takes, so it belongs on a platform thread.
   *
   * @throws Unavailable when the database cannot be used now; what is done by then stays done
   */
  public Removed run() {
    return chore.take() ? remove(clock.instant()) : new Removed(0, 0, 0, 0, 0);
  }

  /** Lets another node do it at once: for a clean stop. */
  public void giveBack() {
    chore.giveBack();
  }

  private static final String CHANGES =
      "select slot, at, id from change where slot in ("
          + Columns.ALL_SLOTS
          + ") and at < :before limit :most";

  private static final String DELETE_CHANGE =
      "delete from change where slot = :slot and at = :at and id = :id";

  private static final String LIMIT_USES =
      "select slot, limit_key, node from limit_use where slot in ("
          + Columns.ALL_SLOTS
          + ") and told_at < :before limit :most";

  /** Looks again, as it may have been told anew. */
  private static final String DELETE_LIMIT_USE =
      """
      delete from limit_use
      where slot = :slot and limit_key = :limit_key and node = :node and told_at < :before
      """;

  /** A code ends within days even when it was spent at once, so one time decides. */
  private static final String CODES =
      "select account, id, hash as secret from code where expires_at < :before limit :most";

  private static final String DELETE_CODE =
      "delete from code where account = :account and id = :id and expires_at < :before";

  private static final String ENDED_SESSIONS =
      """
      select account, id, secret from session
      where ended_at is not null and ended_at < :before
      limit :most
      """;

  private static final String EXPIRED_SESSIONS =
      "select account, id, secret from session where expires_at < :before limit :most";

  /** Looks again, as the session may have been used since it was found. */
  private static final String DELETE_SESSION =
      """
      delete from session
      where account = :account and id = :id and (ended_at < :before or expires_at < :before)
      """;

  private static final String OLD_TICKETS =
      "select hash from sign_in_ticket where expires_at < :before limit :most";

  private static final String DELETE_TICKET = "delete from sign_in_ticket where hash = :hash";

  private static final String MAILED_SIGN_INS =
      "select slot, id from mailed_sign_in where slot in ("
          + Columns.ALL_SLOTS
          + ") and expires_at < :before limit :most";

  private static final String DELETE_MAILED_SIGN_IN =
      "delete from mailed_sign_in where slot = :slot and id = :id";

  private static final String FORMER_NAMES =
      """
      select key from identifier
      where proven = 0 and kind = 'NAME' and held_until < :before
      limit :most
      """;

  /** Looks again, as the account may have taken its name back. */
  private static final String DELETE_NAME =
      """
      delete from identifier
      where key = :key and proven = 0 and kind = 'NAME' and held_until < :before
      """;

  private static final String REFRESH_TOKENS =
      "select account, session, mark from refresh_token where expires_at < :before limit :most";

  private static final String DELETE_REFRESH_TOKEN =
      "delete from refresh_token"
          + " where account = :account and session = :session and mark = :mark";

  private static final String DEVICES =
      "select account, device from known_device where seen_at < :before limit :most";

  private static final String DELETE_DEVICE =
      "delete from known_device"
          + " where account = :account and device = :device and seen_at < :before";

  private static final String ADDRESS_CHANGES =
      "select account, id from address_change where at < :before limit :most";

  private static final String DELETE_ADDRESS_CHANGE =
      "delete from address_change where account = :account and id = :id";

  private static final String HELD_ADDRESSES =
      "select key from held_address where held_until < :before limit :most";

  private static final String DELETE_HELD_ADDRESS =
      "delete from held_address where key = :key and held_until < :before";

  private static final String SPENT_ANSWERS =
      "select answer from spent_answer where expires_at < :before limit :most";

  private static final String DELETE_SPENT_ANSWER =
      "delete from spent_answer where answer = :answer";

  private static final String KEPT_ANSWERS =
      "select request from kept_answer where expires_at < :before limit :most";

  /** Looks again, as somebody may have begun it anew. */
  private static final String DELETE_KEPT_ANSWER =
      "delete from kept_answer where request = :request and expires_at < :before";

  private static final String FORMER_TOKENS =
      "select hash from former_token where expires_at < :before limit :most";

  private static final String DELETE_FORMER_TOKEN = "delete from former_token where hash = :hash";

  private static final String NODE_STATES =
      "select name from node_state where told_at < :before limit :most";

  private static final String DELETE_NODE_STATE =
      "delete from node_state where name = :name and told_at < :before";

  private static final String HOURLY_FIGURES =
      "select slot, hour_at, figure, node from hourly_figure where slot in ("
          + Columns.ALL_SLOTS
          + ") and hour_at < :before limit :most";

  private static final String DELETE_HOURLY_FIGURE =
      """
      delete from hourly_figure
      where slot = :slot and hour_at = :hour_at and figure = :figure and node = :node
      """;

  private static final String STRUCK_LIMITS =
      "select slot, whom, struck, node from struck_limit where slot in ("
          + Columns.ALL_SLOTS
          + ") and struck_at < :before limit :most";

  /** Looks again, as it may have been struck anew. */
  private static final String DELETE_STRUCK_LIMIT =
      """
      delete from struck_limit
      where slot = :slot and whom = :whom and struck = :struck and node = :node
        and struck_at < :before
      """;

  private Removed remove(Instant now) {
    Removed removed =
        new Removed(
            remove(CHANGES, DELETE_CHANGE, now.minus(ChangeFeed.KEPT)),
            remove(CODES, DELETE_CODE, now.minus(CODES_KEPT)),
            remove(ENDED_SESSIONS, DELETE_SESSION, now.minus(SESSIONS_KEPT))
                + remove(EXPIRED_SESSIONS, DELETE_SESSION, now.minus(SESSIONS_KEPT)),
            remove(OLD_TICKETS, DELETE_TICKET, now),
            remove(FORMER_NAMES, DELETE_NAME, now));
    remove(REFRESH_TOKENS, DELETE_REFRESH_TOKEN, now);
    remove(MAILED_SIGN_INS, DELETE_MAILED_SIGN_IN, now);
    remove(DEVICES, DELETE_DEVICE, now.minus(DEVICES_KEPT));
    remove(ADDRESS_CHANGES, DELETE_ADDRESS_CHANGE, now.minus(REVERSIBLE));
    remove(HELD_ADDRESSES, DELETE_HELD_ADDRESS, now);
    remove(SPENT_ANSWERS, DELETE_SPENT_ANSWER, now.minus(ANSWERS_KEPT));
    remove(KEPT_ANSWERS, DELETE_KEPT_ANSWER, now);
    remove(FORMER_TOKENS, DELETE_FORMER_TOKEN, now);
    remove(LIMIT_USES, DELETE_LIMIT_USE, now.minus(LimitSharing.KEPT));
    remove(NODE_STATES, DELETE_NODE_STATE, now.minus(NodeReports.KEPT));
    remove(HOURLY_FIGURES, DELETE_HOURLY_FIGURE, now.minus(NodeReports.FIGURES_KEPT));
    remove(STRUCK_LIMITS, DELETE_STRUCK_LIMIT, now.minus(NodeReports.KEPT));
    // Forgets what others deleted since the last run too; if it cannot now, the next run does.
    database.forgetDeleted();
    return removed;
  }

  /** Removes the rows that a statement finds, each by its key. */
  private long remove(String select, String delete, Instant end) {
    long before = Columns.micros(end);
    long all = 0;
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      List<Map<String, Object>> rows = database.scan(handle -> rows(handle, select, before));
      all +=
          rows.isEmpty()
              ? 0
              : database.write(
                  transaction ->
                      rows.stream()
                          .mapToLong(row -> remove(transaction.handle(), delete, row, before))
                          .sum());
      if (rows.size() < BATCH) {
        break;
      }
    }
    return all;
  }

  private static List<Map<String, Object>> rows(Handle handle, String select, long before) {
    return handle.createQuery(select).bind("before", before).bind("most", BATCH).mapToMap().list();
  }

  private static final String DELETE_SECRET = "delete from secret where hash = :secret";

  /** A row goes with its secret, if it has one. */
  private static int remove(Handle handle, String delete, Map<String, Object> row, long before) {
    int removed = handle.createUpdate(delete).bindMap(row).bind("before", before).execute();
    if (removed == 1 && row.get("secret") != null) {
      handle.createUpdate(DELETE_SECRET).bind("secret", row.get("secret")).execute();
    }
    return removed;
  }
}
