package vestibule.core.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The passwords that are known from breaches: a million that come with the program, whose origin
 * stands beside their filter, and those of a longer list where an operator has loaded one. Nothing
 * is read before the first question.
 */
public final class BreachedPasswords {

  /** What the filter of a loaded list is called in the data folder. */
  public static final String FILE = "breached-passwords.filter";

  private static final String RESOURCE = "breached-passwords.filter";

  private final Path file;
  private final Consumer<String> trouble;
  private volatile Loaded loaded = new Loaded(Optional.empty(), Optional.empty());

  /**
   * The passwords of the program, and of a file.
   *
   * @param file a filter; it may be missing, and may come, be replaced and go at any time
   * @param trouble is told why a file that is there cannot be used, once for each that is not
   */
  public BreachedPasswords(Path file, Consumer<String> trouble) {
    this.file = file;
    this.trouble = trouble;
  }

  /** Whether the password is known, as it is written or with small letters alone. */
  public boolean holds(String password) {
    String lower = password.toLowerCase(Locale.ROOT);
    return isListed(password) || !lower.equals(password) && isListed(lower);
  }

  private boolean isListed(String password) {
    return Shipped.FILTER.holds(password)
        || current().filter().filter(list -> list.holds(password)).isPresent();
  }

  /** How many passwords the loaded list has; empty where none is loaded. */
  public Optional<Long> loaded() {
    return current().filter().map(PasswordFilter::passwords);
  }

  /** Looks at the file each time, which costs some microseconds beside a hash of milliseconds. */
  private Loaded current() {
    Loaded known = loaded;
    Optional<Version> version = version();
    if (!version.equals(known.version())) {
      known = new Loaded(version, version.flatMap(_ -> read()));
      loaded = known;
    }
    return known;
  }

  private Optional<Version> version() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Version(now.lastModifiedTime(), now.size(), Objects.toString(now.fileKey())));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.of(new Version(FileTime.fromMillis(0), 0, ""));
    }
  }

  private Optional<PasswordFilter> read() {
    try {
      return Optional.of(PasswordFilter.of(file));
    } catch (IOException | IllegalArgumentException unusable) {
      trouble.accept(file + " is no list of breached passwords, or cannot be read");
      return Optional.empty();
    }
  }

  /** What tells a file from the one that took its place. */
  private record Version(FileTime changed, long size, String key) {}

  private record Loaded(Optional<Version> version, Optional<PasswordFilter> filter) {}

  /** Read when this class is first used, which is when the list is. */
  private static final class Shipped {

    static final PasswordFilter FILTER = read();

    private static PasswordFilter read() {
      try (InputStream in = BreachedPasswords.class.getResourceAsStream(RESOURCE)) {
        return PasswordFilter.of(in.readAllBytes());
      } catch (IOException broken) {
        throw new UncheckedIOException("the list of breached passwords cannot be read", broken);
      }
    }
  }
}
