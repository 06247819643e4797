package vestibule.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unpacked library is the packed one, whatever was found in its place. */
class SodiumTest {

  private static final String RESOURCE = "/linux64/libsodium.so";

  @TempDir private Path temporary;
  private Path cache;
  private byte[] packed;

  @BeforeEach
  void readPacked() throws IOException {
    cache = temporary.resolve("not/yet/there");
    try (InputStream stream = Sodium.class.getResourceAsStream(RESOURCE)) {
      packed = stream.readAllBytes();
    }
  }

  @Test
  void it_is_unpacked_once_and_for_its_owner_alone() throws IOException {
    Path file = Sodium.unpack(RESOURCE, cache);
    assertUnpacked(file);
    assertThat(mode(cache)).isEqualTo("rwx------");
    Object first = Files.getAttribute(file, "unix:ino");
    assertThat(Sodium.unpack(RESOURCE, cache)).isEqualTo(file);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(first);
  }

  @Test
  void a_damaged_file_is_replaced() throws IOException {
    Path file = Sodium.unpack(RESOURCE, cache);
    byte[] damaged = packed.clone();
    damaged[damaged.length / 2] ^= 1;
    for (byte[] found : new byte[][] {damaged, new byte[0], new byte[packed.length]}) {
      Files.write(file, found);
      assertThat(Sodium.unpack(RESOURCE, cache)).isEqualTo(file);
      assertUnpacked(file);
    }
  }

  @Test
  void a_file_that_others_can_write_is_replaced() throws IOException {
    Path file = Sodium.unpack(RESOURCE, cache);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertUnpacked(Sodium.unpack(RESOURCE, cache));
  }

  @Test
  void a_planted_link_is_replaced_and_not_followed() throws IOException {
    Path file = Sodium.unpack(RESOURCE, cache);
    Path elsewhere = temporary.resolve("elsewhere");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);
    assertUnpacked(Sodium.unpack(RESOURCE, cache));
    Files.delete(file);
    Files.createSymbolicLink(file, temporary.resolve("nowhere"));
    assertUnpacked(Sodium.unpack(RESOURCE, cache));
    assertThat(temporary.resolve("nowhere")).doesNotExist();
  }

  @Test
  void servers_that_start_at_once_do_not_disturb_each_other() throws Exception {
    Callable<Path> unpack = () -> Sodium.unpack(RESOURCE, cache);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Path> one : threads.invokeAll(Collections.nCopies(8, unpack))) {
        assertUnpacked(one.get());
      }
    }
  }

  @Test
  void a_directory_that_cannot_be_made_leaves_the_systems_library() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "in the way");
    assertThatThrownBy(() -> Sodium.unpack(RESOURCE, file)).isInstanceOf(IOException.class);
    try {
      assertThat(Sodium.load(file).find("sodium_init")).isPresent();
    } catch (IllegalStateException none) {
      // A machine without libsodium: the message must say what was tried.
      assertThat(none).hasMessageContaining("libsodium.so.23").hasMessageContaining("file");
      assertThat(none.getSuppressed()).hasSizeGreaterThan(3);
    }
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
  void each_platform_has_its_own(String system, String processor, String resource) {
    assertThat(Sodium.resourceFor(system, processor).orElse(null)).isEqualTo(resource);
    if (resource != null) {
      assertThat(Sodium.class.getResource(resource)).isNotNull();
    }
  }

  private void assertUnpacked(Path file) throws IOException {
    assertThat(file).isRegularFile().hasBinaryContent(packed);
    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(mode(file)).isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).allMatch(found -> !found.toString().endsWith(".so") || found.equals(file));
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }
}
