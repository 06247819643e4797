package vestibule.store.transfer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of the backups that a server makes by itself. A file has the name of a backup only
 * once it was verified, so that the names alone tell what can be relied on; files of other names
 * are nobody's business here.
 */
public final class BackupFolder {

  private static final String TIME = "uuuuMMdd'T'HHmmss'Z'";
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern(TIME, Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern GOOD = Pattern.compile("vestibule-([0-9]{8}T[0-9]{6}Z)\\.backup");

  /** What a process that was killed leaves, with what SQLite lays beside a file. */
  private static final Pattern UNFINISHED =
      Pattern.compile(GOOD.pattern() + "\\.(unverified|unverified\\.partial|drill)(-[a-z]+)?");

  private final Path folder;

  /** A folder that is there. */
  public BackupFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A backup that was good when it was made.
   *
   * @param at when it was begun, to the second
   */
  public record Good(Path file, Instant at) {}

  /** All good ones, the newest first. */
  public List<Good> good() throws IOException {
    List<Good> found = new ArrayList<>();
    for (Path file : files()) {
      Matcher name = GOOD.matcher(file.getFileName().toString());
      if (name.matches()) {
        time(name.group(1)).ifPresent(at -> found.add(new Good(file, at)));
      }
    }
    found.sort(Comparator.comparing(Good::at).reversed());
    return found;
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, WRITTEN).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException somethingElse) {
      return Optional.empty();
    }
  }

  /** The newest good one; those from beyond now were made by a clock that was wrong. */
  public Optional<Good> newest(Instant now) throws IOException {
    return good().stream().filter(good -> !good.at().isAfter(now)).findFirst();
  }

  /** Under which name a backup is made. */
  public Path unverified(Instant at) {
    return folder.resolve(name(at) + ".unverified");
  }

  /** Where it is restored for its drill. */
  public Path drill(Instant at) {
    return folder.resolve(name(at) + ".drill");
  }

  private static String name(Instant at) {
    return "vestibule-" + WRITTEN.format(at) + ".backup";
  }

  /** Gives a backup that was verified its name; it is on the disk under that when this returns. */
  public Good accept(Instant at) throws IOException {
    Path file = folder.resolve(name(at));
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Files.move(unverified(at), file, StandardCopyOption.ATOMIC_MOVE);
    DatabaseFile.sync(folder);
    return new Good(file, at);
  }

  /**
   * Removes the oldest good ones beyond a number.
   *
   * @param made the one that was just verified, which stays whatever its clock said
   * @return how many went
   */
  public int retain(int most, Good made) throws IOException {
    List<Good> others = good().stream().filter(good -> !good.file().equals(made.file())).toList();
    List<Good> old = others.subList(Math.min(others.size(), most - 1), others.size());
    for (Good one : old) {
      Files.deleteIfExists(one.file());
    }
    return old.size();
  }

  /** Removes what a backup that was interrupted has left. */
  public void sweep() throws IOException {
    for (Path file : files()) {
      if (UNFINISHED.matcher(file.getFileName().toString()).matches()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "vestibule-*")) {
      entries.forEach(files::add);
    }
    return files;
  }
}
