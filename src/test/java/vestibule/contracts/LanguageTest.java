package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.model.Language;

/** Which language an Accept-Language header asks for, hostile ones included. */
class LanguageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ru | RUSSIAN",
        "RU-ru | RUSSIAN",
        "en-GB | ENGLISH",
        "ru, en | RUSSIAN",
        "en, ru | ENGLISH",
        "ru;q=0.5, en;q=0.9 | ENGLISH",
        "ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7 | RUSSIAN",
        "de, fr;q=0.9, ru;q=0.1 | GERMAN",
        "fr-CA, de;q=0.9 | FRENCH",
        "es, it;q=0.9, ru;q=0.1 | RUSSIAN",
        "ru;q=0, en;q=0.001 | ENGLISH",
        "ru ; q=0.3 , en ; q=0.2 | RUSSIAN",
        "en;q=1.000, ru;q=0.999 | ENGLISH",
        "ru;level=1;q=0.2, en;Q=0.3 | ENGLISH",
        ", ,ru | RUSSIAN",
      })
  void theHeaviestLanguageThatIsSpokenIsMeant(String header, Language language) {
    assertThat(Language.asked(WireRequest.post("", "Accept-Language: " + header)::language))
        .contains(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "es",
        "rus",
        "english",
        "e",
        "ru;q=0",
        "ru;q=2",
        "ru;q=-1",
        "ru;q=NaN",
        "ru;q=1e0",
        "ru;q=",
        ";;;",
        ";q=1",
        ",,,",
        "\u0440\u0443"
      })
  void whatAsksForNoLanguageOfOursLeavesItToTheDoor(String header) {
    assertThat(Language.asked(WireRequest.post("", "Accept-Language: " + header)::language))
        .isEmpty();
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(
            Language.asked(
                WireRequest.post("", "Accept-Language: en;q=0.1", "accept-language: ru;q=0.2")
                    ::language))
        .contains(Language.RUSSIAN);
  }

  @Test
  void noHeaderAsksForNothing() {
    assertThat(Language.asked(WireRequest.post("")::language)).isEmpty();
  }
}
