package vestibule.web.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import vestibule.core.administration.Overview;
import vestibule.core.node.Figure;
import vestibule.web.account.Shown.Time;

/**
 * Figures by the hour as stacked bars, drawn into a box of {@value #WIDTH} by {@value #HEIGHT}; and
 * as a table, for whoever does not see the bars.
 *
 * @param key of the words for its heading
 * @param series what is stacked, the lowest first; four at most, each drawn in a way of its own
 * @param hours the oldest first
 */
public record Plot(String key, List<Series> series, List<Row> hours) {

  /** Units of the drawing; a page scales it. */
  public static final int WIDTH = 480;

  /** The same. */
  public static final int HEIGHT = 120;

  private static final double GAP = 1.5;

  /** Keeps its own copies. */
  public Plot {
    series = List.copyOf(series);
    hours = List.copyOf(hours);
  }

  /**
   * One of the figures.
   *
   * @param key of its words
   * @param total of all hours
   */
  public record Series(String key, long total) {}

  /**
   * An hour.
   *
   * @param values of each series
   */
  public record Row(Time begin, List<Long> values) {

    /** Keeps its own copy. */
    public Row {
      values = List.copyOf(values);
    }

    long sum() {
      return values.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * A part of a bar.
   *
   * @param place of its series among all
   */
  public record Bar(int place, String x, String y, String width, String height) {}

  static Plot of(String key, List<Overview.Hour> hours, Figure... figures) {
    List<Figure> shown = List.of(figures);
    return new Plot(
        key,
        shown.stream()
            .map(
                figure ->
                    new Series(
                        "console.figure-" + figure.word().replace('_', '-'),
                        hours.stream().mapToLong(hour -> hour.total(figure)).sum()))
            .toList(),
        hours.stream()
            .map(hour -> new Row(new Time(hour.begin()), shown.stream().map(hour::total).toList()))
            .toList());
  }

  /** What the highest bar stands for; 0 where nothing happened. */
  public long most() {
    return hours.stream().mapToLong(Row::sum).max().orElse(0);
  }

  /** The hour that it begins with. */
  public Time first() {
    return hours.getFirst().begin();
  }

  /** All bars; what is not nothing is seen, however little it is. */
  public List<Bar> bars() {
    double step = (double) WIDTH / hours.size();
    return IntStream.range(0, hours.size())
        .boxed()
        .flatMap(hour -> bars(hours.get(hour), hour * step, step - GAP).stream())
        .toList();
  }

  private List<Bar> bars(Row row, double x, double width) {
    List<Bar> bars = new ArrayList<>();
    double bottom = HEIGHT;
    for (int place = 0; place < row.values().size(); place++) {
      long value = row.values().get(place);
      if (value > 0) {
        double height = Math.max(1, (double) value * HEIGHT / most());
        bottom = Math.max(0, bottom - height);
        bars.add(new Bar(place, unit(x), unit(bottom), unit(width), unit(height)));
      }
    }
    return bars;
  }

  private static String unit(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
