package vestibule.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Cookies: reading the Cookie header and spelling Set-Cookie. */
public final class Cookies {
  private Cookies() {}

  /** The first cookie of this name; pieces that are no cookie are passed over. */
  static Optional<String> find(List<String> headers, String name) {
    throw new UnsupportedOperationException();
  }

  /** A cookie to set, with Path=/ and until the browser closes; see the withers. */
  public static SetCookie set(String name, String value) {
    return new SetCookie(name, value, false, false, Optional.empty(), Optional.empty());
  }

  /** A cookie to take away: no value, an expiry in 1970, Path=/. */
  public static SetCookie clear(String name) {
    return new SetCookie(name, "", false, false, Optional.empty(), Optional.of(Duration.ZERO));
  }

  /** One Set-Cookie line in the making; {@link #line()} is its value. */
  public record SetCookie(
      String name,
      String value,
      boolean hidden,
      boolean secured,
      Optional<String> site,
      Optional<Duration> age) {

    /** Scripts cannot read it. */
    public SetCookie httpOnly() {
      return new SetCookie(name, value, true, secured, site, age);
    }

    /** Sent over https only, when asked for. */
    public SetCookie secure(boolean secure) {
      return new SetCookie(name, value, hidden, secure, site, age);
    }

    /** Lax, Strict or None. */
    public SetCookie sameSite(String sameSite) {
      return new SetCookie(name, value, hidden, secured, Optional.of(sameSite), age);
    }

    /** How long the browser keeps it, whole seconds. */
    public SetCookie maxAge(Duration maxAge) {
      return new SetCookie(name, value, hidden, secured, site, Optional.of(maxAge));
    }

    /** The value of the Set-Cookie header. */
    public String line() {
      throw new UnsupportedOperationException();
    }
  }
}
