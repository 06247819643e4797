package vestibule.mail;

import java.util.regex.Pattern;
import vestibule.core.refusal.Sayable;

/** Why a mail did not leave, in words that operators may read and logs may keep. */
final class Reason {

  private static final int LONGEST = 300;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>(),;:\"']*@[^\\s<>(),;:\"']*");
  private static final Pattern LINK = Pattern.compile("(?i)\\b(?:https?|hxxps?)\\S+");
  // Codes have 32 or 64 letters and digits; a server may quote them without their link.
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{24,}");

  private Reason() {}

  /** One line without addresses, links and codes, as servers like to quote them. */
  static String of(String words) {
    return cut(CODE.matcher(withoutAddresses(words)).replaceAll("(code)"));
  }

  private static String withoutAddresses(String words) {
    String start = words.length() <= 10 * LONGEST ? words : words.substring(0, 10 * LONGEST);
    String line = CONTROL.matcher(start).replaceAll(" ").strip();
    line = LINK.matcher(line).replaceAll("(link)");
    return ADDRESS.matcher(line).replaceAll("(address)");
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  /** The same; what a server says about one recipient may name the local part alone. */
  static String of(String words, Recipient recipient) {
    String local = Pattern.quote(recipient.local());
    Pattern alone = Pattern.compile("(?iu)(?<![\\p{L}\\p{N}.])" + local + "(?![\\p{L}\\p{N}])");
    return alone.matcher(of(words)).replaceAll("(address)");
  }

  /** What went wrong and its causes, the outermost first; a library's words quote mails. */
  static String of(Throwable thrown) {
    // Names of classes are as long as codes.
    return cut(withoutAddresses(Sayable.of(thrown)));
  }
}
