import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Requests of one kind at one rate, the connections they go over, and what was answered. */
final class Stream {

  /**
   * What a plan says of a stream.
   *
   * @param rate requests a second, evenly spaced; 0: each connection asks again once answered
   * @param connections at most so many requests are under way
   * @param waiting so many more may be due and wait for a connection; what exceeds it is dropped
   * @param requests a file of ready-made requests, see {@link Texts}, sent in turn
   * @param repeats whether they begin again after the last one; else the stream ends with it
   * @param expected the status that is right
   * @param answers a file of bodies, the n-th is the only right one for the n-th request; or none
   * @param refusals the same of proper refusals, which have status 503 and Retry-After; or none
   */
  record Kind(
      String name,
      double rate,
      int connections,
      int waiting,
      Path requests,
      boolean repeats,
      int expected,
      Optional<Path> answers,
      Optional<Path> refusals) {}

  final Kind kind;
  final Texts requests;
  private final Optional<Right> answers;
  private final Optional<Right> refusals;

  // Between the two threads, guarded by this.
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final long[] waiting;
  private int waitingFirst;
  private int waitingCount;
  private int next;
  private long dropped;

  // The sending thread's own; a closed loop has none.
  private long first;
  private long planned;
  long due;
  boolean over;
  final Times late = new Times();

  // The receiving thread's own.
  private final TreeMap<Integer, Long> statuses = new TreeMap<>();
  final Times expected = new Times();
  final Times refused = new Times();
  final Times other = new Times();
  private final Times window = new Times();
  private long windowWrong;
  long broken;
  private long reopened;

  Stream(Kind kind) throws IOException {
    this.kind = kind;
    this.requests = Texts.read(kind.requests());
    this.answers = Right.read(kind.answers());
    this.refusals = Right.read(kind.refusals());
    this.waiting = new long[Math.max(1, kind.waiting())];
  }

  boolean isClosed() {
    return kind.rate() == 0;
  }

  void connect(InetSocketAddress server, Selector selector) throws IOException {
    for (int number = 0; number < kind.connections(); number++) {
      idle.add(new Connection(this, server, selector));
    }
  }

  void begin(long first) {
    this.first = first;
    due = first;
    over = isClosed();
  }

  /** Moves on to the next due time, which does not depend on how late this one was. */
  void plan() {
    planned++;
    due = first + (long) (planned * 1e9 / kind.rate());
    over = isSpent();
  }

  /** A free connection for a request that is due, or null: then it waits, or is dropped. */
  synchronized Connection take(long due) {
    if (!idle.isEmpty()) {
      return idle.poll();
    }
    if (waitingCount == waiting.length) {
      dropped++;
    } else {
      waiting[(waitingFirst + waitingCount++) % waiting.length] = due;
    }
    return null;
  }

  /**
   * The due time of the one that has waited longest; 0 when none does, and the connection rests.
   */
  synchronized long free(Connection connection) {
    if (waitingCount == 0) {
      idle.add(connection);
      return 0;
    }
    long longest = waiting[waitingFirst];
    waitingFirst = (waitingFirst + 1) % waiting.length;
    waitingCount--;
    return longest;
  }

  /** The number of the next request, -1 when there is none any more. */
  synchronized int next() {
    if (next == requests.count() && kind.repeats()) {
      next = 0;
    }
    return next == requests.count() ? -1 : next++;
  }

  /** Takes a connection back for which there is no request any more, nor for who waits. */
  synchronized void rest(Connection connection) {
    idle.add(connection);
    waitingCount = 0;
  }

  private synchronized boolean isSpent() {
    return next == requests.count() && !kind.repeats();
  }

  /** Requests that wait, or are under way. */
  synchronized int unanswered() {
    return waitingCount + kind.connections() - idle.size();
  }

  /** Counts a whole answer. */
  void answered(Connection connection, long took) {
    statuses.merge(connection.status, 1L, Long::sum);
    if (connection.status == kind.expected() && isRight(connection)) {
      expected.add(took);
      window.add(took);
    } else if (isRefusal(connection)) {
      refused.add(took);
    } else {
      other.add(took);
      windowWrong++;
    }
  }

  /** Counts a connection that ended or answered nonsense. */
  void broke(boolean underWay) {
    if (underWay) {
      broken++;
      windowWrong++;
    } else {
      reopened++;
    }
  }

  private boolean isRight(Connection connection) {
    return answers.isEmpty() || answers.get().is(connection);
  }

  private boolean isRefusal(Connection connection) {
    return connection.status == 503
        && connection.hasRetryAfter
        && refusals.isPresent()
        && refusals.get().is(connection);
  }

  /** What was expected and came since the last call, as a JSON object; and begins anew. */
  String window() {
    String said =
        "{\"stream\":\"%s\",\"wrong\":%d,\"right\":%s}"
            .formatted(kind.name(), windowWrong, window.json());
    window.clear();
    windowWrong = 0;
    return said;
  }

  /** Everything of the counted time, as a JSON object. */
  synchronized String json() {
    String byStatus =
        statuses.entrySet().stream()
            .map(status -> "\"%d\":%d".formatted(status.getKey(), status.getValue()))
            .collect(Collectors.joining(","));
    return ("{\"stream\":\"%s\",\"dropped\":%d,\"unanswered\":%d,\"broken\":%d,"
            + "\"reopened\":%d,\"statuses\":{%s},\"expected\":%s,\"refused\":%s,\"other\":%s,"
            + "\"late\":%s}")
        .formatted(
            kind.name(),
            dropped,
            unanswered(),
            broken,
            reopened,
            byStatus,
            expected.json(),
            refused.json(),
            other.json(),
            late.json());
  }

  /** The only right body for each request. */
  private record Right(Texts bodies, ByteBuffer view) {

    static Optional<Right> read(Optional<Path> file) throws IOException {
      if (file.isEmpty()) {
        return Optional.empty();
      }
      Texts bodies = Texts.read(file.get());
      return Optional.of(new Right(bodies, bodies.view()));
    }

    boolean is(Connection connection) {
      bodies.choose(view, connection.number);
      return connection.body().equals(view);
    }
  }
}
