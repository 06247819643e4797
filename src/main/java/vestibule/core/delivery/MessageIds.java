package vestibule.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.core.model.Mail;
import vestibule.core.secret.Digests;

/**
 * The {@code Message-ID}s of mails: the same each time a mail is sent, and known again when the
 * mail comes back long after its row is gone. Nobody else can make one, as each ends in a code
 * under a key of this server.
 */
public final class MessageIds {

  private static final int CODE_BYTES = 16;
  private static final Pattern FORM =
      Pattern.compile(
          "<(\\d{1,18}\\.(\\d{1,18})\\.(\\d{1,18})\\.\\d{1,18})\\.([0-9a-f]{32})@[^<>@\\s]*>");

  private final byte[] key;

  /** Message-IDs under this secret key, the same on every node. */
  public MessageIds(byte[] key) {
    this.key = key.clone();
  }

  /** The account that a mail was sent to, and the id of its address. */
  public record Sent(long account, long email) {}

  /**
   * The id of a mail, with its angle brackets; the time keeps apart mails that count from one.
   *
   * @param account the address's, whoever caused the mail
   */
  public String of(Mail mail, long account, String domain) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, mail.tries().created());
    String facts = mail.id() + "." + account + "." + mail.recipient().email() + "." + micros;
    return "<" + facts + "." + code(facts) + "@" + domain + ">";
  }

  /** Which mail has this id; empty when it is none of ours. */
  public Optional<Sent> read(String messageId) {
    Matcher form = FORM.matcher(messageId.strip());
    if (!form.matches()
        || !MessageDigest.isEqual(
            code(form.group(1)).getBytes(UTF_8), form.group(4).getBytes(UTF_8))) {
      return Optional.empty();
    }
    return Optional.of(new Sent(Long.parseLong(form.group(2)), Long.parseLong(form.group(3))));
  }

  private String code(String facts) {
    byte[] whole = Digests.hmacSha256(key, facts);
    return HexFormat.of().formatHex(whole, 0, CODE_BYTES);
  }
}
