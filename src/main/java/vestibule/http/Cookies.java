package vestibule.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    String start = name + "=";
    List<String> values = new ArrayList<>();
    for (String header : headers) {
      for (String piece : header.split(";")) {
        String cookie = piece.strip();
        if (cookie.startsWith(start)) {
          String value = unquoted(cookie.substring(start.length()).strip());
          if (Ascii.isPrintable(value) && !values.contains(value)) {
            values.add(value);
          }
        }
      }
    }
    return values;
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /**
   * A cookie to set, with Path=/ and until the browser closes; see what can be added.
   *
   * @param name a token
   * @throws IllegalArgumentException for a value that the header cannot carry as it is: other than
   *     printable ASCII without blank, quote, comma, semicolon or backslash (RFC 6265 4.1.1)
   */
  public static SetCookie set(String name, String value) {
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7F && "\",;\\".indexOf(c) < 0)) {
      throw new IllegalArgumentException("cookie " + name + " has a value it cannot carry");
    }
    return new SetCookie(name + "=" + value);
  }

  /** A cookie to take away: no value and an expiry in 1970. */
  public static SetCookie clear(String name) {
    return set(name, "").and("Expires=Thu, 01 Jan 1970 00:00:00 GMT");
  }

  /** One Set-Cookie line in the making. */
  public static final class SetCookie {
    private final String begun;

    private SetCookie(String begun) {
      this.begun = begun;
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
      return begun + "; Path=/";
    }

    private SetCookie and(String attribute) {
      return new SetCookie(begun + "; " + attribute);
    }
  }
}
