package vestibule.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The master key file: made once, for its owner alone, and read only as such. */
class MasterKeyTest {

  private static final String KNOWN = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final SecureRandom random = new SecureRandom();
  @TempDir private Path directory;

  @Test
  void aNewKeyIs32BytesInBase64ForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("master.key");
    MasterKey key = MasterKey.create(file, random);
    assertThat(Files.readString(file)).matches("[A-Za-z0-9+/]{43}=\n");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(MasterKey.read(file).checkValue()).isEqualTo(key.checkValue());
    assertThat(MasterKey.create(directory.resolve("other.key"), random).checkValue())
        .isNotEqualTo(key.checkValue());
  }

  @Test
  void aNewKeyTakesThePlaceOfNothing() throws IOException {
    Path file = directory.resolve("master.key");
    Files.writeString(file, "");
    assertThatThrownBy(() -> MasterKey.create(file, random))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).isEmptyFile();

    Path elsewhere = directory.resolve("elsewhere");
    Path link = Files.createSymbolicLink(directory.resolve("link.key"), elsewhere);
    assertThatThrownBy(() -> MasterKey.create(link, random))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void aNewKeyMakesNoDirectory() {
    assertThatThrownBy(() -> MasterKey.create(directory.resolve("no/master.key"), random))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(directory.resolve("no")).doesNotExist();
  }

  @Test
  void ofManyWhoMakeItAtOnceOneDoes() throws Exception {
    Path file = directory.resolve("master.key");
    Set<String> made = ConcurrentHashMap.newKeySet();
    Callable<Boolean> make =
        () -> {
          try {
            return made.add(MasterKey.create(file, random).checkValue());
          } catch (FileAlreadyExistsException e) {
            return false;
          }
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(16, make))) {
        one.get();
      }
    }
    assertThat(made).containsExactly(MasterKey.read(file).checkValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw--w----", "rw------x", "rwx------"})
  void aFileThatOthersMayUseIsRefused(String mode) throws IOException {
    Path file = known();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> MasterKey.read(file))
        .isInstanceOf(MasterKey.Unusable.class)
        .hasMessage(
            "master key file %s has mode %s, but must be for its owner alone: chmod 600 %s",
            file, mode, file);
  }

  @Test
  void aFolderIsSaidToBeOneAndNotToBeClosed() throws IOException {
    Path file = Files.createDirectory(directory.resolve("folder.key"));
    assertThatThrownBy(() -> MasterKey.read(file))
        .isInstanceOf(MasterKey.Unusable.class)
        .hasMessage("master key file " + file + " is a folder");
  }

  @Test
  void aLinkIsJudgedByWhatItLeadsTo() throws IOException {
    Path file = known();
    Path link = Files.createSymbolicLink(directory.resolve("link.key"), file);
    assertThat(MasterKey.read(link).checkValue()).isEqualTo(MasterKey.read(file).checkValue());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> MasterKey.read(link)).isInstanceOf(MasterKey.Unusable.class);
  }

  @Test
  void aFileThatCannotBeWrittenAnyMoreIsFine() throws IOException {
    Path file = known();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(MasterKey.read(file).checkValue()).hasSize(64);
  }

  @Test
  void anythingBut32BytesInBase64IsRefusedAndNotQuoted() throws IOException {
    List<String> contents =
        List.of(
            "",
            "\n",
            "AAECAwQFBgcICQoLDA0ODw==",
            KNOWN + KNOWN,
            KNOWN.substring(0, 43) + "AAAA",
            " " + KNOWN,
            KNOWN.replace('/', '_').replace('H', '!'),
            KNOWN + "\n" + KNOWN,
            "A".repeat(100_000));
    for (String content : contents) {
      Path file = write(content);
      assertThatThrownBy(() -> MasterKey.read(file))
          .isInstanceOf(MasterKey.Unusable.class)
          .hasMessage("master key file %s does not hold 32 bytes in base64 and nothing else", file);
    }
  }

  @Test
  void aMissingFileIsNotInvented() {
    assertThatThrownBy(() -> MasterKey.read(directory.resolve("master.key")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theCheckValueIsAlwaysTheSameAndGivesNothingAway() throws IOException {
    MasterKey key = MasterKey.read(known());
    // HMAC-SHA256 of "vestibule master key 1: check value", computed elsewhere.
    assertThat(key.checkValue())
        .isEqualTo("6d27339de14408f985b9863f1d43a9056d7b10952b540efe05355afaef3e5ef9");
    assertThat(key).hasToString("MasterKey[hidden]");
  }

  private Path known() throws IOException {
    return write(KNOWN + "\r\n");
  }

  private Path write(String content) throws IOException {
    Path file = directory.resolve("master.key");
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
