package vestibule.mail.status;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced status code (RFC 3463, and IANA's registry of them).
 *
 * @param kind 2 good, 4 for now, 5 for good
 * @param subject what it is about: 1 an address, 2 a mailbox, 5 the protocol, 7 policy
 */
public record EnhancedCode(int kind, int subject, int detail) {

  /**
   * Right behind the reply's code (RFC 2034 4), or with a number sign at the end, as qmail does.
   */
  private static final Pattern IN_REPLY =
      Pattern.compile("(?:^\\d{3}[ -]|#)([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.])");

  private static final Pattern ALONE =
      Pattern.compile("\\s*([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.]).*", Pattern.DOTALL);

  /** Full, or the mail is too long for it: time mends these. */
  private static final Set<String> PASSING = Set.of("2.2", "2.3");

  /** What a code says it is about. */
  public enum About {
    /**
     * The mailbox. There is none: bad address (1, 2, 3, 4), moved away (6), no mail there (10). Or
     * it takes no mail: disabled (2.1), full (2.2), mail too long for it (2.3), it has another
     * owner by now (7.17, 7.18).
     */
    RECIPIENT("1.1", "1.2", "1.3", "1.4", "1.6", "1.10", "2.1", "2.2", "2.3", "7.17", "7.18"),
    /** The sender's address or domain: bad (1.7, 1.8), without mail (7.27), not to be used. */
    SENDER("1.7", "1.8", "7.20", "7.21", "7.22", "7.23", "7.25", "7.26", "7.27", "7.60"),
    /** The user of the mail server must sign in, or may not (RFC 4954 6); 57 is Exchange's. */
    SIGN_IN("5.6", "7.8", "7.9", "7.11", "7.12", "7.13", "7.14", "7.57"),
    /** This machine may not send to others; both are Exchange's. */
    RELAYING("7.54", "7.64"),
    /** It could be any of them. */
    ANYTHING;

    private final Set<String> codes;

    About(String... codes) {
      this.codes = Set.of(codes);
    }
  }

  /** The code in a server's reply. */
  public static Optional<EnhancedCode> in(String reply) {
    Matcher found = IN_REPLY.matcher(reply);
    return found.find() ? Optional.of(of(found)) : Optional.empty();
  }

  /** The code that a field of a report begins with. */
  public static Optional<EnhancedCode> parse(String field) {
    Matcher alone = ALONE.matcher(field);
    return alone.matches() ? Optional.of(of(alone)) : Optional.empty();
  }

  /** What it is about. */
  public About about() {
    return Arrays.stream(About.values())
        .filter(about -> about.codes.contains(rest()))
        .findFirst()
        .orElse(About.ANYTHING);
  }

  /** Whether it says for good that the mailbox is none. */
  public boolean isNoMailbox() {
    return kind == 5 && about() == About.RECIPIENT && !PASSING.contains(rest());
  }

  @Override
  public String toString() {
    return kind + "." + rest();
  }

  private String rest() {
    return subject + "." + detail;
  }

  private static EnhancedCode of(Matcher found) {
    return new EnhancedCode(
        Integer.parseInt(found.group(1)),
        Integer.parseInt(found.group(2)),
        Integer.parseInt(found.group(3)));
  }
}
