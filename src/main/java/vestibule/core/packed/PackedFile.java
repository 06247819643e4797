package vestibule.core.packed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A file inside a jar, known by its size and checksum without being unpacked.
 *
 * @param size in bytes
 * @param checksum its CRC-32, as the jar has it
 */
public record PackedFile(URL packed, long size, long checksum) {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);
  private static final FileAttribute<?> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY);

  /**
   * Finds a file on the class path.
   *
   * @param near a class of the same class path
   * @param resource its absolute path, as {@link Class#getResource} takes it
   * @throws UncheckedIOException when there is none: the program's own jar is broken
   */
  public static PackedFile find(Class<?> near, String resource) {
    URL packed = near.getResource(resource);
    try {
      if (packed == null) {
        throw new NoSuchFileException(resource);
      }
      if (packed.openConnection() instanceof JarURLConnection jar) {
        return new PackedFile(packed, jar.getJarEntry().getSize(), jar.getJarEntry().getCrc());
      }
      byte[] content = content(packed);
      return new PackedFile(packed, content.length, checksum(content));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Puts the file into a directory unless exactly it is there, and returns where.
   *
   * <p>What is damaged, a link, or open to others is replaced, never trusted; and so is all that
   * lies in a directory that others could write to, which no longer can from here. A checksum is
   * enough beside that: only the owner can have put a file there, and who that is runs the program.
   *
   * @param directory made if it is missing, for the owner alone
   * @param name of the file; its checksum is put between the name and its ending
   */
  public Path unpack(Path directory, String name) throws IOException {
    Files.createDirectories(directory, PRIVATE_DIRECTORY);
    boolean trusted = makePrivate(directory);
    int dot = name.lastIndexOf('.');
    Path file =
        directory
            .toAbsolutePath()
            .resolve(
                name.substring(0, dot)
                    + "-"
                    + HexFormat.of().toHexDigits((int) checksum)
                    + name.substring(dot));
    if (!trusted || !isIn(file)) {
      replace(file);
    }
    return file;
  }

  /** False when others had access so far. */
  private static boolean makePrivate(Path directory) throws IOException {
    if (Files.getPosixFilePermissions(directory).equals(OWNER_ONLY_DIRECTORY)) {
      return true;
    }
    Files.setPosixFilePermissions(directory, OWNER_ONLY_DIRECTORY);
    return false;
  }

  private boolean isIn(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)
        && Files.size(file) == size
        && checksum(Files.readAllBytes(file)) == checksum;
  }

  private void replace(Path file) throws IOException {
    byte[] content = content(packed);
    // A name of its own and a rename: servers that start at once never see half a file.
    Path whole = Files.createTempFile(file.getParent(), "unpacking", ".new", PRIVATE_FILE);
    try {
      try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static byte[] content(URL packed) throws IOException {
    try (InputStream stream = packed.openStream()) {
      return stream.readAllBytes();
    }
  }

  private static long checksum(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    return sum.getValue();
  }
}
