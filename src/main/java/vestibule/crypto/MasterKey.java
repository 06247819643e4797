package vestibule.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.secret.Digests;

/**
 * The one secret that lies outside of the database: 32 random bytes, in a file as base64.
 *
 * <p>It is never used itself, only keys that are derived from it, one for each use.
 */
public final class MasterKey {

  private static final int BYTES = 32;
  private static final int LONGEST_FILE = 1024;
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] key;

  private MasterKey(byte[] key) {
    this.key = key;
  }

  /**
   * Reads the key.
   *
   * @param file a file that only its owner may read or write (mode 0600 or 0400), or a link to one;
   *     32 bytes in base64, white space at the end is ignored
   * @throws Unusable if others may read it, or it holds anything else
   * @throws IOException if it is missing or cannot be read
   */
  public static MasterKey read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new Unusable("master key file " + file + " is a folder");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNERS.containsAll(permissions)) {
      throw new Unusable(
          String.format(
              Locale.ROOT,
              "master key file %s has mode %s, but must be for its owner alone: chmod 600 %s",
              file,
              PosixFilePermissions.toString(permissions),
              file));
    }
    try (InputStream stream = Files.newInputStream(file)) {
      return new MasterKey(decoded(file, stream.readNBytes(LONGEST_FILE)));
    }
  }

  /** A key of 32 bytes that was made for one use, and is kept elsewhere. */
  static MasterKey of(byte[] derived) {
    return new MasterKey(derived.clone());
  }

  private static byte[] decoded(Path file, byte[] text) {
    try {
      byte[] key = Base64.getDecoder().decode(new String(text, US_ASCII).stripTrailing());
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Its message would quote the key.
    }
    throw new Unusable(
        "master key file " + file + " does not hold 32 bytes in base64 and nothing else");
  }

  /**
   * Makes a new key and writes it, readable for the owner alone from its first byte on and synced
   * to the disk.
   *
   * @param file must not exist; its directory must
   * @throws java.nio.file.FileAlreadyExistsException if there is anything, a link too: a key is
   *     never overwritten, as all that is sealed would be lost
   * @throws IOException if it cannot be written
   */
  public static MasterKey create(Path file, SecureRandom random) throws IOException {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    MasterKey made = new MasterKey(key);
    made.write(file.toAbsolutePath());
    return made;
  }

  /**
   * Writes the key of one file into another as {@link #create} does; the other is whole as soon as
   * it is there.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is anything
   * @throws Unusable if there is no key in the first
   * @throws IOException if it cannot be read or written
   */
  public static void copy(Path from, Path to) throws IOException {
    read(from).write(to.toAbsolutePath());
  }

  /** Under another name first: a program that is killed leaves no half of a key. */
  private void write(Path whole) throws IOException {
    Path folder = whole.getParent();
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(whole.toString());
    }
    Path part = Files.createTempFile(folder, whole.getFileName() + ".", ".part", OwnersOnly.FILE);
    try {
      String text = Base64.getEncoder().encodeToString(key) + "\n";
      Files.writeString(part, text, US_ASCII, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
      put(part, whole);
    } finally {
      Files.deleteIfExists(part);
    }
    // The file's name is data of its directory.
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** Of two that make one at the same time, one is refused, which no renaming does. */
  private static void put(Path part, Path whole) throws IOException {
    try {
      Files.createLink(whole, part);
    } catch (FileAlreadyExistsException there) {
      throw there;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      Files.move(part, whole);
    }
  }

  /**
   * A value to be kept beside the sealed secrets: it tells whether this is the key that they were
   * sealed with, without giving it away. 64 hex digits.
   */
  public String checkValue() {
    return HexFormat.of().formatHex(derived("check value"));
  }

  /** A key of 32 bytes for one use. */
  byte[] derived(String use) {
    return Digests.hmacSha256(key, "vestibule master key 1: " + use);
  }

  @Override
  public String toString() {
    return "MasterKey[hidden]";
  }

  /** The refusal of a master key file, with what to do about it; it holds nothing of the key. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }
}
