package vestibule.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of files that somebody else wrote. */
class LinesTest {

  private static final int LONGEST = 1 << 20;

  @TempDir private Path folder;

  private List<Optional<String>> read(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    List<Optional<String>> read = new ArrayList<>();
    try (Lines lines = Lines.of(new Place.InFile(file, Place.Kind.LINES))) {
      for (var next = lines.next(); next.isPresent(); next = lines.next()) {
        read.add(next.get().text());
      }
    }
    return read;
  }

  private List<Optional<String>> read(String content) throws IOException {
    return read("people.jsonl", content.getBytes(UTF_8));
  }

  @Test
  void linesAreToldApartWhereverABufferOrTheFileEnds() throws IOException {
    for (int size : new int[] {0, 1, 65_533, 65_534, 65_535, 65_536, 65_537, 131_072}) {
      String line = "é".repeat(size / 2) + "x".repeat(size % 2);
      List<Optional<String>> expected =
          size == 0
              ? List.of(Optional.of("b"), Optional.of("c"))
              : List.of(Optional.of(line), Optional.of("b"), Optional.of("c"));
      assertThat(read(line + "\nb\n\n \nc")).as("%d", size).isEqualTo(expected);
      assertThat(read(line + "\nb\nc\n")).as("%d", size).isEqualTo(expected);
    }
    assertThat(read("")).isEmpty();
    assertThat(read("\n\n")).isEmpty();
  }

  @Test
  void oneThatIsTooLongIsNotReadAndTheNextOneIs() throws IOException {
    String longest = "x".repeat(LONGEST);
    assertThat(read(longest + "\nb")).isEqualTo(List.of(Optional.of(longest), Optional.of("b")));
    assertThat(read(longest + "x\nb")).isEqualTo(List.of(Optional.empty(), Optional.of("b")));
    assertThat(read(longest.repeat(3) + "\nb"))
        .isEqualTo(List.of(Optional.empty(), Optional.of("b")));
    assertThat(read(longest.repeat(2))).isEqualTo(List.of(Optional.empty()));
  }

  @Test
  void whatIsNoUtf8IsNotReadAndAMarkAtTheBeginningIsPassedOver() throws IOException {
    assertThat(read("people.jsonl", new byte[] {'a', (byte) 0xff, '\n', 'b'}))
        .isEqualTo(List.of(Optional.empty(), Optional.of("b")));
    assertThat(read("\ufeffa\n\ufeffb"))
        .isEqualTo(List.of(Optional.of("a"), Optional.of("\ufeffb")));
  }

  @Test
  void aPackedFileIsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(("a".repeat(100_000) + "\nb").getBytes(UTF_8));
    }
    assertThat(read("people.jsonl.gz", packed.toByteArray()))
        .isEqualTo(List.of(Optional.of("a".repeat(100_000)), Optional.of("b")));
  }
}
