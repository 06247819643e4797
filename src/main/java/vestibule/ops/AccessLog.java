package vestibule.ops;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.event.Level;
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
    LogStyle style = Logging.style();
    if (style.has(Level.INFO)) {
      Instant time = clock.instant();
      ring.add(new LogLine(time, style.isJson() ? json(time, exchange) : text(time, exchange)));
    }
  }

  byte[] json(Instant time, Listener.Exchange exchange) {
    Request request = exchange.request();
    JsonLine line =
        new JsonLine(time, Level.INFO.name(), "vestibule.request")
            .word("id", request.id())
            .word("method", request.method().name())
            .word("route", request.template())
            .number("status", exchange.status())
            .number("micros", exchange.nanos() / 1_000)
            .word("client", tags.of(request.remoteAddress()));
    request.trace().ifPresent(trace -> line.word("trace", trace));
    return line.bytes();
  }

  private byte[] text(Instant time, Listener.Exchange exchange) {
    Request request = exchange.request();
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
        .append(tags.of(request.remoteAddress()));
    request.trace().ifPresent(trace -> line.append(" trace=").append(trace));
    return line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
