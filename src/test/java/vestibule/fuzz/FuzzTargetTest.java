package vestibule.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plays the kept inputs of every target: those that the fuzzer found to reach something new. */
class FuzzTargetTest {

  private static final Path INPUTS = Path.of("src/test/resources/fuzz");

  /** In bytes: they are in every clone. */
  private static final long MOST = 1 << 20;

  private static List<Path> inputs(String folder) {
    try (Stream<Path> files = Files.list(INPUTS.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> theKeptInputsAreReadAsPromised() {
    return Stream.of(FuzzTarget.values())
        .map(target -> dynamicTest(target.folder(), () -> play(target)));
  }

  private static void play(FuzzTarget target) throws IOException {
    List<Path> inputs = inputs(target.folder());
    assertThat(inputs).isNotEmpty();
    for (Path input : inputs) {
      try {
        target.feed(Files.readAllBytes(input));
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError(input + ": " + broken, broken);
      }
    }
  }

  /** A fuzzer finds what is shorter than anything in its inputs late. */
  @ParameterizedTest
  @EnumSource
  void nothingAndOneByteAreReadToo(FuzzTarget target) {
    target.feed(new byte[0]);
    for (int value = 0; value < 256; value++) {
      target.feed(new byte[] {(byte) value});
    }
  }

  @Test
  void eachFolderIsOfATargetAndAllAreSmall() throws IOException {
    try (Stream<Path> folders = Files.list(INPUTS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(FuzzTarget.names());
    }
    long size = 0;
    for (String folder : FuzzTarget.names()) {
      for (Path input : inputs(folder)) {
        size += Files.size(input);
      }
    }
    assertThat(size).isLessThan(MOST);
  }

  @Test
  void aBrokenPromiseIsTold() {
    assertThatThrownBy(() -> Fuzzed.requireSame(1, 2, "alike"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("broken: alike: <1> and <2>");
    assertThatThrownBy(() -> FuzzTarget.named("none")).isInstanceOf(IllegalArgumentException.class);
  }
}
