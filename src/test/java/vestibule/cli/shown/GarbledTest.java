package vestibule.cli.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JVM could not read is refused, wherever it stands, and good texts pass. */
class GarbledTest {

  private static final Map<String, String> NOTHING = Map.of("LC_ALL", "C", "OTHER", "\ufffd");

  private static Optional<String> find(String argument, String encoding) {
    return Garbled.find(new String[] {"group", argument}, NOTHING, "/srv", encoding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufffd", "a\ufffdb", "\ud800", "\udc00x"})
  void damageIsFoundInEveryEncoding(String damaged) {
    assertThat(find(damaged, "UTF-8"))
        .contains(
            "an argument has characters that could not be read as UTF-8 (this locale's encoding is"
                + " UTF-8); set LC_ALL=C.UTF-8");
    assertThat(find(damaged, "ANSI_X3.4-1968")).isPresent();
    assertThat(find(damaged, "no such encoding")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Редакторы", "Größe", "👩‍👩‍👧‍👦", "𐍈"})
  void whatIsNotAsciiIsWholeInUtf8Alone(String text) {
    assertThat(find(text, "UTF-8")).isEmpty();
    assertThat(find(text, "utf8")).isEmpty();
    assertThat(find(text, "ISO-8859-1")).isPresent();
    assertThat(find(text, "KOI8-R")).isPresent();
  }

  @Test
  void asciiIsWholeEverywhere() {
    assertThat(find("Editors", "ANSI_X3.4-1968")).isEmpty();
    assertThat(find("Editors", "no such encoding")).isEmpty();
  }

  @Test
  void settingsAndTheWorkingFolderAreLookedAtToo() {
    String[] none = {};
    assertThat(Garbled.find(none, Map.of("VESTIBULE_MAIL_FROM", "J\ufffdrg"), "/srv", "UTF-8"))
        .hasValueSatisfying(why -> assertThat(why).startsWith("VESTIBULE_MAIL_FROM has "));
    assertThat(Garbled.find(none, Map.of("VESTIBULE_\ufffd", "x"), "/srv", "UTF-8"))
        .hasValueSatisfying(why -> assertThat(why).startsWith("a variable has "));
    assertThat(Garbled.find(none, NOTHING, "/srv/Gr\ufffd\ufffde", "ANSI_X3.4-1968"))
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("the name of the working folder has "));
    assertThat(Garbled.find(none, NOTHING, "/srv/Größe", "UTF-8")).isEmpty();
  }
}
