package vestibule.wiring;

import java.io.IOException;
import java.time.InstantSource;
import vestibule.config.Config;
import vestibule.core.cache.AccountCache;
import vestibule.core.store.Ids;
import vestibule.core.store.Transactions;
import vestibule.crypto.MasterKey;
import vestibule.store.SqlIds;
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
 */
public final class Storage implements AutoCloseable {

  private static final int SERVER_BLOCK = 1_000;
  private static final int COMMAND_BLOCK = 1;
  private static final int MOST_REMEMBERED = 200_000;

  private final MasterKey masterKey;
  private final Database database;
  private final IdBlocks blocks;
  private final Ids ids;
  private final AccountCache cache;
  private final ChangeFeed feed;
  private final Transactions transactions;

  /**
   * Opens the database; a server also brings its schema up to date.
   *
   * @param wake is told, after a COMMIT, that a mail was queued
   */
  Storage(Config config, Foundation.Surroundings outside, Foundation.Use use, Runnable wake)
      throws IOException {
    InstantSource clock = outside.clock();
    this.masterKey = DataFolder.masterKey(config.storage(), outside.random());
    this.database = open(config, outside, use);
    this.blocks =
        new IdBlocks(database, use == Foundation.Use.SERVER ? SERVER_BLOCK : COMMAND_BLOCK);
    this.ids = new SqlIds(blocks);
    SqlTransactions untold = new SqlTransactions(database, clock, outside.random());
    DataFolder.checkKey(untold, masterKey, clock);
    Freshness freshness = new Freshness();
    this.cache = new AccountCache(untold, freshness::isAt, outside.nanoTime(), MOST_REMEMBERED);
    this.feed =
        new ChangeFeed(
            database,
            clock,
            outside.nanoTime(),
            freshness,
            new ChangeFeed.Listener(
                change -> cache.forget(change.account()), () -> cache.forget(0)));
    this.transactions = untold.telling(cache::forget, wake);
  }

  private static Database open(Config config, Foundation.Surroundings outside, Foundation.Use use) {
    boolean server = use == Foundation.Use.SERVER;
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

  /** The key that the database was made with. */
  MasterKey masterKey() {
    return masterKey;
  }

  /** The database, for chores and probes. */
  public Database database() {
    return database;
  }

  /** The sequences of ids. */
  public Ids ids() {
    return ids;
  }

  /** The units of work. */
  public Transactions transactions() {
    return transactions;
  }

  /** What this node remembers of accounts: nothing, unless the change feed runs. */
  public AccountCache cache() {
    return cache;
  }

  /** The change feed; a server starts it. */
  public ChangeFeed feed() {
    return feed;
  }

  /** Ends what runs, gives back what was taken and not used, and closes the database. */
  @Override
  public void close() {
    feed.close();
    blocks.release();
    database.close();
  }
}
