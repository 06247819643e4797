package vestibule.core.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a library is loaded from, and where it is left. */
class NativeFolderTest {

  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
  private static final PackedFile LIBRARY =
      PackedFile.find(PackedFile.class, "/linux64/libsodium.so");

  @TempDir private Path folder;
  private final List<Path> tried = new ArrayList<>();

  private Path load(Path place, Function<Path, Path> loading) {
    return NativeFolder.load(
        LIBRARY,
        "libsodium.so",
        place,
        file -> {
          tried.add(file);
          assertThat(file).exists();
          return loading.apply(file);
        });
  }

  private static UnsatisfiedLinkError noexec(Path file) {
    return new UnsatisfiedLinkError(
        file + ": " + file + ": failed to map segment from shared object");
  }

  @Test
  void itStaysInTheFolderThatItCanBeLoadedFrom() {
    Path file = load(folder.resolve("native"), loaded -> loaded);
    assertThat(tried).containsExactly(file);
    assertThat(file).exists().hasParent(folder.resolve("native"));
  }

  @Test
  void itPassesThroughTheFolderForTemporaryFilesWhereItCannot() {
    Path file =
        load(
            folder,
            loaded -> {
              if (loaded.startsWith(folder)) {
                throw noexec(loaded);
              }
              return loaded;
            });
    assertThat(tried).hasSize(2);
    assertThat(file).doesNotExist();
    assertThat(file.getParent()).doesNotExist().hasParentRaw(TEMPORARY);
  }

  @Test
  void theRefusalSaysWhyOfEach() throws IOException {
    Path place = Files.writeString(folder.resolve("native"), "in the way");
    assertThatThrownBy(
            () ->
                load(
                    place,
                    loaded -> {
                      throw noexec(loaded);
                    }))
        .isInstanceOf(NativeFolder.Unloadable.class)
        .hasMessage(
            "the native libraries cannot be loaded: %s cannot be written, %s is mounted noexec;"
                + " VESTIBULE_NATIVE_DIR names another folder",
            place, TEMPORARY);
    assertThatThrownBy(
            () ->
                load(
                    folder.resolve("other"),
                    loaded -> {
                      throw new UnsatisfiedLinkError("wrong ELF class: ELFCLASS32");
                    }))
        .isInstanceOf(NativeFolder.Unloadable.class)
        .hasMessageContaining("other is not for this machine, what was put into " + TEMPORARY);
    assertThat(tried).hasSize(3);
  }
}
