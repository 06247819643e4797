package vestibule.ops;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vestibule.core.cache.Remembered;
import vestibule.core.secret.Digests;
import vestibule.http.Listener;
import vestibule.http.Request;

/**
 * One log line for each request: its id, method, route template, status and time. Paths and queries
 * carry codes and never show; the client's address shows as a tag under a key of this process, so
 * that one client's lines can be told from another's and no address stands in a log.
 */
public final class AccessLog {

  private static final int MOST_CLIENTS = 10_000;
  private static final int TAG_BYTES = 4;
  private static final int KEY_BYTES = 32;

  /** Characters that most lines have at most. */
  private static final int LINE = 160;

  private final LogRing ring;
  private final InstantSource clock;
  private final byte[] key = new byte[KEY_BYTES];

  private final Remembered<String, Tag> tags = new Remembered<>(MOST_CLIENTS);

  /** Writes to the program's log; tags are made under a key drawn here. */
  public AccessLog(InstantSource clock, RandomGenerator random) {
    this(Logging.RING, clock, random);
  }

  AccessLog(LogRing ring, InstantSource clock, RandomGenerator random) {
    this.ring = ring;
    this.clock = clock;
    random.nextBytes(key);
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
        .append(tags.get(request.remoteAddress(), this::tag).orElseThrow().text)
        .append('\n');
    ring.add(new LogLine(time, line.toString().getBytes(StandardCharsets.ISO_8859_1)));
  }

  private Optional<Tag> tag(String address) {
    byte[] digest = Digests.hmacSha256(key, address);
    return Optional.of(new Tag(HexFormat.of().formatHex(digest, 0, TAG_BYTES)));
  }

  private static final class Tag extends Remembered.Item {

    private final String text;

    Tag(String text) {
      this.text = text;
    }
  }
}
