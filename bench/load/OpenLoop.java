import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends streams of ready-made HTTP/1.1 requests, each at its rate whatever the server does, and
 * measures answers from the moment in which their request was due: waiting for a connection, and
 * being sent late, count as the server's time.
 *
 * <p>Two threads, as a selector alone keeps time by the millisecond only: one sends what is due,
 * one receives. Prints a JSON object a line for each stream, and one for itself.
 */
public final class OpenLoop {
  private static final long GRACE = Duration.ofSeconds(10).toNanos();
  private static final long LOOK = 100;

  /** Streams that began together would always ask in the same moment. */
  private static final long BETWEEN = Duration.ofNanos(137_000).toNanos();

  private final Plan plan;
  private final Selector selector;
  private final long start;
  private final long counted;
  private final long end;
  private volatile boolean sentAll;
  private volatile IOException failure;

  // The receiving thread's own.
  private long now;
  private long nextWindow;
  private Duration processorBefore = Duration.ZERO;
  private Duration processorUsed = Duration.ZERO;

  private OpenLoop(Plan plan) throws IOException {
    this.plan = plan;
    this.selector = Selector.open();
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    for (Stream stream : plan.streams()) {
      stream.connect(new InetSocketAddress(here, plan.port()), selector);
    }
    this.start = System.nanoTime() + Duration.ofMillis(100).toNanos();
    this.counted = start + (long) (plan.warm() * 1e9);
    this.end = counted + (long) (plan.seconds() * 1e9);
    this.nextWindow = counted + (long) (plan.every() * 1e9);
  }

  /** One argument: a file as {@link Plan} says. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    OpenLoop loop = new OpenLoop(Plan.read(Path.of(arguments[0])));
    Thread sending = Thread.ofPlatform().daemon().name("sending").start(loop::send);
    loop.receive();
    sending.join();
    loop.report();
  }

  private void send() {
    for (int place = 0; place < plan.streams().size(); place++) {
      plan.streams().get(place).begin(start + BETWEEN * place);
    }
    int place = earliest();
    while (place >= 0) {
      Stream stream = plan.streams().get(place);
      waitUntil(stream.due);
      sendOne(stream);
      stream.plan();
      place = earliest();
    }
    waitUntil(end);
    sentAll = true;
    selector.wakeup();
  }

  private int earliest() {
    int found = -1;
    for (int place = 0; place < plan.streams().size(); place++) {
      Stream stream = plan.streams().get(place);
      if (!stream.over && (found < 0 || stream.due - plan.streams().get(found).due < 0)) {
        found = place;
      }
    }
    return found < 0 || plan.streams().get(found).due - end >= 0 ? -1 : found;
  }

  private static void waitUntil(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void sendOne(Stream stream) {
    Connection connection = stream.take(stream.due);
    if (connection != null) {
      begin(connection, stream.due);
      if (stream.due - counted >= 0) {
        stream.late.add(System.nanoTime() - stream.due);
      }
    }
  }

  /** Sends the stream's next request over a connection, which rests when there is none. */
  private static void begin(Connection connection, long due) {
    int number = connection.stream.next();
    if (number < 0) {
      connection.stream.rest(connection);
      return;
    }
    try {
      connection.send(number, due);
    } catch (IOException ended) {
      // Who receives sees it end too, and counts it.
    }
  }

  private void receive() throws IOException {
    for (Stream stream : plan.streams()) {
      for (int free = stream.isClosed() ? stream.kind.connections() : 0; free > 0; free--) {
        begin(stream.take(start), start);
      }
    }
    while (!isOver()) {
      selector.select(this::ready, LOOK);
      look();
      if (failure != null) {
        throw failure;
      }
    }
  }

  private boolean isOver() {
    return sentAll
        && (System.nanoTime() - end > GRACE
            || plan.streams().stream().allMatch(stream -> stream.unanswered() == 0));
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      take(connection);
    } catch (IOException gone) {
      failure = gone;
    }
  }

  private void take(Connection connection) throws IOException {
    Stream stream = connection.stream;
    try {
      if (!connection.receive()) {
        return;
      }
    } catch (IOException ended) {
      boolean lost = connection.reopen();
      stream.broke(lost);
      if (lost) {
        goOn(connection);
      }
      return;
    }
    now = System.nanoTime();
    if (connection.due - counted >= 0) {
      stream.answered(connection, now - connection.due);
    }
    if (connection.closes) {
      connection.reopen();
    } else {
      connection.done();
    }
    goOn(connection);
  }

  private void goOn(Connection connection) {
    Stream stream = connection.stream;
    if (stream.isClosed() && now - end < 0) {
      begin(connection, now);
      return;
    }
    long due = stream.free(connection);
    if (due != 0) {
      begin(connection, due);
    }
  }

  /** Reads the clocks where the counted time begins, where a window ends, and where all ends. */
  private void look() {
    now = System.nanoTime();
    if (processorBefore.isZero() && now - counted >= 0) {
      processorBefore = processor();
    }
    if (plan.every() > 0 && now - nextWindow >= 0) {
      nextWindow += (long) (plan.every() * 1e9);
      plan.streams().forEach(stream -> System.out.println(stream.window()));
    }
    if (processorUsed.isZero() && now - end >= 0) {
      processorUsed = processor().minus(processorBefore);
    }
  }

  private static Duration processor() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private void report() {
    plan.streams().forEach(stream -> System.out.println(stream.json()));
    System.out.printf(
        Locale.ROOT,
        "{\"generator\":{\"cpu\":%.2f,\"seconds\":%.2f}}%n",
        processorUsed.toMillis() / 1e3,
        plan.seconds());
  }
}
