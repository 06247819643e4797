package vestibule.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The mails of the data folder as a page shows them, where no mail server is set.
 *
 * @param key who knows it may read them
 * @param newest the newest mails, newest first, as many as a page should list
 * @param find a mail by its id, which is any text from outside
 */
public record DevMail(
    String key, Supplier<List<Entry>> newest, Function<String, Optional<Entry>> find) {

  /** Hides the key. */
  @Override
  public String toString() {
    return "DevMail[]";
  }

  /**
   * One mail.
   *
   * @param html "" when it has no such part
   */
  public record Entry(String id, Instant at, String to, String subject, String text, String html) {

    /** What the address of this mail's page has beyond that of the list. */
    public String link() {
      return "&id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** When it was written, to the second. */
    public String time() {
      return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }

    /** Hides the codes and the address. */
    @Override
    public String toString() {
      return "Entry[id=" + id + "]";
    }
  }
}
