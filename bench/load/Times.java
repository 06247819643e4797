import java.util.Locale;

/** Durations counted in buckets that are never wider than a thousandth of what they hold. */
final class Times {
  private static final int FINE = 10;
  private static final int LONGEST_BITS = 36;

  /** Counts by microsecond, up to 1023 exactly, then 512 buckets for each doubling. */
  private final int[] buckets = new int[index((1L << LONGEST_BITS) - 1) + 1];

  private long count;
  private long worst;

  void add(long nanos) {
    long micros = Math.clamp(nanos / 1000, 0, (1L << LONGEST_BITS) - 1);
    buckets[index(micros)]++;
    count++;
    worst = Math.max(worst, micros);
  }

  void clear() {
    java.util.Arrays.fill(buckets, 0);
    count = 0;
    worst = 0;
  }

  long count() {
    return count;
  }

  /** Count, median, 99 %, 99.9 % and worst in milliseconds, as a JSON object. */
  String json() {
    return "{\"count\":%d,\"p50\":%s,\"p99\":%s,\"p999\":%s,\"worst\":%s}"
        .formatted(count, quantile(0.5), quantile(0.99), quantile(0.999), millis(worst));
  }

  /** The lowest time that so large a part did not exceed; null in JSON's words for none. */
  private String quantile(double part) {
    long wanted = Math.max(1, (long) Math.ceil(part * count));
    long seen = 0;
    for (int index = 0; index < buckets.length; index++) {
      seen += buckets[index];
      if (seen >= wanted) {
        return millis(Math.min(worst, last(index)));
      }
    }
    return "null";
  }

  private String millis(long micros) {
    return count == 0 ? "null" : String.format(Locale.ROOT, "%.3f", micros / 1000.0);
  }

  private static int index(long micros) {
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - FINE);
    return (shift << (FINE - 1)) + (int) (micros >>> shift);
  }

  /** The last microsecond that a bucket holds. */
  private static long last(int index) {
    int shift = Math.max(0, (index >> (FINE - 1)) - 1);
    long mantissa = index - ((long) shift << (FINE - 1));
    return ((mantissa + 1) << shift) - 1;
  }
}
