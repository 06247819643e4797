package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vestibule.core.model.Language;

/** What pages say, in all languages alike. */
class WordsTest {

  /** Said by a template itself, or by one that it hands the key to; not the beginning of one. */
  private static final Pattern SAID =
      Pattern.compile("(?:say\\(|label = |hint = )\"([a-z.-]+)\"(?! \\+)");

  private static final Pattern VALUE = Pattern.compile("\\{[a-z]+}");

  @Test
  void allLanguagesSayTheSameThings() {
    Words english = Words.in(Language.ENGLISH);
    for (Language language : Language.values()) {
      Words words = Words.in(language);
      assertThat(words.keys()).as(language.tag()).isEqualTo(english.keys());
      assertThat(words.keys())
          .allSatisfy(
              key -> assertThat(values(words.say(key))).isEqualTo(values(english.say(key))));
      assertThat(words.keys()).allSatisfy(key -> assertThat(words.say(key)).isNotBlank());
    }
  }

  @Test
  void whatTemplatesSayIsThere() throws IOException {
    Set<String> said = new TreeSet<>();
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte/web"))) {
      templates
          .filter(Files::isRegularFile)
          .forEach(
              template ->
                  SAID.matcher(read(template)).results().forEach(m -> said.add(m.group(1))));
    }
    assertThat(said).hasSizeGreaterThan(20);
    assertThat(Words.in(Language.ENGLISH).keys()).containsAll(said);
  }

  @Test
  void whatIsNotThereIsAMistakeOfOurs() {
    assertThatThrownBy(() -> Words.in(Language.ENGLISH).say("nothing.like.it"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Set<String> values(String text) {
    return VALUE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
