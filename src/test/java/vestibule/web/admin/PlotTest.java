package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vestibule.core.administration.Overview;
import vestibule.core.node.Figure;

/** Bars of a plot, and what they stand for. */
class PlotTest {

  private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

  private static Overview.Hour hour(int number, long sent, long refused) {
    Map<Figure, Long> totals = new EnumMap<>(Figure.class);
    Arrays.stream(Figure.values()).forEach(figure -> totals.put(figure, 0L));
    totals.put(Figure.MAIL_SENT, sent);
    totals.put(Figure.MAIL_REFUSED, refused);
    return new Overview.Hour(BEGIN.plusSeconds(3_600L * number), totals);
  }

  private static Plot plot(Overview.Hour... hours) {
    return Plot.of("console.plot-mails", List.of(hours), Figure.MAIL_SENT, Figure.MAIL_REFUSED);
  }

  @Test
  void barsStandOnEachOther() {
    Plot plot = plot(hour(0, 30, 10), hour(1, 0, 20));
    assertThat(plot.most()).isEqualTo(40);
    assertThat(plot.series())
        .containsExactly(
            new Plot.Series("console.figure-mail-sent", 30),
            new Plot.Series("console.figure-mail-refused", 30));
    assertThat(plot.bars())
        .containsExactly(
            new Plot.Bar(0, "0.00", "30.00", "238.50", "90.00"),
            new Plot.Bar(1, "0.00", "0.00", "238.50", "30.00"),
            new Plot.Bar(1, "240.00", "60.00", "238.50", "60.00"));
  }

  @Test
  void littleIsSeenToo() {
    assertThat(plot(hour(0, 100_000, 0), hour(1, 1, 0)).bars().getLast().height())
        .isEqualTo("1.00");
  }

  @Test
  void nothingIsNoBar() {
    Plot plot = plot(hour(0, 0, 0), hour(1, 0, 0));
    assertThat(plot.bars()).isEmpty();
    assertThat(plot.most()).isZero();
    assertThat(plot.first().exact()).isEqualTo("2026-11-21T10:00:00Z");
  }
}
