package vestibule.core.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders that others could read, and what becomes of them. */
class OwnersOnlyTest {

  private static final Set<String> MARKS = Set.of("ours.db");

  private Path folder;

  @BeforeEach
  void make(@TempDir Path temporary) throws IOException {
    folder = Files.createDirectory(temporary.resolve("data"));
  }

  private static void open(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aFolderIsMadeForItsOwner() throws IOException {
    Path made = folder.resolve("a/b");
    assertThat(OwnersOnly.folder(made, MARKS)).isFalse();
    assertThat(mode(made)).isEqualTo("rwx------");
    assertThat(mode(made.getParent())).isEqualTo("rwx------");
  }

  @Test
  void aFileInItsPlaceIsSaidToBeNoFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    open(file, "rw-r--r--");
    assertThatThrownBy(() -> OwnersOnly.folder(file, MARKS))
        .isInstanceOf(NotDirectoryException.class);
    assertThat(mode(file)).isEqualTo("rw-r--r--");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-xr-x", "rwxrwxrwx", "rwx--x---", "rwx---r--"})
  void anOpenFolderOfOursIsClosed(String mode) throws IOException {
    Files.createFile(folder.resolve("ours.db"));
    Files.createFile(folder.resolve("else"));
    open(folder, mode);
    assertThat(OwnersOnly.folder(folder, MARKS)).isTrue();
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(OwnersOnly.folder(folder, MARKS)).isFalse();
  }

  @Test
  void anEmptyOpenFolderIsClosedAndAFreshDiskToo() throws IOException {
    Files.createDirectory(folder.resolve("lost+found"));
    open(folder, "rwxr-xr-x");
    assertThat(OwnersOnly.folder(folder, MARKS)).isTrue();
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void anOpenFolderWithOtherThingsIsRefusedWithWhatToDo() throws IOException {
    Files.createFile(folder.resolve("else"));
    open(folder, "rwxr-xr-x");
    assertThatThrownBy(() -> OwnersOnly.folder(folder, MARKS))
        .isInstanceOf(OwnersOnly.OpenToOthers.class)
        .hasMessage(
            "the folder %s is open to others: chmod 700 %s, or name one of its own",
            folder, folder);
    assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void aFolderThatManyWorkInIsLeftAlone() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("ours.db"));
    assertThat(new ProcessBuilder("chmod", "1777", folder.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> OwnersOnly.folder(folder, MARKS))
        .isInstanceOf(OwnersOnly.OpenToOthers.class);
    assertThat(mode(folder)).isEqualTo("rwxrwxrwx");
  }

  @Test
  void anOpenFileIsClosedAndKeepsWhatItsOwnerMayNot() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    open(file, "r--r--r--");
    assertThat(OwnersOnly.file(file)).isTrue();
    assertThat(mode(file)).isEqualTo("r--------");
    assertThat(OwnersOnly.file(file)).isFalse();
    assertThat(OwnersOnly.file(folder.resolve("missing"))).isFalse();
  }
}
