package vestibule.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.AccountsConfig;
import vestibule.config.Config;
import vestibule.config.StorageConfig;
import vestibule.contracts.AccountCore;
import vestibule.core.address.AddressClaims;
import vestibule.core.address.Confirmations;
import vestibule.core.address.Emails;
import vestibule.core.administration.Administration;
import vestibule.core.administration.Records;
import vestibule.core.administration.Trials;
import vestibule.core.cache.AccountCache;
import vestibule.core.cache.LastUse;
import vestibule.core.cache.SessionEnd;
import vestibule.core.change.Changes;
import vestibule.core.delivery.Bounces;
import vestibule.core.delivery.MailRequests;
import vestibule.core.delivery.MessageIds;
import vestibule.core.delivery.Outbox;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Reach;
import vestibule.core.password.CommonPasswords;
import vestibule.core.password.PasswordCheck;
import vestibule.core.password.PasswordRules;
import vestibule.core.password.Passwords;
import vestibule.core.profile.Accounts;
import vestibule.core.registration.Registration;
import vestibule.core.reset.Resets;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.secret.MailedCodes;
import vestibule.core.secret.Secrets;
import vestibule.core.secret.SigningKeys;
import vestibule.core.session.Sessions;
import vestibule.core.signin.KeyMails;
import vestibule.core.signin.SignIn;
import vestibule.core.store.Ids;
import vestibule.core.store.Transactions;
import vestibule.core.token.TokenAuthenticator;
import vestibule.crypto.Argon2;
import vestibule.crypto.HashingPool;
import vestibule.crypto.MasterKey;
import vestibule.crypto.Seal;
import vestibule.store.SqlIds;
import vestibule.store.SqlTransactions;
import vestibule.store.engine.ChangeFeed;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.store.transfer.Move;

/**
 * The account core on its database: what a running server and the command line share, built once,
 * by hand, top to bottom.
 */
public final class Foundation implements AutoCloseable {

