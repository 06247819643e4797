package vestibule.core.packed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where native libraries are unpacked to be loaded: a folder of the server's own, in which they
 * stay. Where none can be loaded from it, as its file system is mounted {@code noexec} or cannot be
 * written, a library is loaded from the folder for temporary files, and gone from there at once.
 */
public final class NativeFolder {

  /** Glibc's words where a file system forbids to run what lies on it. */
  private static final String NOEXEC = "failed to map segment";

  private NativeFolder() {}

  /**
   * Loads a library.
   *
   * @param folder made if it is missing, for the owner alone
   * @param name of the file, as {@link PackedFile#unpack} takes it
   * @param loading what calls {@link System#load}
   * @throws Unloadable when it can be loaded from neither place
   */
  public static <T> T load(
      PackedFile library, String name, Path folder, Function<Path, T> loading) {
    try {
      return loading.apply(library.unpack(folder, name));
    } catch (IOException | UnsatisfiedLinkError refused) {
      return loadInPassing(library, name, loading, reason(folder, refused));
    }
  }

  private static <T> T loadInPassing(
      PackedFile library, String name, Function<Path, T> loading, String before) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      // A name that nobody can know before, so that nobody else can have put anything there.
      Path folder = Files.createTempDirectory(temporary, "vestibule-native");
      try {
        Path file = library.unpack(folder, name);
        try {
          return loading.apply(file);
        } finally {
          Files.deleteIfExists(file);
        }
      } finally {
        Files.deleteIfExists(folder);
      }
    } catch (IOException | UnsatisfiedLinkError refused) {
      throw new Unloadable(before + ", " + reason(temporary, refused));
    }
  }

  private static String reason(Path folder, Throwable refused) {
    if (refused instanceof IOException) {
      return folder + " cannot be written";
    }
    return String.valueOf(refused.getMessage()).contains(NOEXEC)
        ? folder + " is mounted noexec"
        : "what was put into " + folder + " is not for this machine";
  }

  /** No folder lets a library be loaded; the message is for the operator. */
  public static final class Unloadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which folders, or libraries, were tried in vain and why. */
    public Unloadable(String reasons) {
      super(
          "the native libraries cannot be loaded: "
              + reasons
              + "; VESTIBULE_NATIVE_DIR names another folder");
    }
  }
}
