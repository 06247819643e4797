package vestibule.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vestibule.http.engine.Ascii;

/** Cookies: reading the Cookie header and spelling Set-Cookie (RFC 6265). */
public final class Cookies {
  private Cookies() {}

  /**
   * The different values of the cookies of this name, in the order sent; two are the sign of one
   * that another host of the domain has set. A piece without an equals sign, or with a control or
   * non-ASCII character in its value, is damaged and passed over.
   */
  static List<String> find(List<String> headers, String name) {
    List<String> values = List.of();
    for (String header : headers) {
      int start = 0;
      while (start < header.length()) {
        int end = header.indexOf(';', start);
        end = end < 0 ? header.length() : end;
        Optional<String> value = valueOf(header, start, end, name);
        if (value.isPresent() && !values.contains(value.get())) {
          values = with(values, value.get());
        }
        start = end + 1;
      }
    }
    return values;
  }

  private static List<String> with(List<String> values, String value) {
    if (values.isEmpty()) {
      return List.of(value);
    }
    List<String> more = new ArrayList<>(values);
    more.add(value);
    return more;
  }

  private static Optional<String> valueOf(String header, int start, int end, String name) {
    while (start < end && isBlank(header.charAt(start))) {
      start++;
    }
    int equals = start + name.length();
    if (!header.startsWith(name, start) || equals >= end || header.charAt(equals) != '=') {
      return Optional.empty();
    }
    String value = header.substring(equals + 1, end).strip();
    if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1);
    }
    return Ascii.isPrintable(value) ? Optional.of(value) : Optional.empty();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** A cookie to set, with Path=/ and until the browser closes; see what can be added. */
  public static SetCookie set(String name, String value) {
    return new SetCookie(name, value, List.of());
  }

  /** A cookie to take away: no value and an expiry in 1970. */
  public static SetCookie clear(String name) {
    return new SetCookie(name, "", List.of("Expires=Thu, 01 Jan 1970 00:00:00 GMT"));
  }

  /**
   * One Set-Cookie line in the making.
   *
   * @param name a token
   * @param value printable ASCII without blank, quote, comma, semicolon or backslash
   */
  public record SetCookie(String name, String value, List<String> attributes) {
    /** Refuses a value that the header cannot carry as it is (RFC 6265 4.1.1). */
    public SetCookie {
      if (!value.chars().allMatch(c -> c > ' ' && c < 0x7F && "\",;\\".indexOf(c) < 0)) {
        throw new IllegalArgumentException("cookie " + name + " has a value it cannot carry");
      }
      attributes = List.copyOf(attributes);
    }

    /** Scripts cannot read it. */
    public SetCookie httpOnly() {
      return and("HttpOnly");
    }

    /** Sent over https only. */
    public SetCookie secure() {
      return and("Secure");
    }

    /** {@code Lax}, {@code Strict} or {@code None}. */
    public SetCookie sameSite(String rule) {
      return and("SameSite=" + rule);
    }

    /** How long the browser keeps it, in whole seconds. */
    public SetCookie maxAge(Duration age) {
      return and("Max-Age=" + age.toSeconds());
    }

    /** Sent to this host and those below it, and not to the answering one alone. */
    public SetCookie domain(String host) {
      return and("Domain=" + host);
    }

    /** The value of the Set-Cookie header: attributes in the order they were added, Path=/ last. */
    public String line() {
      StringBuilder line = new StringBuilder(name).append('=').append(value);
      for (String attribute : attributes) {
        line.append("; ").append(attribute);
      }
      return line.append("; Path=/").toString();
    }

    private SetCookie and(String attribute) {
      List<String> more = new ArrayList<>(attributes);
      more.add(attribute);
      return new SetCookie(name, value, more);
    }
  }
}
