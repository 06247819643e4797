package vestibule.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of CSV, as spreadsheets, psql and MySQL's tools write them. */
class CsvRowsTest {

  @TempDir private Path folder;

  private List<Optional<Map<String, String>>> read(byte[] content) throws IOException {
    return read(Files.write(folder.resolve("people.csv"), content));
  }

  private static List<Optional<Map<String, String>>> read(Path file) throws IOException {
    List<Optional<Map<String, String>>> read = new ArrayList<>();
    try (CsvRows rows = CsvRows.of(new Place.InFile(file, Place.Kind.CSV))) {
      for (var next = rows.next(); next.isPresent(); next = rows.next()) {
        read.add(next.get().values());
      }
    }
    return read;
  }

  private List<Optional<Map<String, String>>> csv(String content) throws IOException {
    return read(content.getBytes(UTF_8));
  }

  @Test
  void theFirstLineNamesTheColumns() throws IOException {
    assertThat(csv("\ufeffid,\"full name\"\r\n7,\"Ada, \"\"the\"\"\nCountess\"\r\n\r\n8, Bob \r\n"))
        .containsExactly(
            Optional.of(Map.of("id", "7", "full name", "Ada, \"the\"\nCountess")),
            Optional.of(Map.of("id", "8", "full name", " Bob ")));
    assertThat(csv("id\n")).isEmpty();
  }

  @Test
  void whatIsEmptyOrABareNullIsNoValue() throws IOException {
    assertThat(csv("a,b,c,d,e,f\n,\"\",NULL,\\N,\"NULL\",null\n"))
        .containsExactly(Optional.of(Map.of("e", "NULL", "f", "null")));
  }

  @Test
  void aRowOfMoreOrLessValuesIsDamaged() throws IOException {
    assertThat(csv("a,b\n1\n1,2,3\n4,5"))
        .containsExactly(
            Optional.empty(), Optional.empty(), Optional.of(Map.of("a", "4", "b", "5")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "a,b,a\n1,2,3\n"})
  void aFirstLineThatNamesNothingOrOneThingTwiceIsRefused(String content) {
    assertThatThrownBy(() -> csv(content))
        .isInstanceOf(BadSource.class)
        .hasMessageContaining("the first line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n1\n\"2", "a\n1\n\"2\"x\n"})
  void brokenQuotesAreRefused(String content) {
    assertThatThrownBy(() -> csv(content))
        .isInstanceOf(BadSource.class)
        .hasMessageContaining("no good CSV");
  }

  @Test
  void whatIsNoUtf8IsRefused() {
    assertThatThrownBy(() -> read(new byte[] {'a', '\n', -1, '\n'}))
        .isInstanceOf(BadSource.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aQuoteThatNeverEndsIsNotKept() {
    assertThatThrownBy(() -> csv("a\n\"" + "0123456789\n".repeat(500_000)))
        .isInstanceOf(BadSource.class)
        .hasMessageContaining("longer than 4 MiB");
  }

  @Test
  void manyRowsMayBeLongerThanOne() throws IOException {
    assertThat(csv("a\n" + "0123456789\n".repeat(500_000))).hasSize(500_000);
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    Path packed = folder.resolve("people.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("a\n1\n".getBytes(UTF_8));
    }
    assertThat(read(packed)).containsExactly(Optional.of(Map.of("a", "1")));
  }
}
