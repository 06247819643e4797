package vestibule.http.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts that differ from a printable one by one character, wherever it stands. */
class AsciiTest {

  private static final int LONGEST = 27;

  @Test
  void oneCharacterIsFoundWhereverItStands() {
    for (int length = 1; length <= LONGEST; length++) {
      for (int at = 0; at < length; at++) {
        for (char c = 0; c <= 0x180; c++) {
          String text = "~".repeat(at) + c + " ".repeat(length - at - 1);
          assertThat(Ascii.isPrintable(text))
              .as("%x at %d of %d", (int) c, at, length)
              .isEqualTo(c >= ' ' && c < 0x7F);
        }
      }
    }
  }

  @Test
  void neighboursDoNotHideOneAnother() {
    for (char first = 0; first < 0x80; first++) {
      for (char second = 0; second < 0x80; second++) {
        String text = "abc" + first + second + "def";
        assertThat(Ascii.isPrintable(text))
            .as("%x %x", (int) first, (int) second)
            .isEqualTo(first >= ' ' && first < 0x7F && second >= ' ' && second < 0x7F);
      }
    }
  }

  @Test
  void otherAlphabetsAreNoAscii() {
    assertThat(Ascii.isPrintable("")).isTrue();
    assertThat(Ascii.isPrintable("Жук")).isFalse();
    assertThat(Ascii.isPrintable("printable but for the end 🗝")).isFalse();
  }
}