  private static final int SERVER_BLOCK = 1_000;
  private static final int COMMAND_BLOCK = 1;
  private static final int MOST_REMEMBERED = 200_000;
  private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);

  /** What tells a data folder from others. */
  private static final Set<String> MARKS = Set.of("vestibule.db", "master.key", "native");

  private static final String KEY_CHECK = "master-key-check";

  /**
   * What comes from outside of the program.
   *
   * @param nanoTime a monotonic clock
   * @param cost of a password's hash
   */
  public record Surroundings(
      InstantSource clock, LongSupplier nanoTime, SecureRandom random, Argon2.Cost cost) {

    /** The machine's own clock and randomness. */
    public static Surroundings ofMachine() {
      return new Surroundings(
          InstantSource.system(), System::nanoTime, new SecureRandom(), Argon2.Cost.USUAL);
    }
  }

  /** What the foundation is for. */
  public enum Use {
    /** A server: brings the schema up to date, remembers accounts while the change feed is read. */
    SERVER,
    /** One command, maybe beside a running server: remembers nothing, leaves the schema alone. */
    COMMAND
  }

  private final Database database;
  private final vestibule.store.engine.IdBlocks blocks;
  private final SqlTransactions transactions;
  private final Ids ids;
  private final ChangeFeed feed;
  private final HashingPool hashing;
  private final Base base;
  private final AccountCore core;
  private final Resets resets;
  private final Outbox outbox;
  private final Trials trials;
  private final Afterwards afterwards = new Afterwards();
  private final Reach reach = new Reach();
  private final MessageIds messageIds;
  private final Bounces bounces;

  private Foundation(Config config, List<Door> doors, Surroundings outside, Use use)
      throws IOException {
    InstantSource clock = outside.clock();
    MasterKey masterKey = masterKey(config, outside.random());
    this.database = open(config, outside, use);
    this.transactions = new SqlTransactions(database, clock, outside.random());
    this.blocks =
        new vestibule.store.engine.IdBlocks(
            database, use == Use.SERVER ? SERVER_BLOCK : COMMAND_BLOCK);
    this.ids = new SqlIds(blocks);
    checkKey(transactions, masterKey, clock);
    ChangeFeed[] reading = new ChangeFeed[1];
    LongPredicate trusted = now -> use == Use.SERVER && reading[0].isFresh(now);
    AccountCache directory =
        new AccountCache(transactions, trusted, outside.nanoTime(), MOST_REMEMBERED);
    transactions.onChange(directory::forget);
    this.feed = feed(database, outside, directory);
    reading[0] = feed;

    this.hashing = hashing(config, outside);
    Secrets secrets = new Secrets(outside.random());
    Changes changes = new Changes(transactions, ids, clock);
    Mails mails = new Mails(ids, clock, reach);
    this.messageIds = new MessageIds(masterKey.forMessageIds());
    SessionEnd end = new SessionEnd(config.contracts().sessions().absolute());
    LastUse lastUse = new LastUse(transactions, directory, end, clock);
    SigningKeys keys =
        new SigningKeys(
            transactions, new Seal(masterKey, outside.random()), clock, outside.random());
    TokenAuthenticator judge = new TokenAuthenticator(directory, lastUse);
    this.base = new Base(transactions, directory, judge, lastUse, keys, changes);

    PasswordRules rules =
        new PasswordRules(config.accounts().minimumPasswordLength(), CommonPasswords.load());
    PasswordCheck check = new PasswordCheck(transactions, hashing, clock);
    Sessions sessions = new Sessions(changes, ids, secrets, end, clock);
    AddressClaims claims =
        new AddressClaims(config.accounts().privacy() == AccountsConfig.Privacy.STRICT);
    Emails emails = new Emails(transactions, changes, ids, mails, claims, clock);
    this.core =
        new AccountCore(
            new Registration(
                changes,
                ids,
                new Registration.Newcomer(rules, hashing, emails, mails, sessions),
                claims,
                clock),
            new SignIn(
                changes,
                check,
                sessions,
                new KeyMails(changes, mails, afterwards),
                claims.isDiscreet()),
            new Accounts(directory, changes),
            emails,
            new Confirmations(changes, check, claims, clock),
            new Passwords(changes, check, hashing, rules, mails));
    Doors known = new Doors(doors);
    this.resets =
        new Resets(
            transactions,
            changes,
            new Resets.Fresh(rules, hashing),
            new Resets.Mailing(mails, known),
            claims,
            clock);
    this.outbox = outbox(new MailedCodes(ids, secrets), known, clock);
    this.trials = new Trials(changes, clock);
    this.bounces = new Bounces(changes, messageIds, clock);
  }

  private static HashingPool hashing(Config config, Surroundings outside) {
    return new HashingPool(
        new Argon2(config.storage().nativeDir(), outside.cost()),
        Runtime.getRuntime().availableProcessors(),
        outside.nanoTime());
  }

  private static ChangeFeed feed(Database database, Surroundings outside, AccountCache directory) {
    return new ChangeFeed(
        database,
        outside.clock(),
        outside.nanoTime(),
        new ChangeFeed.Listener(
            change -> directory.forget(change.account()), () -> directory.forget(0)));
  }

  private Outbox outbox(MailedCodes codes, Doors doors, InstantSource clock) {
    MailRequests requests =
        new MailRequests(transactions, core.emails(), resets, doors, afterwards);
    return new Outbox(transactions, codes, doors, requests, clock);
  }

  /** The parts under the doers. */
  public record Base(
      Transactions transactions,
      AccountCache directory,
      TokenAuthenticator judge,
      LastUse lastUse,
      SigningKeys keys,
      Changes changes) {}

  /**
   * Opens the database, with a server also brings its schema up to date, and builds the core.
   *
   * @throws IOException when the data folder or the master key cannot be read or made
   */
  public static Foundation open(Config config, List<Door> doors, Surroundings outside, Use use)
      throws IOException {
    return new Foundation(config, doors, outside, use);
  }

  /** The parts under the doers. */
  public Base base() {
    return base;
  }

  /** The doers that contracts get. */
  public AccountCore core() {
    return core;
  }

  /** Resets of forgotten passwords. */
  public Resets resets() {
    return resets;
  }

  /** The mails that are owed. */
  public Outbox outbox() {
    return outbox;
  }

  /** The end of accounts that turn out to be nobody's. */
  public Trials trials() {
    return trials;
  }

  /** What is known of the addresses that mails can be sent to. */
  public Reach reach() {
    return reach;
  }

  /** The ids of mails. */
  public MessageIds messageIds() {
    return messageIds;
  }

  /** The addresses that mail comes back from. */
  public Bounces bounces() {
    return bounces;
  }

  /** Sets who is told, after a COMMIT, that a mail was queued. */
  public void onMail(Runnable wake) {
    transactions.onMail(wake);
    afterwards.onWork(wake);
  }

  /** The sequences of ids. */
  public Ids ids() {
    return ids;
  }

  /** What operators do with accounts. */
  public Administration administration() {
    return new Administration(base.changes());
  }

  /** What operators look up. */
  public Records records() {
    return new Records(base.transactions());
  }

  /** Groups, roles and permissions. */
  public RightsAdministration grants() {
    return new RightsAdministration(base.transactions(), base.changes(), ids);
  }

  /** The change feed; a server starts it. */
  public ChangeFeed feed() {
    return feed;
  }

  /** The database, for chores and probes. */
  public Database database() {
    return database;
  }

  /** The pool that hashes passwords. */
  public HashingPool hashing() {
    return hashing;
  }

  /** Ends what runs, gives back what was taken and not used, and closes the database. */
  @Override
  public void close() {
    feed.close();
    hashing.close();
    blocks.release();
    database.close();
  }

  private static Database open(Config config, Surroundings outside, Use use) {
    boolean server = use == Use.SERVER;
    Database database = Databases.open(config.storage().database(), outside.random(), server);
    if (server) {
      Migrations.migrate(database);
    } else {
      Migrations.check(database);
    }
    if (Move.isUnfinished(database)) {
      database.close();
      throw new UnusableException(
          "a move into this database has begun and not ended: run vestibule move again");
    }
    return database;
  }

  /**
   * Makes the data folder where there is none; one that was open to others is its owner's alone
   * from here.
   *
   * @throws OwnersOnly.OpenToOthers when it is somebody else's, or holds other things
   */
  public static void prepareFolder(Path folder) throws IOException {
    if (OwnersOnly.folder(folder, MARKS)) {
      LOG.warn("The data folder {} was open to others and is its owner's alone now", folder);
    }
  }

  /**
   * A key is made beside a fresh database only: a new one beside an old database could open nothing
   * of it.
   */
  private static MasterKey masterKey(Config config, SecureRandom random) throws IOException {
    prepareFolder(config.storage().dataDir());
    Path file = config.storage().masterKeyFile();
    if (Files.exists(file)) {
      return MasterKey.read(file);
    }
    if (config.storage().database() instanceof StorageConfig.Database.Embedded(Path database, _)
        && !Files.exists(database)) {
      return MasterKey.create(file, random);
    }
    throw new UnusableException(
        "the master key file "
            + file
            + " is missing; it must be the one that the database was made with,"
            + " and vestibule keys master FILE makes one for a new database");
  }

  private static void checkKey(Transactions transactions, MasterKey key, InstantSource clock) {
    byte[] check = key.checkValue().getBytes(StandardCharsets.US_ASCII);
    byte[] present =
        transactions
            .read(stores -> stores.signingKeys().find(KEY_CHECK))
            .orElseGet(
                () ->
                    transactions.write(
                        stores -> {
                          stores
                              .signingKeys()
                              .insert(
                                  KEY_CHECK, check, clock.instant().truncatedTo(ChronoUnit.MICROS));
                          return stores.signingKeys().find(KEY_CHECK).orElseThrow();
                        }));
    if (!Arrays.equals(present, check)) {
      throw new UnusableException("the master key is not the one that this database was made with");
    }
  }

  /** The program cannot work with what it was given; the message is for the operator. */
  public static final class UnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }
}
