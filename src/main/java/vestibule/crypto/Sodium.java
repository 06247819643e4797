package vestibule.crypto;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.packed.PackedFile;

/** The libsodium that this process uses: the one packed with the server, else the system's. */
final class Sodium {

  private static final List<String> SYSTEM_NAMES =
      List.of("libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium.dylib");

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
      Path file = PackedFile.find(Sodium.class, resource.get()).unpack(cache, "libsodium.so");
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
}
