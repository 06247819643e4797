package vestibule.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vestibule.core.token.Digests;

/** The libsodium that this process uses: the one packed with the server, else the system's. */
final class Sodium {

  private static final List<String> SYSTEM_NAMES =
      List.of("libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium.dylib");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(OWNER_ONLY);
  private static final FileAttribute<?> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Sodium() {}

  /**
   * Loads the library for the life of the process.
   *
   * @param cache a directory of the server's own, made if it is missing (mode 0700), to which the
   *     packed library is unpacked once
   * @throws IllegalStateException if neither the packed library nor the system's can be loaded,
   *     with every attempt in its suppressed exceptions
   */
  static SymbolLookup load(Path cache) {
    IllegalStateException failure =
        new IllegalStateException(
            "libsodium cannot be loaded, neither the packed one through "
                + cache
                + " nor one of the system ("
                + String.join(", ", SYSTEM_NAMES)
                + ")");
    return packed(cache, failure)
        .or(() -> SYSTEM_NAMES.stream().flatMap(name -> system(name, failure).stream()).findFirst())
        .orElseThrow(() -> failure);
  }

  @SuppressWarnings("restricted")
  private static Optional<SymbolLookup> packed(Path cache, IllegalStateException failure) {
    try {
      Optional<String> resource =
          resourceFor(System.getProperty("os.name"), System.getProperty("os.arch"));
      if (resource.isEmpty()) {
        return Optional.empty();
      }
      Path file = unpack(resource.get(), cache);
      return Optional.of(SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IOException | IllegalArgumentException e) {
      // A read-only or noexec directory, or a C library of another kind: the system's may still do.
      failure.addSuppressed(e);
      return Optional.empty();
    }
  }

  @SuppressWarnings("restricted")
  private static Optional<SymbolLookup> system(String name, IllegalStateException failure) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException e) {
      failure.addSuppressed(e);
      return Optional.empty();
    }
  }

  /** Where lazysodium's jar keeps the library for a platform that a JDK 25 runs on. */
  static Optional<String> resourceFor(String system, String processor) {
    boolean arm = processor.equals("aarch64");
    boolean intel = processor.equals("amd64") || processor.equals("x86_64");
    boolean mac = system.toLowerCase(Locale.ROOT).startsWith("mac");
    boolean linux = system.equals("Linux");
    if (linux && (arm || intel)) {
      return Optional.of(intel ? "/linux64/libsodium.so" : "/arm64/libsodium.so");
    }
    if (mac && (arm || intel)) {
      return Optional.of(intel ? "/mac/libsodium.dylib" : "/mac_arm/libsodium.dylib");
    }
    return Optional.empty();
  }

  /**
   * Puts the library into the directory unless exactly it is there, and returns its file.
   *
   * <p>A file that is damaged, planted, a link, or open to others is replaced, never loaded.
   */
  static Path unpack(String resource, Path directory) throws IOException {
    byte[] library = read(resource);
    byte[] digest = Digests.sha256(library);
    Files.createDirectories(directory, PRIVATE_DIRECTORY);
    String name = "libsodium-" + HexFormat.of().formatHex(digest, 0, 8) + ".so";
    Path file = directory.toAbsolutePath().resolve(name);
    if (!holds(file, library.length, digest)) {
      replace(file, library);
    }
    return file;
  }

  private static byte[] read(String resource) throws IOException {
    try (InputStream stream = Sodium.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException("no " + resource + " on the class path");
      }
      return stream.readAllBytes();
    }
  }

  private static boolean holds(Path file, int length, byte[] digest) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)
        && Files.size(file) == length
        && MessageDigest.isEqual(Digests.sha256(Files.readAllBytes(file)), digest);
  }

  private static void replace(Path file, byte[] library) throws IOException {
    // A name of its own and a rename: servers that start at once never see half a file.
    Path whole = Files.createTempFile(file.getParent(), "libsodium", ".new", PRIVATE_FILE);
    try {
      try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(library);
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
}
