package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vestibule.core.model.Language;

/** What pages say, in both languages alike. */
class WordsTest {

  private static final Pattern SAID = Pattern.compile("say\\(\"([a-z.-]+)\"\\)");

  @Test
  void bothLanguagesSayTheSameThings() {
    assertThat(Words.in(Language.RUSSIAN).keys()).isEqualTo(Words.in(Language.ENGLISH).keys());
    for (Language language : Language.values()) {
      Words words = Words.in(language);
      assertThat(words.keys()).allSatisfy(key -> assertThat(words.say(key)).isNotBlank());
    }
  }

  @Test
  void whatTemplatesSayIsThere() throws IOException {
    Set<String> said = new TreeSet<>();
    try (Stream<Path> templates = Files.list(Path.of("src/main/jte/web"))) {
      templates.forEach(
          template -> SAID.matcher(read(template)).results().forEach(m -> said.add(m.group(1))));
    }
    assertThat(said).hasSizeGreaterThan(20);
    assertThat(Words.in(Language.ENGLISH).keys()).containsAll(said);
  }

  @Test
  void whatIsNotThereIsAMistakeOfOurs() {
    assertThatThrownBy(() -> Words.in(Language.ENGLISH).say("nothing.like.it"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
