package vestibule.ops;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.event.Level;
import vestibule.core.audit.Refused;
import vestibule.http.Trace;

/**
 * One line of the log for each refused attempt, made for programs that shut attackers out: what it
 * was, why, whose account if that is known, and the client last. Nothing in it is text from
 * outside, so no line can be forged.
 */
public final class RefusalLog implements Consumer<Refused> {

  /** Characters that most lines have at most. */
  private static final int LINE = 160;

  private final LogRing ring;
  private final UnaryOperator<String> client;

  private RefusalLog(LogRing ring, UnaryOperator<String> client) {
    this.ring = ring;
    this.client = client;
  }

  /** Lines with the clients' addresses. */
  public static RefusalLog withAddresses() {
    return new RefusalLog(Logging.RING, UnaryOperator.identity());
  }

  /** Lines with tags in place of addresses. */
  public static RefusalLog withTags(ClientTags tags) {
    return new RefusalLog(Logging.RING, tags::of);
  }

  @Override
  public void accept(Refused refused) {
    LogStyle style = Logging.style();
    if (style.has(Level.INFO)) {
      ring.add(new LogLine(refused.at(), style.isJson() ? json(refused) : line(refused)));
    }
  }

  byte[] json(Refused refused) {
    Refused.What what = refused.what();
    JsonLine line =
        new JsonLine(refused.at(), Level.INFO.name(), "vestibule.refused")
            .word("kind", what.kind().name().toLowerCase(Locale.ROOT))
            .word("door", what.place().door())
            .word("why", what.why())
            .number("account", what.account())
            .word("client", client.apply(what.place().networkAddress()));
    Trace.current().ifPresent(trace -> line.word("trace", trace));
    return line.bytes();
  }

  byte[] line(Refused refused) {
    Refused.What what = refused.what();
    StringBuilder line = new StringBuilder(LINE);
    LogTime.append(refused.at(), line);
    line.append(" INFO  vestibule.refused ")
        .append(what.kind().name().toLowerCase(Locale.ROOT))
        .append(" door=")
        .append(what.place().door())
        .append(" why=")
        .append(what.why())
        .append(" account=")
        .append(what.account() == 0 ? "-" : Long.toString(what.account()))
        .append(" trace=")
        .append(Trace.current().orElse("-"))
        .append(" client=")
        .append(client.apply(what.place().networkAddress()))
        .append('\n');
    return line.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
