package vestibule.core.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

/** The unpacked file is the packed one, whatever was found in its place. */
class PackedFileTest {

  private static final String RESOURCE = "/linux64/libsodium.so";

  @TempDir private Path temporary;
  private Path cache;
  private byte[] packed;

  @BeforeEach
  void readPacked() throws IOException {
    cache = temporary.resolve("not/yet/there");
    try (InputStream stream = PackedFile.class.getResourceAsStream(RESOURCE)) {
      packed = stream.readAllBytes();
    }
  }

  @Test
  void itIsUnpackedOnceAndForItsOwnerAlone() throws IOException {
    Path file = unpack(cache);
    assertUnpacked(file);
    assertThat(mode(cache)).isEqualTo("rwx------");
    Object first = Files.getAttribute(file, "unix:ino");
    assertThat(unpack(cache)).isEqualTo(file);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(first);
  }

  @Test
  void aDamagedFileIsReplaced() throws IOException {
    Path file = unpack(cache);
    byte[] damaged = packed.clone();
    damaged[damaged.length / 2] ^= 1;
    for (byte[] found : new byte[][] {damaged, new byte[0], new byte[packed.length]}) {
      Files.write(file, found);
      assertThat(unpack(cache)).isEqualTo(file);
      assertUnpacked(file);
    }
  }

  @Test
  void aFileThatOthersCanWriteIsReplaced() throws IOException {
    Path file = unpack(cache);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertUnpacked(unpack(cache));
  }

  @Test
  void aPlantedLinkIsReplacedAndNotFollowed() throws IOException {
    Path file = unpack(cache);
    Path elsewhere = temporary.resolve("elsewhere");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);
    assertUnpacked(unpack(cache));
    Files.delete(file);
    Files.createSymbolicLink(file, temporary.resolve("nowhere"));
    assertUnpacked(unpack(cache));
    assertThat(temporary.resolve("nowhere")).doesNotExist();
  }

  @Test
  void serversThatStartAtOnceDoNotDisturbEachOther() throws Exception {
    Callable<Path> unpack = () -> unpack(cache);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Path> one : threads.invokeAll(Collections.nCopies(8, unpack))) {
        assertUnpacked(one.get());
      }
    }
  }

  @Test
  void whatLiesInADirectoryOpenToOthersIsReplaced() throws IOException {
    Path file = unpack(cache);
    Object first = Files.getAttribute(file, "unix:ino");
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertUnpacked(unpack(cache));
    assertThat(mode(cache)).isEqualTo("rwx------");
    assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(first);
  }

  @Test
  void itsNameTellsItsContent() throws IOException {
    PackedFile found = PackedFile.find(PackedFile.class, RESOURCE);
    assertThat(found.size()).isEqualTo(packed.length);
    assertThat(unpack(cache).getFileName())
        .hasToString("libsodium-%08x.so".formatted(found.checksum()));
  }

  @Test
  void aFileOutsideOfAJarIsFoundToo() throws IOException {
    PackedFile found = PackedFile.find(PackedFile.class, "/web/form.js");
    Path file = found.unpack(cache, "form.js");
    try (InputStream stream = PackedFile.class.getResourceAsStream("/web/form.js")) {
      assertThat(file).hasBinaryContent(stream.readAllBytes());
    }
  }

  @Test
  void whatIsNotThereOrCannotBePutIsRefused() throws IOException {
    assertThatThrownBy(() -> PackedFile.find(PackedFile.class, "/no/such.so"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/no/such.so");
    Path file = Files.writeString(temporary.resolve("file"), "in the way");
    assertThatThrownBy(() -> unpack(file)).isInstanceOf(IOException.class);
  }

  private static Path unpack(Path directory) throws IOException {
    return PackedFile.find(PackedFile.class, RESOURCE).unpack(directory, "libsodium.so");
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
