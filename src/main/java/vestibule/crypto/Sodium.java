package vestibule.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.packed.NativeFolder;
import vestibule.core.packed.PackedFile;

/** The libsodium that this process uses: the one packed with the server, else the system's. */
final class Sodium {

  private static final List<String> SYSTEM_NAMES =
      List.of("libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium.dylib");

  private Sodium() {}

  /**
   * Loads the library for the life of the process.
   *
   * @param folder a folder of the server's own, made if it is missing (mode 0700), to which the
   *     packed library is unpacked once
   * @throws NativeFolder.Unloadable when neither the packed library nor the system's can be loaded
   */
  static SymbolLookup load(Path folder) {
    Optional<String> resource =
        resourceFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    try {
      if (resource.isEmpty()) {
        throw new NativeFolder.Unloadable("no libsodium is packed for this kind of machine");
      }
      return packed(resource.get(), folder.toAbsolutePath());
    } catch (NativeFolder.Unloadable refused) {
      return SYSTEM_NAMES.stream()
          .flatMap(name -> system(name).stream())
          .findFirst()
          .orElseThrow(() -> refused);
    }
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup packed(String resource, Path folder) {
    return NativeFolder.load(
        PackedFile.find(Sodium.class, resource),
        "libsodium.so",
        folder,
        file -> {
          System.load(file.toString());
          return SymbolLookup.loaderLookup();
        });
  }

  @SuppressWarnings("restricted")
  private static Optional<SymbolLookup> system(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException none) {
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
