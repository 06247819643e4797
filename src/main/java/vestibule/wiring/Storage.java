package vestibule.wiring;

import java.io.IOException;
import java.time.InstantSource;
import vestibule.config.Config;
import vestibule.core.cache.AccountCache;
import vestibule.core.store.Transactions;
import vestibule.crypto.MasterKey;
import vestibule.store.SqlTransactions;
import vestibule.store.engine.ChangeFeed;
import vestibule.store.engine.Database;
import vestibule.store.engine.Freshness;
import vestibule.store.engine.IdBlocks;
import vestibule.store.engine.Migrations;
import vestibule.store.transfer.Move;

/**
 * The database with its units of work, and what this node remembers of it. What is remembered reads
 * by units of work of its own, so that all others can tell it of their changes.
 *
 * @param masterKey the key that the database was made with
 * @param ids in blocks that were taken
 * @param cache remembers nothing unless the change feed runs
 * @param feed a server starts it
 */
public record Storage(
    MasterKey masterKey,
    Database database,
    IdBlocks ids,
    AccountCache cache,
    ChangeFeed feed,
    Transactions transactions)
    implements AutoCloseable {

  private static final int SERVER_BLOCK = 1_000;
  private static final int COMMAND_BLOCK = 1;
  private static final int MOST_REMEMBERED = 200_000;

  /**
   * Opens the database; a server also brings its schema up to date.
   *
   * @param wake is told, after a COMMIT, that a mail was queued
   */
  static Storage open(Config config, Foundation.Surroundings outside, boolean server, Runnable wake)
      throws IOException {
    InstantSource clock = outside.clock();
    MasterKey masterKey = DataFolder.masterKey(config.storage(), outside.random());
    Database database = database(config, outside, server);
    SqlTransactions untold = new SqlTransactions(database, clock, outside.random());
    DataFolder.checkKey(untold, masterKey, clock);
    Freshness freshness = new Freshness();
    AccountCache cache =
        new AccountCache(untold, freshness::isAt, outside.nanoTime(), MOST_REMEMBERED);
    ChangeFeed feed = new ChangeFeed(database, clock, outside.nanoTime(), freshness, cache::forget);
    return new Storage(
        masterKey,
        database,
        new IdBlocks(database, server ? SERVER_BLOCK : COMMAND_BLOCK),
        cache,
        feed,
        untold.telling(cache::forget, wake));
  }

  private static Database database(Config config, Foundation.Surroundings outside, boolean server) {
    Database database = Databases.open(config.storage().database(), outside.random(), server);
    if (server) {
      Migrations.migrate(database);
    } else {
      Migrations.check(database);
    }
    if (Move.isUnfinished(database)) {
      database.close();
      throw new Foundation.UnusableException(
          "a move into this database has begun and not ended: run vestibule move again");
    }
    return database;
  }

  /** Ends what runs, gives back what was taken and not used, and closes the database. */
  @Override
  public void close() {
    feed.close();
    ids.release();
    database.close();
  }
}
