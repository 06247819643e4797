package vestibule.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import vestibule.config.Config;
import vestibule.config.ContractsConfig.Links;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.model.Door;
import vestibule.core.password.BreachedPasswords;
import vestibule.mail.MailFolder;
import vestibule.moving.rehearsal.Stage;
import vestibule.web.DevMail;

/**
 * A server for one rehearsal, with the settings of the true one as far as they decide about
 * answers. Its people lie in a folder for temporary files, which goes with it; its clock stands
 * where it was set; nothing leaves it.
 */
public final class RehearsalServer implements Stage, AutoCloseable {

  private static final long LONGEST_SENDING = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final int MOST_MAILS = 100;
  private static final int ATTEMPTS = 5;

  private final Path folder;
  private final Config config;
  private final StandingClock clock;
  private final Server server;
  private final MailFolder mails;
  private final Thread remover;

  private RehearsalServer(Path folder, Config config, StandingClock clock) throws IOException {
    this.folder = folder;
    this.config = config;
    this.clock = clock;
    this.server = Server.start(config, TestMode.surroundings(clock));
    this.mails = new MailFolder(server.mailing().folder());
    this.remover = Thread.ofPlatform().unstarted(() -> remove(folder));
    Runtime.getRuntime().addShutdownHook(remover);
  }

  /** A clock that is set. */
  private static final class StandingClock implements InstantSource {

    private final AtomicReference<Instant> now;

    StandingClock(Instant now) {
      this.now = new AtomicReference<>(now);
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }

  /**
   * Starts one without people.
   *
   * @param settings of the true server
   * @param begin where the clock stands
   */
  public static RehearsalServer start(Config settings, Instant begin) throws IOException {
    Path folder = Files.createTempDirectory("vestibule-rehearsal", OwnersOnly.FOLDER);
    try {
      lend(PasswordPolicy.list(settings), folder.resolve(BreachedPasswords.FILE));
      return new RehearsalServer(folder, settings.forRehearsal(folder), new StandingClock(begin));
    } catch (IOException | RuntimeException failed) {
      remove(folder);
      throw failed;
    }
  }

  /** The list of passwords that are known from breaches is long, and only read. */
  private static void lend(Path file, Path link) throws IOException {
    if (Files.exists(file)) {
      Files.createSymbolicLink(link, file.toAbsolutePath());
    }
  }

  /** With which settings a command works on its database. */
  public Config config() {
    return config;
  }

  /** What a command gets from outside then. */
  public Foundation.Surroundings surroundings() {
    return TestMode.surroundings(clock);
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public String publicOrigin() {
    return config.http().publicUrl().toString();
  }

  @Override
  public void at(Instant time) {
    clock.now.updateAndGet(now -> now.isAfter(time) ? now : time);
  }

  @Override
  public List<Mailed> mails() {
    awaitSent();
    try {
      List<Mailed> found = new ArrayList<>();
      List<MailFolder.Entry> newest = mails.newest(MOST_MAILS);
      while (!newest.isEmpty()) {
        for (MailFolder.Entry entry : newest) {
          mails.open(entry.id()).ifPresent(mail -> found.addAll(mailed(mail)));
          Files.deleteIfExists(server.mailing().folder().resolve(entry.id() + ".eml"));
        }
        newest = mails.newest(MOST_MAILS);
      }
      return found;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void awaitSent() {
    long until = System.nanoTime() + LONGEST_SENDING;
    while (server.foundation().delivery().outbox().count().waiting() > 0) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("mails are owed and not sent");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** A link in a mail leads where a setting says; what stands there for the code is one. */
  private List<Mailed> mailed(MailFolder.Opened mail) {
    List<String> links =
        new DevMail.Entry("", Instant.EPOCH, "", "", mail.text(), "")
            .pieces().stream().filter(DevMail.Piece::link).map(DevMail.Piece::text).toList();
    List<Mailed> found = new ArrayList<>();
    for (Links templates : config.contracts().links().values()) {
      for (String link : links) {
        code(templates.reset(), link)
            .map(code -> mailed(mail, Purpose.RESET, templates.reset().get(), code))
            .or(
                () ->
                    code(Optional.of(templates.confirm()), link)
                        .map(code -> mailed(mail, Purpose.CONFIRM, templates.confirm(), code)))
            .filter(one -> !found.contains(one))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<String> code(Optional<String> template, String link) {
    return template.flatMap(
        text -> {
          int place = text.indexOf(Door.TOKEN);
          String before = text.substring(0, place);
          String after = text.substring(place + Door.TOKEN.length());
          boolean fits =
              link.startsWith(before)
                  && link.endsWith(after)
                  && link.length() > before.length() + after.length();
          return fits
              ? Optional.of(link.substring(before.length(), link.length() - after.length()))
              : Optional.empty();
        });
  }

  private static Mailed mailed(
      MailFolder.Opened mail, Purpose purpose, String template, String code) {
    String path = URI.create(template.substring(0, template.indexOf(Door.TOKEN))).getRawPath();
    return new Mailed(mail.entry().to(), purpose, path, code);
  }

  @Override
  public void close() {
    server.close();
    remove(folder);
    try {
      Runtime.getRuntime().removeShutdownHook(remover);
    } catch (IllegalStateException ending) {
      // The process ends already, and the folder is gone.
    }
  }

  /** A server that still runs makes files anew. */
  private static void remove(Path folder) {
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(folder); attempt++) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException left) {
        // Something has come or gone meanwhile.
      }
    }
  }
}
