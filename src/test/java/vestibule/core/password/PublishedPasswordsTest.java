package vestibule.core.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public list of breached passwords, as it is published. */
class PublishedPasswordsTest {

  private static final String FIRST = "000000005AD76BD555C1D6D771DE417A4B87E4B4";
  private static final String SECOND = "00000000A8DAE4228F821FB418F59826079BF368";
  private static final String OTHER = "FFFFFFFEE791CBAC0F6305CAF0CEE06BBE131160";

  @TempDir Path folder;

  private static List<String> read(Path source) throws IOException {
    List<String> hashes = new ArrayList<>();
    List<Long> done = new ArrayList<>();
    PublishedPasswords list = new PublishedPasswords(source);
    list.read(hash -> hashes.add(HexFormat.of().withUpperCase().formatHex(hash)), done::add);
    assertThat(done.getLast()).isEqualTo(list.bytes());
    assertThat((long) hashes.size()).isLessThanOrEqualTo(list.atMost(list.bytes()));
    return hashes;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("pwned.txt"), text);
  }

  @Test
  void oneFileHasALineForEachHash() throws Exception {
    Path file =
        file(FIRST + ":10\r\n" + SECOND.toLowerCase(java.util.Locale.ROOT) + ":1\n" + OTHER + ":7");
    assertThat(read(file)).containsExactly(FIRST, SECOND, OTHER);
  }

  @Test
  void aFolderHasAFileForEachBeginning() throws Exception {
    Path ranges = Files.createDirectory(folder.resolve("ranges"));
    Files.writeString(
        ranges.resolve("00000.txt"), FIRST.substring(5) + ":10\r\n" + SECOND.substring(5) + ":1");
    Files.writeString(ranges.resolve("FFFFF"), OTHER.substring(5) + ":7\r\n");
    assertThat(read(ranges)).containsExactlyInAnyOrder(FIRST, SECOND, OTHER);
  }

  @Test
  void whatPadsAnAnswerIsLeftOut() throws Exception {
    assertThat(read(file(FIRST + ":0\n" + SECOND + ":10\n" + OTHER + ":00\n")))
        .containsExactly(SECOND);
  }

  @Test
  void aListLongerThanTheBufferIsReadWhole() throws Exception {
    assertThat(read(file((FIRST + ":123456\r\n" + OTHER + ":1\r\n").repeat(5_000))))
        .hasSize(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "000000005AD76BD555C1D6D771DE417A4B87E4B4",
        "000000005AD76BD555C1D6D771DE417A4B87E4B4:",
        "000000005AD76BD555C1D6D771DE417A4B87E4:10",
        "000000005AD76BD555C1D6D771DE417A4B87E4B400:10",
        "000000005AD76BD555C1D6D771DE417A4B87E4B4:10:1",
        "000000005AD76BD555C1D6D771DE417A4B87E4B4:ten",
        ":10"
      })
  void aLineOfAnotherFormIsRefusedWithItsNumber(String line) throws Exception {
    Path file = file(FIRST + ":1\n" + line + "\n" + OTHER + ":1\n");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(PublishedPasswords.MalformedException.class)
        .hasMessageContaining("pwned.txt: line 2 ");
  }

  @Test
  void aFolderOfOtherThingsIsRefused() throws Exception {
    Files.writeString(folder.resolve("readme.txt"), "");
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(PublishedPasswords.MalformedException.class)
        .hasMessageContaining("readme.txt");
    assertThatThrownBy(() -> read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
  }
}
