package vestibule.core.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.refusal.RefusedException;

/** Which names would look like others (docs/contracts 0.12). */
class TextsTest {

  /** Default ignorable ones, controls of direction, and some that fonts draw as nothing. */
  private static Stream<String> invisible() {
    return Stream.of(
        "\u00ad",
        "\u034f",
        "\u061c",
        "\u115f",
        "\u1160",
        "\u17b4",
        "\u180b",
        "\u180e",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202d",
        "\u202e",
        "\u2060",
        "\u2062",
        "\u2065",
        "\u2066",
        "\u2069",
        "\u206f",
        "\u2800",
        "\u3164",
        "\ufe00",
        "\ufe0f",
        "\ufeff",
        "\uffa0",
        "\ufff0",
        "\ufff9",
        "\ufffa",
        "\ufffb",
        "\ufffc",
        "\ud80d\udc30",
        "\ud80d\udc3f",
        "\ud81b\udfe4",
        "\ud834\udd59",
        "\ud834\udd73",
        "\udb40\udc00",
        "\udb40\udc01",
        "\udb40\udc41",
        "\udb40\udc7f",
        "\udb40\udd00",
        "\udb40\udfff");
  }

  @ParameterizedTest
  @MethodSource("invisible")
  void noNameHoldsWhatPeopleCannotSee(String hidden) {
    for (String name : new String[] {hidden, "x" + hidden, hidden + "x", "x" + hidden + "y"}) {
      refused(Texts::requireName, name);
      refused(Texts::requireTitle, name);
      refused(TextsTest::requirePersonal, name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " x",
        "x\u00a0",
        "\u3000x",
        "x\u0000",
        "x\u0007y",
        "x\u2028y",
        "x\ud800",
        "\udc00x",
        "x\ue000",
        "x\uffff",
        "x\ud83f\udffe",
        "x\u0378",
        "\u0600x",
        "\ufff9x"
      })
  void noTitleHoldsWhatHasNoForm(String name) {
    refused(Texts::requireName, name);
    refused(Texts::requireTitle, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b", "a\uff20b", "\ufe6b"})
  void aUserNameIsNoAddress(String name) {
    refused(Texts::requireName, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "Admin A.A.",
        "Ёжик",
        "e\u0301",
        "山田",
        "علي",
        "न्यास",
        "\ud83d\ude00",
        "❤",
        "ﬁ",
        "1.2-3_4"
      })
  void whatPeopleSeeIsAName(String name) {
    assertThatCode(() -> Texts.requireName(name)).doesNotThrowAnyException();
    assertThatCode(() -> Texts.requireTitle(name)).doesNotThrowAnyException();
    assertThatCode(() -> requirePersonal(name)).doesNotThrowAnyException();
  }

  /** Persian, Kurdish, Hindi, Sinhala, Malayalam (also with the old form of a chillu), Marathi. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
        "\u062e\u0648\u062f\u200c\u0631\u0648",
        "\u0647\u200d\u0647",
        "\u0915\u094d\u200d\u0937",
        "\u0936\u094d\u200c\u0930\u0940",
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
        "\u0d30\u0d3e\u0d1c\u0d28\u0d4d\u200d",
        "\u0d30\u0d3e\u0d1c\u0d28\u0d4d\u200d \u0d28",
        "\u0930\u094d\u200d\u092f"
      })
  void aPersonalNameHasTheJoinersOfItsScript(String name) {
    assertThatCode(() -> requirePersonal(name)).doesNotThrowAnyException();
    refused(Texts::requireName, name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A\u200dnn",
        "A\u200cnn",
        "\u0410\u200d\u043d",
        "\u5c71\u200d\u7530",
        "\u0639\u200c",
        "\u200c\u0639",
        "\u0639\u200c \u0639",
        "\u0639\u200c\u200c\u0639",
        "\u0639\u200c\u200d\u0639",
        "\u0639\u200cx",
        "x\u200c\u0639",
        "\u0639\u200c\u0915",
        "\u0915\u200d",
        "\u0639\u200e\u0639",
        "\u0639\u061c\u0639",
        "\ud83d\udc69\u200d\ud83d\udcbb",
        "\u2764\ufe0f",
        "x\uffff",
        "x\ufdd0",
        "x\ud83f\udffe",
        "x\ud800"
      })
  void aJoinerElsewhereIsNotSeenAndNotTaken(String name) {
    refused(TextsTest::requirePersonal, name);
  }

  private static void requirePersonal(String name) {
    Texts.requireNames(
        new Account.Names(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty()));
  }

  private static void refused(Consumer<String> rule, String name) {
    assertThatThrownBy(() -> rule.accept(name)).isInstanceOf(RefusedException.class);
  }
}
