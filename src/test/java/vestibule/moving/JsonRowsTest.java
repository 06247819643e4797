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
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of JSON, value by value. */
class JsonRowsTest {

  private static final String DAMAGED = "damaged";

  @TempDir private Path folder;

  private List<String> read(String name, byte[] content, String... arrays) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    Place.Kind kind = Place.Kind.ofFile(name).orElseThrow();
    List<String> read = new ArrayList<>();
    try (JsonRows rows = JsonRows.of(new Place.InFile(file, kind), List.of(arrays))) {
      for (var next = rows.next(); next.isPresent(); next = rows.next()) {
        read.add(next.get().value().map(Object::toString).orElse(DAMAGED));
      }
    }
    return read;
  }

  private List<String> json(String content, String... arrays) throws IOException {
    return read("people.json", content.getBytes(UTF_8), arrays);
  }

  @Test
  void eachValueOfAnArrayIsARow() throws IOException {
    assertThat(json(" [ {\"a\": [1, {\"b\": 2}]} , [3], 4, null ] "))
        .containsExactly("{\"a\":[1,{\"b\":2}]}", "[3]", "4", "null");
    assertThat(json("\ufeff[{\"a\":1}]")).containsExactly("{\"a\":1}");
    assertThat(json("[]")).isEmpty();
    assertThat(json("")).isEmpty();
  }

  @Test
  void valuesThatStandForThemselvesAreRowsWhereNoArrayHoldsThem() throws IOException {
    assertThat(json("{\"a\":1}\n{\"b\":[2]}\n[{\"c\":3},{\"d\":4}]"))
        .containsExactly("{\"a\":1}", "{\"b\":[2]}", "{\"c\":3}", "{\"d\":4}");
  }

  @Test
  void anObjectHoldsRowsInArraysOfTheirNames() throws IOException {
    String file =
        """
        {"realm": {"users": [{"x": 1}]}, "other": [{"x": 2}], "users": [{"a": 1}, {"users": []}],
         "clients": "users", "Users": 7}
        {"users": {"x": 3}} {"users": []} {"more": [{"b": 2}]} [{"c": 3}]
        """;
    assertThat(json(file, "users", "more"))
        .containsExactly("{\"a\":1}", "{\"users\":[]}", "{\"b\":2}", "{\"c\":3}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"a\":1},{\"b\":2",
        "[{\"a\":1},{\"b\":1,\"b\":2}]",
        "[{\"a\":1},nonsense]",
        "[{\"a\":1}}",
        "[{\"a\":1} {\"b\":2}]",
        "[{\"a\":1},\"\\ud800"
      })
  void aDamagedFileIsRefusedAfterItsLastGoodRow(String file) {
    assertThatThrownBy(() -> json(file))
        .isInstanceOf(BadSource.class)
        .hasMessage("the file is no good JSON after 1 rows");
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThatThrownBy(() -> read("people.json", new byte[] {'[', '"', -1, -2, '"', ']'}))
        .isInstanceOf(BadSource.class);
    assertThatThrownBy(() -> read("people.json.gz", "[1]".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aRowThatIsLongerThanAnyPersonIsNotKept() {
    String long5 = "{\"a\":[" + "[\"0123456789\"],".repeat(400_000) + "1]}";
    assertThatThrownBy(() -> json("[" + long5 + "]"))
        .isInstanceOf(BadSource.class)
        .hasMessageContaining("longer than 4 MiB");
  }

  @Test
  void whatIsPassedOverMayBeLong() throws IOException {
    String clients = "\"clients\":[" + "[\"0123456789\"],".repeat(400_000) + "1]";
    assertThat(json("{" + clients + ",\"users\":[{\"a\":1}]}", "users"))
        .containsExactly("{\"a\":1}");
  }

  @Test
  void aDamagedLineIsARowThatIsDamaged() throws IOException {
    byte[] lines = "{\"a\":1}\n{\"b\":1} x\n\n{\"c\":1,\"c\":2}\n[2]\r\n".getBytes(UTF_8);
    assertThat(read("people.ndjson", lines)).containsExactly("{\"a\":1}", DAMAGED, DAMAGED, "[2]");
  }

  @Test
  void packedFilesAreUnpacked() throws IOException {
    Path packed = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("[{\"a\":1}]".getBytes(UTF_8));
    }
    assertThat(read("people.JSON.gz", Files.readAllBytes(packed))).containsExactly("{\"a\":1}");
  }
}
