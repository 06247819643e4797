package vestibule.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mails of the data folder as a page shows them, where no mail server is set.
 *
 * @param key opens them
 * @param newest the newest mails, newest first, as many as a page should list
 * @param find a mail by its id, which is any text from outside
 */
public record DevMail(
    String key, Supplier<List<Entry>> newest, Function<String, Optional<Entry>> find) {

  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");

  /** A piece of a mail's text. */
  public record Piece(String text, boolean link) {}

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

    /** The end of this mail's address; its beginning is the list's. */
    public String link() {
      return "&id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** The text in pieces: those that are links can be followed from the page. */
    public List<Piece> pieces() {
      List<Piece> pieces = new ArrayList<>();
      Matcher links = LINK.matcher(text);
      int end = 0;
      while (links.find()) {
        pieces.add(new Piece(text.substring(end, links.start()), false));
        pieces.add(new Piece(links.group(), true));
        end = links.end();
      }
      pieces.add(new Piece(text.substring(end), false));
      return pieces;
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
