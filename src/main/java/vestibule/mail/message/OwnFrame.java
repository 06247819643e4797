package vestibule.mail.message;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template of an operator's mails: HTML in which values stand in double braces. */
final class OwnFrame {

  private static final Pattern VALUE = Pattern.compile("\\{\\{([a-z-]+)}}");

  /** Written by us, and HTML already. */
  private static final String CONTENT = "content";

  private OwnFrame() {}

  /** The frame with its values, each escaped; a value that is not there is nothing. */
  static String filled(String frame, Map<String, String> values) {
    return VALUE
        .matcher(frame)
        .replaceAll(
            found -> {
              String value = values.getOrDefault(found.group(1), "");
              return Matcher.quoteReplacement(
                  found.group(1).equals(CONTENT) ? value : escaped(value));
            });
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
