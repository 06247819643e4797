package vestibule.ops;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import vestibule.http.Listener;
import vestibule.http.Request;

/**
 * One log line for each request: its id, method, route template, status and time. Paths and queries
 * carry codes and never show, and the client's address shows as a tag.
 */
public final class AccessLog {

  /** Characters that most lines have at most. */
  private static final int LINE = 160;

  private final LogRing ring;
  private final InstantSource clock;
  private final ClientTags tags;

  /** Writes to the program's log. */
  public AccessLog(InstantSource clock, ClientTags tags) {
    this(Logging.RING, clock, tags);
  }

  AccessLog(LogRing ring, InstantSource clock, ClientTags tags) {
    this.ring = ring;
    this.clock = clock;
    this.tags = tags;
  }

  public void answered(Listener.Exchange exchange) {
    Request request = exchange.request();
    Instant time = clock.instant();
    StringBuilder line = new StringBuilder(LINE);
    LogTime.append(time, line);
    line.append(" INFO  vestibule.request ")
        .append(request.id())
        .append(' ')
        .append(request.method().name())
        .append(' ')
        .append(request.template().isEmpty() ? "-" : request.template())
        .append(' ')
        .append(exchange.status())
        .append(' ')
        .append(exchange.nanos() / 1_000)
        .append("us client=")
        .append(tags.of(request.remoteAddress()))
        .append('\n');
    ring.add(new LogLine(time, line.toString().getBytes(StandardCharsets.ISO_8859_1)));
  }
}
