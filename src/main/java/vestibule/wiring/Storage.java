package vestibule.wiring;

import java.io.IOException;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.Config;
import vestibule.core.cache.AccountCache;
import vestibule.core.secret.KeyRing;
import vestibule.core.service.KnownServices;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.crypto.Seal;
import vestibule.store.SqlTransactions;
import vestibule.store.engine.ChangeFeed;
import vestibule.store.engine.Database;
import vestibule.store.engine.Freshness;
import vestibule.store.engine.IdBlocks;
import vestibule.store.engine.Migrations;
import vestibule.store.postgres.Spread;
import vestibule.store.transfer.Move;

/**
 * The database with its units of work, and what this node remembers of it. What is remembered reads
 * by units of work of its own, so that all others can tell it of their changes.
 *
 * @param ids in blocks that were taken
 * @param feed a server starts it
 */
public record Storage(
    Memory memory, Database database, IdBlocks ids, ChangeFeed feed, Transactions transactions)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private static final int MOST_REMEMBERED = 200_000;

  /**
   * What this node remembers: nothing unless the change feed runs.
   *
   * @param keys the sealed secrets
   */
  record Memory(KeyRing keys, AccountCache cache, KnownServices services) {

    /** Everything may have changed when the feed was not read for long. */
    private void forget(long changed) {
      if (changed == Stores.SIGNING_KEYS || changed == 0) {
        keys.changed();
      }
      if (changed == Stores.SERVICES || changed == 0) {
        services.changed();
      }
      if (changed >= 0) {
        cache.forget(changed);
      }
    }
  }

  /** The sealed secrets. */
  public KeyRing keys() {
    return memory.keys();
  }

  /** The accounts that are remembered. */
  public AccountCache cache() {
    return memory.cache();
  }

  /** Who works on the database. */
  enum Mode {
    SERVER(1_000),
    COMMAND(1),
    /** A command that makes as many accounts as a server does in years. */
    IMPORT(10_000);

    private final int block;

    /**
     * @param block how many ids it takes at a time
     */
    Mode(int block) {
      this.block = block;
    }
  }

  /**
   * Opens the database; a server also brings its schema up to date.
   *
   * @param wake is told, after a COMMIT, that a mail was queued
   */
  static Storage open(Config config, Foundation.Surroundings outside, Mode mode, Runnable wake)
      throws IOException {
    boolean server = mode == Mode.SERVER;
    InstantSource clock = outside.clock();
    Seal seal = DataFolder.seal(config.storage(), outside.random());
    Database database = database(config, outside, server);
    SqlTransactions untold = new SqlTransactions(database, clock, outside.random());
    DataFolder.checkKey(untold, seal, clock);
    Freshness freshness = new Freshness();
    AccountCache cache =
        new AccountCache(untold, freshness::isAt, outside.nanoTime(), MOST_REMEMBERED);
    BooleanSupplier fresh = () -> freshness.isAt(outside.nanoTime().getAsLong());
    Memory memory =
        new Memory(new KeyRing(untold, seal, fresh), cache, new KnownServices(untold, fresh));
    ChangeFeed feed =
        new ChangeFeed(database, clock, outside.nanoTime(), freshness, memory::forget);
    return new Storage(
        memory,
        database,
        new IdBlocks(database, mode.block),
        feed,
        untold.telling(memory::forget, wake));
  }

  private static Database database(Config config, Foundation.Surroundings outside, boolean server) {
    Database database = Databases.open(config.storage().database(), outside.random(), server);
    if (server) {
      Migrations.migrate(database);
      advise(database);
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

  /** A server that cannot be asked is no reason not to start. */
  private static void advise(Database database) {
    try {
      Spread.advice(database).forEach(LOG::warn);
    } catch (RuntimeException unasked) {
      LOG.warn("whether workers are set up cannot be told", unasked);
    }
  }

  /** Ends what runs, gives back what was taken and not used, and closes the database. */
  @Override
  public void close() {
    feed.close();
    ids.release();
    database.close();
  }
}
