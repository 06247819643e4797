package vestibule.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The trace that a request belongs to, as its client tells by {@code traceparent} (W3C Trace
 * Context): kept for the log, so that its lines are found from another program's. It is handed on
 * to nobody.
 */
public final class Trace {

  private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

  /** Version, trace, parent and flags; only a later version may go on behind these. */
  private static final int LENGTH = 55;

  private static final int TRACE = 3;
  private static final int TRACE_END = 35;
  private static final int PARENT_END = 52;

  private Trace() {}

  /**
   * The trace's id, 32 lower-case hex digits; empty for a header that is malformed, or is not the
   * only one.
   */
  static Optional<String> of(List<String> headers) {
    return headers.size() == 1
        ? Optional.of(headers.getFirst()).flatMap(Trace::id)
        : Optional.empty();
  }

  private static Optional<String> id(String header) {
    boolean longer = header.length() > LENGTH && header.charAt(LENGTH) == '-';
    if (header.length() != LENGTH && !longer) {
      return Optional.empty();
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = header.charAt(i);
      boolean dash = i == TRACE - 1 || i == TRACE_END || i == PARENT_END;
      if (dash ? c != '-' : !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return Optional.empty();
      }
    }
    String version = header.substring(0, TRACE - 1);
    String id = header.substring(TRACE, TRACE_END);
    boolean good =
        !version.equals("ff")
            && !(version.equals("00") && longer)
            && !isZero(id)
            && !isZero(header.substring(TRACE_END + 1, PARENT_END));
    return good ? Optional.of(id) : Optional.empty();
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(c -> c == '0');
  }

  /** The trace of the request that this thread answers. */
  public static Optional<String> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** Answers a request as a part of its trace, if it has one. */
  public static <T> T within(Optional<String> trace, Supplier<T> answer) {
    return trace.isEmpty()
        ? answer.get()
        : ScopedValue.where(CURRENT, trace.get()).call(answer::get);
  }
}
