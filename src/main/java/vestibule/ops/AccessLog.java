package vestibule.ops;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.core.Remembered;
import vestibule.core.token.Digests;
import vestibule.http.Listener;
import vestibule.http.Request;

/**
 * One log line for each request: its id, method, route template, status and time. Paths and queries
 * carry codes and never show; the client's address shows as a tag under a key of this process, so
 * that one client's lines can be told from another's and no address stands in a log.
 */
public final class AccessLog {

  private static final Logger LOG = LoggerFactory.getLogger("vestibule.request");
  private static final int MOST_CLIENTS = 10_000;
  private static final int TAG_BYTES = 4;
  private static final int KEY_BYTES = 32;

  /** Characters that most lines have at most. */
  private static final int LINE = 128;

  private final byte[] key = new byte[KEY_BYTES];

  private final Remembered<String, String> tags = new Remembered<>(MOST_CLIENTS);

  /** Tags are made under a key drawn here. */
  public AccessLog(RandomGenerator random) {
    random.nextBytes(key);
  }

  /** Logs one answered request. */
  public void answered(Listener.Exchange exchange) {
    Request request = exchange.request();
    // Every request pays for this line: built by hand, it costs a third of a pattern's.
    LOG.info(
        new StringBuilder(LINE)
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
            .append(tags.get(request.remoteAddress(), this::tag).orElseThrow())
            .toString());
  }

  private Optional<String> tag(String address) {
    return Optional.of(HexFormat.of().formatHex(Digests.hmacSha256(key, address), 0, TAG_BYTES));
  }
}
