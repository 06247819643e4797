package vestibule.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import vestibule.config.Config;
import vestibule.crypto.Argon2;
import vestibule.store.transfer.Emptying;
import vestibule.v1.TestPaths;
import vestibule.web.DevMail;

/**
 * A server for the tests of a front-end: a database of its own that goes with it, hashes that cost
 * nothing, a clock that tests move, mails that they read. It must never hold a person's account, so
 * it works with nothing that a real server works with.
 */
public final class TestMode implements TestPaths.Controls {

  /** What would be somebody's. */
  private static final List<String> REFUSED =
      List.of(
          "VESTIBULE_CONFIG",
          "VESTIBULE_DATABASE_URL",
          "VESTIBULE_DATABASE_URL_FILE",
          "VESTIBULE_DATA_DIR",
          "VESTIBULE_FIRST_LOG_IN_URL",
          "VESTIBULE_FIRST_LOG_IN_SECRET",
          "VESTIBULE_FIRST_LOG_IN_SECRET_FILE",
          "VESTIBULE_MASTER_KEY_FILE",
          "VESTIBULE_PUBLIC_URL",
          "VESTIBULE_SMTP_URL",
          "VESTIBULE_SMTP_URL_FILE");

  private static final String SERVICE_NAME = "VESTIBULE_MAIL_SERVICE_NAME";

  /** The least that Argon2 takes. */
  private static final Argon2.Cost CHEAPEST =
      new Argon2.Cost(
          1,
          8 * 1024,
          "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA"
              + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

  private static final Duration LONGEST_SENDING = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Server server;
  private final MovableClock clock;

  TestMode(Server server, MovableClock clock) {
    this.server = server;
    this.clock = clock;
  }

  /** The machine's clock, or ahead of it. */
  public static final class MovableClock implements InstantSource {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead.get());
    }
  }

  /**
   * Serves until the process is told to end, as {@link Server#serve}.
   *
   * @throws Config.Invalid when any setting is wrong
   * @throws Foundation.UnusableException for a setting that a real server has
   */
  public static int serve(Map<String, String> environment, Starter starter)
      throws Config.Invalid, IOException {
    Path folder = Files.createTempDirectory("vestibule-throw-away");
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> delete(folder)));
    MovableClock clock = new MovableClock();
    return Server.serve(
        config(environment, folder), surroundings(clock), Optional.of(clock), starter);
  }

  /** That clock, and the cheapest hashes. */
  public static Foundation.Surroundings surroundings(InstantSource clock) {
    return new Foundation.Surroundings(
        clock, System::nanoTime, new SecureRandom(), CHEAPEST, List.of());
  }

  /** The settings of a test server in an empty folder, whose settings file is not looked for. */
  public static Config config(Map<String, String> environment, Path folder) throws Config.Invalid {
    for (String name : REFUSED) {
      if (environment.containsKey(name)) {
        throw new Foundation.UnusableException(
            name + " is set, but a server in test mode has nothing that lasts");
      }
    }
    Map<String, String> settings = new HashMap<>(environment);
    settings.merge(SERVICE_NAME, "Vestibule", (given, _) -> given);
    settings.compute(SERVICE_NAME, (_, name) -> name + " (test mode)");
    Config config = Wiring.servedConfig(settings, folder);
    if (!config.http().isLoopback()) {
      throw new Foundation.UnusableException(
          "http.host lets other machines in, but a server in test mode is for this one alone");
    }
    return config;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException left) {
      // The folder for temporary files is emptied by the system.
    }
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void advance(Duration by) {
    clock.ahead.updateAndGet(by::plus);
  }

  @Override
  public List<TestPaths.Mail> mails() {
    awaitSent();
    DevMail mails = server.mailing().devMail().orElseThrow();
    return mails.newest().get().stream()
        .flatMap(entry -> mails.find().apply(entry.id()).stream())
        .map(TestMode::mail)
        .toList();
  }

  private void awaitSent() {
    long until = System.nanoTime() + LONGEST_SENDING.toNanos();
    while (server.foundation().delivery().outbox().count().waiting() > 0) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("mails are owed and not sent");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static TestPaths.Mail mail(DevMail.Entry entry) {
    List<String> links =
        entry.pieces().stream().filter(DevMail.Piece::link).map(DevMail.Piece::text).toList();
    return new TestPaths.Mail(
        entry.id(), entry.at().toString(), entry.to(), entry.subject(), entry.text(), links);
  }

  @Override
  public void reset() {
    awaitSent();
    Storage storage = server.foundation().storage();
    Emptying.empty(storage.database());
    storage.cache().forget(0);
    server.foundation().limiting().limits().forget();
    deleteMails();
    clock.ahead.set(Duration.ZERO);
  }

  private void deleteMails() {
    Path folder = server.mailing().folder();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> mails = Files.list(folder)) {
        for (Path mail : mails.toList()) {
          Files.deleteIfExists(mail);
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
