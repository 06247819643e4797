package vestibule.core.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modes of what holds people's data or a key: 0600 for files, 0700 for folders. */
public final class OwnersOnly {

  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  /** Makes a file so, whatever the umask is. */
  public static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Makes a folder so. */
  public static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(OWNERS);

  private static final int STICKY = 01000;

  private OwnersOnly() {}

  /**
   * Makes a folder where there is none; takes the others' rights away from one that is there and is
   * this program's own: it holds one of {@code marks}, or nothing. Others' folders, {@code /tmp}
   * among them, are left alone.
   *
   * @param marks names that only this program's folder has
   * @return whether rights were taken away
   * @throws OpenToOthers when others have rights that cannot or must not be taken away
   * @throws IOException when it cannot be made or read
   */
  public static boolean folder(Path folder, Set<String> marks) throws IOException {
    boolean open = Files.isDirectory(folder) && !isOwnersOnly(folder);
    if (open && (isShared(folder) || !isOwn(folder, marks))) {
      throw new OpenToOthers("folder", folder, 700);
    }
    return folder(folder);
  }

  /**
   * The same for a folder that can be nobody else's, as it lies inside this program's own.
   *
   * @return whether rights were taken away
   */
  public static boolean folder(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    Files.createDirectories(folder, FOLDER);
    if (isOwnersOnly(folder)) {
      return false;
    }
    takeAway("folder", folder, 700);
    return true;
  }

  /**
   * Takes the others' rights away from a file; one that is missing is left to be made.
   *
   * @return whether rights were taken away
   * @throws OpenToOthers when it belongs to somebody else
   */
  public static boolean file(Path file) throws IOException {
    if (!Files.exists(file) || isOwnersOnly(file)) {
      return false;
    }
    takeAway("file", file, 600);
    return true;
  }

  private static boolean isOwnersOnly(Path path) throws IOException {
    return OWNERS.containsAll(Files.getPosixFilePermissions(path));
  }

  private static void takeAway(String kind, Path path, int mode) throws IOException {
    Set<PosixFilePermission> left = EnumSet.copyOf(OWNERS);
    left.retainAll(Files.getPosixFilePermissions(path));
    try {
      Files.setPosixFilePermissions(path, left);
    } catch (FileSystemException notOurs) {
      throw new OpenToOthers(kind, path, mode);
    }
  }

  /** The sticky bit says that many people work in it. */
  private static boolean isShared(Path folder) throws IOException {
    return ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
  }

  private static boolean isOwn(Path folder, Set<String> marks) throws IOException {
    try (Stream<Path> present = Files.list(folder)) {
      Set<String> names =
          present
              .map(path -> path.getFileName().toString())
              // What a fresh disk of its own has.
              .filter(name -> !name.equals("lost+found"))
              .collect(Collectors.toSet());
      return names.isEmpty() || names.stream().anyMatch(marks::contains);
    }
  }

  /** The refusal to work where others may look; the message says what to do. */
  public static final class OpenToOthers extends IOException {
    private static final long serialVersionUID = 1L;

    OpenToOthers(String kind, Path path, int mode) {
      super(
          "the "
              + kind
              + " "
              + path
              + " is open to others: chmod "
              + mode
              + " "
              + path
              + ", or name one of its own");
    }
  }
}
