package vestibule.wiring;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.Config;
import vestibule.config.HttpConfig;
import vestibule.core.node.NodeReports;
import vestibule.core.node.Unready;
import vestibule.core.ring.KeyRotation;
import vestibule.core.secret.Secrets;
import vestibule.crypto.Argon2;
import vestibule.crypto.Jwt;
import vestibule.http.Binding;
import vestibule.http.Cors;
import vestibule.http.Listener;
import vestibule.http.Proxies;
import vestibule.http.Response;
import vestibule.http.Router;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.http.body.Json;
import vestibule.http.budget.Budget;
import vestibule.http.engine.Engine;
import vestibule.mail.Gate;
import vestibule.ops.AccessLog;
import vestibule.ops.ClientTags;
import vestibule.ops.Logging;
import vestibule.ops.Meters;
import vestibule.ops.Probes;
import vestibule.ops.Schedule;
import vestibule.store.Chore;
import vestibule.store.Housekeeping;
import vestibule.store.engine.ChangeFeed;
import vestibule.store.engine.Dialect;
import vestibule.store.sqlite.ServerLock;
import vestibule.store.sqlite.SqliteDatabase;
import vestibule.v1.TestPaths;

/** A running server: every object of it is built here, once, by hand, top to bottom. */
public final class Server implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final Duration NOTICE = Duration.ofSeconds(3);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration MAIL_LOOK = Duration.ofSeconds(1);
  private static final Duration LIMITS_SHARED = Duration.ofSeconds(1);
  private static final Duration LAST_USE_WRITTEN = Duration.ofSeconds(2);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
  private static final Duration KEY_KEEPING = Duration.ofMinutes(3);
  private static final int NODE_DIGITS = 16;

  private final Config config;
  private final Optional<TestMode.MovableClock> testClock;
  private final Foundation foundation;
  private final Optional<ServerLock> serverLock;
  private final Mailing mailing;
  private final Tokens tokens;
  private final Housekeeping housekeeping;
  private final Chore keyKeeping;
  private final Schedule schedule = new Schedule("chores");
  private final AuditTrail trail;
  private final Telling telling;
  private final Optional<Backups> backups;
  private final NodeReports reports;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicReference<Optional<String>> lastUnreadiness =
      new AtomicReference<>(Optional.empty());
  private final List<Listener> listeners = new ArrayList<>();
  private final Budget budget = Budget.ofProcess();

  private Server(
      Config config, Foundation.Surroundings outside, Optional<TestMode.MovableClock> testClock)
      throws IOException {
    this.testClock = testClock;
    this.config = config;
    requireFree(config.http());
    Gate gate = new Gate(MAIL_LOOK);
    this.foundation = Foundation.ofServer(config, outside, gate::call);
    this.serverLock = Databases.lock(config.storage().database());
    this.mailing = Mailing.start(config, foundation.delivery(), outside, gate);
    foundation.storage().feed().start();
    foundation.core().keys().begin();
    this.tokens = Tokens.of(config, foundation, outside);
    NodeMeters figures = NodeMeters.of(config, foundation, mailing, budget);
    Meters meters = figures.meters();
    String node = new Secrets(outside.random()).key(NODE_DIGITS);
    this.housekeeping = new Housekeeping(foundation.storage().database(), outside.clock(), node);
    this.keyKeeping =
        new Chore(foundation.storage().database(), outside.clock(), "keys", node, KEY_KEEPING);
    schedule.every(LAST_USE_WRITTEN, "writing of last uses", tokens.lastUse()::flush);
    if (config.accounts().limits()) {
      schedule.every(
          LIMITS_SHARED,
          "sharing of limits",
          foundation.limiting().sharing(foundation.storage(), outside, node)::share);
    }
    schedule.every(HOUSEKEEPING, "housekeeping", housekeeping::run);
    schedule.every(HOUSEKEEPING, "end of trials", foundation.core().trials()::end);
    schedule.every(HOUSEKEEPING, "erasure", foundation.core().ending().erasures()::run);
    schedule.every(HOUSEKEEPING, "notices of roles' rights", foundation.core().roleNotices()::tell);
    schedule.every(HOUSEKEEPING, "rotation of keys", this::tendKeys);
    this.trail = AuditTrail.start(config, foundation, outside, node);
    trail.measure(meters);
    this.telling = Telling.start(config, foundation, outside);
    telling.measure(meters);
    this.backups = Backups.of(config.storage(), foundation.storage().database(), outside, node);
    Backups.measure(backups, meters);
    listen(outside, meters);
    this.reports = figures.reports(outside.clock(), node, port(), this::unreadiness);
    schedule.every(NodeReports.EVERY, "telling operators of this node", reports::tell);
    backups.ifPresent(Backups::start);
  }

  /** Starts a server; it is ready when this returns. */
  public static Server start(Config config, Foundation.Surroundings outside) throws IOException {
    return start(config, outside, Optional.empty());
  }

  /**
   * The same in test mode.
   *
   * @param testClock the clock of {@code outside}, where tests may move it
   */
  public static Server start(
      Config config, Foundation.Surroundings outside, Optional<TestMode.MovableClock> testClock)
      throws IOException {
    // Whoever made the settings: what a test server does reaches nobody.
    return new Server(
        testClock.isPresent() ? config.withoutFirstLogIn() : config, outside, testClock);
  }

  /**
   * Starts a server, tells the starter that it is ready, and serves until the process is told to
   * end; then requests in flight end, leases are given back, and the process exits with 0.
   */
  public static int serve(Config config, Starter starter) throws IOException {
    return serve(config, Foundation.Surroundings.ofMachine(), Optional.empty(), starter);
  }

  static int serve(
      Config config,
      Foundation.Surroundings outside,
      Optional<TestMode.MovableClock> testClock,
      Starter starter)
      throws IOException {
    Logging.configure(Wiring.logStyle(config));
    CountDownLatch ready = new CountDownLatch(1);
    loadBeside(ready);
    Server server = start(config, outside, testClock);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(server, starter, ended)));
    PrintStream out = starter.out();
    out.println(
        "vestibule ready on "
            + Binding.spelled(config.http().host(), server.port())
            + " in "
            + Starter.sinceStart().toMillis()
            + " ms");
    server.mailing.notice(server.local()).ifPresent(out::println);
    testClock.ifPresent(_ -> out.println("test mode: all that it holds goes when it ends"));
    ready.countDown();
    starter.supervisor().tellReady();
    try {
      ended.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** The port of the contracts. */
  public int port() {
    return listeners.getFirst().port();
  }

  /** The port of the probes. */
  public int opsPort() {
    return listeners.getLast().port();
  }

  /** Where a browser of this machine finds it: the public URL may lead through a proxy. */
  private String local() {
    return config.http().isLocal()
        ? config.http().publicUrl().toString()
        : "http://localhost:" + port();
  }

  public Foundation foundation() {
    return foundation;
  }

  public Tokens tokens() {
    return tokens;
  }

  public Mailing mailing() {
    return mailing;
  }

  public NodeReports reports() {
    return reports;
  }

  /**
   * Lets requests in flight end, gives back what is leased, writes what is remembered, and closes
   * the database.
   */
  @Override
  public void close() {
    draining.set(true);
    listeners.forEach(listener -> listener.drain(DRAIN));
    mailing.close();
    telling.close();
    trail.close();
    backups.ifPresent(Backups::close);
    schedule.last("writing of last uses", tokens.lastUse()::flush);
    schedule.last("telling operators of this node", reports::end);
    schedule.last("return of the housekeeping", housekeeping::giveBack);
    schedule.last("return of the keeping of keys", keyKeeping::giveBack);
    schedule.close();
    foundation.close();
    serverLock.ifPresent(ServerLock::close);
  }

  /** Nodes whose settings differ while they are changed leave it to one of them. */
  private void tendKeys() {
    KeyRotation keys = foundation.core().keys();
    if (keys.isDue() && keyKeeping.take()) {
      keys.tend();
    }
  }

  /** Before anything is opened: a server that cannot be reached touches no database. */
  private static void requireFree(HttpConfig http) {
    Binding.requireFree(http.host(), http.port());
    http.opsPort().ifPresent(port -> Binding.requireFree(http.host(), port));
  }

  private void listen(Foundation.Surroundings outside, Meters meters) {
    boolean apart = config.http().opsPort().isPresent();
    Probes probes = new Probes(this::isReady, meters, apart);
    Wiring.Parts parts = Wiring.Parts.of(config, foundation, tokens, mailing.devMail());
    List<Surface> surfaces = Wiring.surfaces(parts);
    surfaces.add(Wiring.apiDocs(parts, testClock.isPresent()));
    testClock.ifPresent(clock -> surfaces.add(new TestPaths(new TestMode(this, clock))));
    if (!apart) {
      surfaces.add(probes);
    }
    Proxies proxies = Proxies.of(config.http().trustedProxies());
    Cors cors = Cors.allowing(config.http().corsAllowedOrigins());
    AccessLog log = new AccessLog(outside.clock(), new ClientTags(outside.random()));
    listeners.add(
        Listener.start(
            Listener.Settings.at(
                config.http().host(), config.http().port(), proxies, budget, always()),
            new Router(Routes.of(surfaces), cors),
            exchange -> {
              meters.answered(exchange);
              log.answered(exchange);
            },
            outside.clock()));
    if (apart) {
      listeners.add(
          Listener.start(
              Listener.Settings.at(
                  config.http().host(),
                  config.http().opsPort().getAsInt(),
                  proxies,
                  budget,
                  always()),
              new Router(Routes.of(List.of(probes)), cors),
              meters::answered,
              outside.clock()));
    }
  }

  /** Over https browsers are told to keep to it for a year (RFC 6797). */
  private List<Response.Header> always() {
    List<Response.Header> always = new ArrayList<>();
    if (config.http().secureCookies()) {
      always.add(new Response.Header("Strict-Transport-Security", "max-age=31536000"));
    }
    testClock.ifPresent(_ -> always.add(new Response.Header("Vestibule-Mode", "test")));
    return always;
  }

  /**
   * Ready to serve: not about to stop, the change feed read within the last second, this machine's
   * clock right by the database's, the database answering. A change is logged with its reason.
   */
  private boolean isReady() {
    Optional<String> reason = unreadiness();
    Optional<String> before = lastUnreadiness.getAndSet(reason);
    if (!reason.equals(before)) {
      reason.ifPresentOrElse(why -> LOG.warn("Not ready: {}", why), () -> LOG.info("Ready again"));
    }
    return reason.isEmpty();
  }

  private Optional<String> unreadiness() {
    return unready().map(Unready::text);
  }

  private Optional<Unready> unready() {
    if (draining.get()) {
      return Optional.of(Unready.ENDING);
    }
    ChangeFeed feed = foundation.storage().feed();
    if (!feed.isFresh() && !feed.isPartAway()) {
      return Optional.of(Unready.CHANGES_UNREAD);
    }
    if (!feed.isClockRight()) {
      return Optional.of(Unready.CLOCK_OFF);
    }
    if (!databaseAnswers()) {
      return Optional.of(Unready.DATABASE_SILENT);
    }
    return foundation.storage().keys().isWhole()
        ? Optional.empty()
        : Optional.of(Unready.MASTER_KEY_CHANGED);
  }

  private boolean databaseAnswers() {
    try {
      return foundation
          .storage()
          .transactions()
          .read(stores -> stores.accounts().find(0).isEmpty());
    } catch (RuntimeException failure) {
      // That it has no account 0 now is an answer too.
      return foundation.storage().database().dialect().trouble(failure) == Dialect.Trouble.PART;
    }
  }

  /**
   * Loads, in the order in which they are needed, what else this thread would wait for: it opens
   * the database meanwhile. What only requests need waits until the server is ready.
   */
  private static void loadBeside(CountDownLatch ready) {
    Thread.ofPlatform()
        .daemon()
        .name("loading")
        .start(
            () -> {
              SqliteDatabase.load();
              Argon2.load();
              Engine.load();
              try {
                ready.await();
              } catch (InterruptedException e) {
                return;
              }
              Json.compact(new Loaded(true));
              Jwt.load();
            });
  }

  private record Loaded(boolean loaded) {}

  /**
   * Where a proxy stands before this node, it must see that the node is no longer ready before it
   * meets a closed door: it may not repeat a request that it has begun to send.
   */
  private void giveNotice() {
    draining.set(true);
    if (config.http().trustedProxies().isEmpty()) {
      return;
    }
    listeners.forEach(Listener::announceEnd);
    try {
      Thread.sleep(NOTICE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Server server, Starter starter, CountDownLatch ended) {
    LOG.info("Stopping; requests in flight have {} seconds to end", DRAIN.toSeconds());
    starter.supervisor().tellStopping();
    server.giveNotice();
    server.close();
    LOG.info("Stopped");
    ended.countDown();
    Logging.flush(Duration.ofSeconds(1));
    // A process that was told to end and did is no failure, which the JVM's own code for a signal
    // would say.
    Runtime.getRuntime().halt(0);
  }
}
