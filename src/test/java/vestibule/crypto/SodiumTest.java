package vestibule.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library is the packed one, else the system's. */
class SodiumTest {

  @TempDir private Path temporary;

  @Test
  void aFolderThatCannotBeMadeIsNotNeeded() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "in the way");
    assertThat(Sodium.load(file).find("sodium_init")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, /linux64/libsodium.so",
    "Linux, aarch64, /arm64/libsodium.so",
    "Mac OS X, x86_64, /mac/libsodium.dylib",
    "Mac OS X, aarch64, /mac_arm/libsodium.dylib",
    "Linux, riscv64, ",
    "FreeBSD, amd64, ",
  })
  void eachPlatformHasItsOwn(String system, String processor, String resource) {
    assertThat(Sodium.resourceFor(system, processor).orElse(null)).isEqualTo(resource);
    if (resource != null) {
      assertThat(Sodium.class.getResource(resource)).isNotNull();
    }
  }
}
