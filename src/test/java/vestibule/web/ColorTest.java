package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's colour can be read by day and by night, whichever it is. */
class ColorTest {

  private static final Color NIGHT = Color.of("#181c25");

  @Test
  void contrastIsThatOfTheStandard() {
    assertThat(Color.WHITE.contrast(Color.BLACK)).isCloseTo(21, within(0.001));
    assertThat(Color.BLACK.contrast(Color.BLACK)).isCloseTo(1, within(0.001));
    assertThat(Color.of("#767676").contrast(Color.WHITE)).isCloseTo(4.54, within(0.01));
    assertThat(Color.of("#ff0000").contrast(Color.WHITE)).isCloseTo(4.00, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#000000", "#ffffff", "#7a1fa2", "#ffe600", "#00ff00", "#0b5cad", "#777777", "#ff0000"
      })
  void anyColourIsReadOnWhatItStandsOn(String text) {
    Color color = Color.of(text);
    assertThat(color.inverse().contrast(color)).isGreaterThanOrEqualTo(4.5);
    assertThat(color.readableOn(Color.WHITE).contrast(Color.WHITE)).isGreaterThanOrEqualTo(4.5);
    assertThat(color.readableOn(NIGHT).contrast(NIGHT)).isGreaterThanOrEqualTo(4.5);
  }

  @Test
  void oneThatCanBeReadStaysAsItIs() {
    assertThat(Color.of("#7a1fa2").readableOn(Color.WHITE)).hasToString("#7a1fa2");
    assertThat(Look.styles("#7A1FA2"))
        .isEqualTo(
            ":root:root:root{--pico-primary:#7a1fa2;--pico-primary-hover:#7a1fa2;"
                + "--pico-primary-underline:#7a1fa2;--pico-primary-hover-underline:#7a1fa2;"
                + "--pico-primary-background:#7a1fa2;--pico-primary-border:#7a1fa2;"
                + "--pico-primary-hover-background:#7a1fa2;--pico-primary-hover-border:#7a1fa2;"
                + "--pico-primary-inverse:#ffffff}\n"
                + "@media (prefers-color-scheme:dark){:root:root:root{--pico-primary:#a86dc2;"
                + "--pico-primary-hover:#a86dc2;--pico-primary-underline:#a86dc2;"
                + "--pico-primary-hover-underline:#a86dc2}}\n");
  }
}
