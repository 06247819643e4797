package vestibule.core.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of passwords that knows each of its own, and hardly any other. */
class PasswordFilterTest {

  @TempDir Path folder;

  /** A filter of password0, password1 and so on. */
  static Path make(Path file, int passwords) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        PasswordFilter.Builder builder = new PasswordFilter.Builder(channel, passwords)) {
      IntStream.range(0, passwords)
          .forEach(number -> builder.add(PasswordFilter.sha1("password" + number)));
    }
    return file;
  }

  private Path made(int passwords) throws IOException {
    return make(folder.resolve("filter"), passwords);
  }

  @Test
  void everyPasswordOfTheListIsKnown() throws Exception {
    PasswordFilter filter = PasswordFilter.of(made(50_000));
    assertThat(IntStream.range(0, 50_000).filter(number -> !filter.holds("password" + number)))
        .isEmpty();
    assertThat(filter.passwords()).isEqualTo(50_000);
  }

  @Test
  void hardlyAnyOtherIsTakenForOne() throws Exception {
    PasswordFilter filter = PasswordFilter.of(Files.readAllBytes(made(50_000)));
    long wrong =
        IntStream.range(0, 200_000).filter(number -> filter.holds("other " + number)).count();
    assertThat(wrong).isLessThan(80);
  }

  @Test
  void capitalsAndBlanksAreTold() throws Exception {
    PasswordFilter filter = PasswordFilter.of(made(10));
    assertThat(filter.holds("password1")).isTrue();
    assertThat(filter.holds("Password1")).isFalse();
    assertThat(filter.holds("password1 ")).isFalse();
    assertThat(filter.holds("")).isFalse();
  }

  @Test
  void whatAnInterruptedLoadHasLeftIsForgotten() throws Exception {
    Files.writeString(folder.resolve("filter"), "x".repeat(100_000));
    PasswordFilter filter = PasswordFilter.of(made(10));
    assertThat(filter.holds("password9")).isTrue();
    assertThat(filter.holds("password10")).isFalse();
  }

  @Test
  void brokenFilesAreRefused() throws Exception {
    byte[] whole = Files.readAllBytes(made(100));
    byte[] other = whole.clone();
    other[0] = 'X';
    byte[] endless = whole.clone();
    endless[8] = 0x7f;
    for (byte[] broken :
        new byte[][] {
          new byte[0],
          Arrays.copyOf(whole, whole.length - 1),
          Arrays.copyOf(whole, whole.length + 1),
          Arrays.copyOf(whole, 64),
          other,
          endless
        }) {
      assertThatThrownBy(() -> PasswordFilter.of(broken))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
