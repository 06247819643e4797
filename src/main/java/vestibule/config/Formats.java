package vestibule.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vestibule.config.MailConfig.Mailbox;
import vestibule.config.Setting.Format;
import vestibule.config.Setting.Wrong;
import vestibule.config.StorageConfig.Database;

/**
 * The formats of single settings: text in, meaning out, or {@link Wrong} with what was expected.
 * Nothing here looks at the network: no name is resolved.
 */
final class Formats {
  private Formats() {}

  private static final Pattern TIME = Pattern.compile("[1-9][0-9]{0,8}[smhd]");
  private static final Duration LONGEST = Duration.ofDays(3650);
  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)(.+\\.)?localhost\\.?|127(\\.\\d{1,3}){3}");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?=[^@]{1,64}@.{1,253}$)"
              + ATOM
              + "(\\."
              + ATOM
              + ")*@"
              + LABEL
              + "(\\."
              + LABEL
              + ")*");
  private static final Pattern NAMED_ADDRESS =
      Pattern.compile("(?:\"([^\"\\\\]*)\"|([^\"<>@,;:\\\\()\\[\\]]*?))\\s*<([^<>]*)>");
  private static final int MOST_ITEMS = 1000;

  static final Format<Integer> PORT = wholeNumber(65535);
  static final Format<String> LISTENING_HOST =
      new Format<>("address or name", Formats::listeningHost, text -> text);
  static final Format<URI> ORIGIN = new Format<>("origin", Formats::origin, URI::toString);
  static final Format<URI> BASE_URL = new Format<>("web address", Formats::base, URI::toString);
  static final Format<Path> PATH = new Format<>("path", Formats::path, Path::toString);
  static final Format<String> LINE =
      new Format<>("one line", line -> line(line, 100), text -> text);

  /** What other systems have made up, such as the 128 digits of Devise's pepper. */
  static final Format<String> LONG_LINE =
      new Format<>("one line", line -> line(line, 1_000), text -> text);

  static final Format<String> COLOR = new Format<>("`#RRGGBB`", Formats::color, text -> text);
  static final Format<String> SUPPORT =
      new Format<>("address of mail or of the web", Formats::support, text -> text);

  static final Format<Mailbox> MAILBOX =
      new Format<>("mailbox", Formats::mailbox, Mailbox::toString);

  /** What stands for a page of this server where a link leads. */
  static final String PAGES = "pages";

  static final Format<String> LINK =
      new Format<>(
          "web address with `{token}`, or `pages`",
          text -> text.equals(PAGES) ? text : linkTemplate(text),
          text -> text);
  static final Format<Duration> DURATION =
      new Format<>("time: `30s`, `15m`, `1h`, `365d`", Formats::duration, Formats::text);
  static final Format<Boolean> FLAG =
      new Format<>("`on` or `off`", Formats::flag, on -> on ? "on" : "off");
  static final Format<List<String>> NETWORKS =
      new Format<>(
          "list of networks",
          text -> list(text, Formats::network),
          many -> String.join(", ", many));
  static final Format<List<String>> DOMAINS =
      new Format<>(
          "list of domains", text -> list(text, Formats::domain), many -> String.join(", ", many));
  static final Format<List<String>> NAMES =
      new Format<>(
          "list of names",
          text -> list(text, name -> line(name, 100)),
          many -> String.join(", ", many));
  static final Format<List<String>> ALLOWED_ORIGINS =
      new Format<>(
          "`*`, `none` or list of origins",
          Formats::allowedOrigins,
          many -> many.isEmpty() ? "none" : String.join(", ", many));
  static final Format<Database> DATABASE_URL =
      new Format<>("PostgreSQL URL", ServerUrls::postgres, Database::toString);
  static final Format<MailConfig.SmtpServer> SMTP_URL =
      new Format<>("SMTP URL", ServerUrls::smtp, MailConfig.SmtpServer::host);

  static Format<Integer> wholeNumber(int most) {
    return new Format<>("0 to " + most, text -> wholeNumber(text, most), String::valueOf);
  }

  static <E extends Enum<E>> Format<E> oneOf(Class<E> type) {
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> "`" + lower(constant) + "`")
            .collect(Collectors.joining(" or "));
    return new Format<>(names, text -> oneOf(type, text), Formats::lower);
  }

  /** At least one of these names. */
  static Format<List<String>> someOf(List<String> names) {
    String all = String.join(", ", names);
    return new Format<>(
        "list of `" + String.join("`, `", names) + "`",
        text ->
            list(
                text,
                item -> {
                  if (!names.contains(item)) {
                    throw new Wrong("some of " + all);
                  }
                  return item;
                }),
        many -> String.join(", ", many));
  }

  /** What operators write for a constant: {@code proof-of-work}. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String color(String text) {
    if (text.matches("#[0-9A-Fa-f]{6}")) {
      return text;
    }
    throw new Wrong("a colour such as #1a7f37");
  }

  private static String support(String text) {
    boolean web = text.matches("https://[!-~&&[^\"'<>`]]{1,200}");
    if (web || isMailAddress(text)) {
      return text;
    }
    throw new Wrong("an address of mail, or one that begins with https://");
  }

  private static int wholeNumber(String text, int most) {
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new Wrong("a whole number from 0 to " + most);
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw new Wrong("on or off");
    };
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Formats::lower).toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw new Wrong(String.join(" or ", names));
    }
    return type.getEnumConstants()[index];
  }

  private static Duration duration(String text) {
    if (TIME.matcher(text).matches()) {
      Duration duration = Duration.parse((text.endsWith("d") ? "P" : "PT") + text);
      if (duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    }
    throw new Wrong("a time such as 30s, 15m, 1h or 365d, at most " + LONGEST.toDays() + "d");
  }

  /** The time as it would be written, in the largest unit that gives a whole number. */
  private static String text(Duration duration) {
    long seconds = duration.toSeconds();
    long[] units = {86_400, 3_600, 60, 1};
    int unit = 0;
    while (seconds % units[unit] != 0) {
      unit++;
    }
    return seconds / units[unit] + "dhms".substring(unit, unit + 1);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Wrong("a path");
    }
  }

  private static String line(String text, int longest) {
    if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
      throw new Wrong("one line of at most " + longest + " characters");
    }
    return text;
  }

  private static String listeningHost(String text) {
    if (HOST.matcher(text).matches() || isAddress(text)) {
      return text;
    }
    throw new Wrong("an address or a name of this machine, such as 127.0.0.1, 0.0.0.0 or ::");
  }

  static boolean isLoopback(String host) {
    String bare = host.startsWith("[") ? host.replaceAll("[\\[\\]]", "") : host;
    return LOOPBACK.matcher(bare).matches()
        || isAddress(bare) && InetAddress.ofLiteral(bare).isLoopbackAddress();
  }

  /**
   * {@code scheme://host[:port]} as a browser writes it in {@code Origin}: in lower case, without
   * the scheme's own port.
   */
  private static URI origin(String text) {
    Wrong wrong = new Wrong("http:// or https:// with a host and nothing behind it, no path");
    URI uri = web(text, wrong);
    if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
      throw wrong;
    }
    String port = uri.getPort() < 0 || isDefaultPort(uri) ? "" : ":" + uri.getPort();
    return URI.create((uri.getScheme() + "://" + uri.getHost() + port).toLowerCase(Locale.ROOT));
  }

  private static boolean isDefaultPort(URI uri) {
    return uri.getPort() == (uri.getScheme().equalsIgnoreCase("https") ? 443 : 80);
  }

  /** A web address to which paths are added: no query, no fragment, no slash at its end. */
  private static URI base(String text) {
    URI uri = web(text, new Wrong("an http:// or https:// address without query and fragment"));
    return URI.create(uri.toString().replaceAll("/+$", ""));
  }

  /** A link with {@code {token}} in it, exactly once and not in the host. */
  private static String linkTemplate(String text) {
    Wrong wrong =
        new Wrong(
            "pages, or an http:// or https:// address with {token} once in its path or query");
    String[] parts = text.split("\\{token}", -1);
    if (parts.length != 2) {
      throw wrong;
    }
    try {
      URI before = new URI(parts[0]);
      URI whole = new URI(parts[0] + "token" + parts[1]);
      if (!isWeb(whole) || !whole.getRawAuthority().equals(before.getRawAuthority())) {
        throw wrong;
      }
      return text;
    } catch (URISyntaxException e) {
      throw wrong;
    }
  }

  static URI web(String text, Wrong wrong) {
    try {
      URI uri = new URI(text);
      if (isWeb(uri) && uri.getRawQuery() == null && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw wrong;
    }
    throw wrong;
  }

  private static boolean isWeb(URI uri) {
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    return web
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getPort() <= 65535
        && !uri.getRawAuthority().endsWith(":");
  }

  private static <T> List<T> list(String text, Function<String, T> format) {
    String[] items = text.split(",", -1);
    if (items.length > MOST_ITEMS) {
      throw new Wrong("at most " + MOST_ITEMS + " entries");
    }
    return Arrays.stream(items).map(String::strip).map(format).toList();
  }

  /** {@code *} alone, {@code none}, or origins. */
  private static List<String> allowedOrigins(String text) {
    return switch (text) {
      case "*" -> List.of("*");
      case "none" -> List.of();
      default -> list(text, item -> origin(item).toString());
    };
  }

  /** A domain of mail addresses, in its A-label form. */
  private static String domain(String text) {
    if (!isMailAddress("a@" + text)) {
      throw new Wrong("domains such as example.org, in ASCII");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  /** An IP address or a network, as {@code address/prefix length}. */
  private static String network(String text) {
    Wrong wrong = new Wrong("addresses or networks such as 10.0.0.1, 10.0.0.0/8 or fd00::/8");
    String[] parts = text.split("/", 2);
    if (!isAddress(parts[0])) {
      throw wrong;
    }
    byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
    int bits = address.length * 8;
    String length = parts.length == 1 ? String.valueOf(bits) : parts[1];
    if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
      throw wrong;
    }
    int prefix = Integer.parseInt(length);
    BigInteger number = new BigInteger(1, address);
    if (number.signum() > 0 && number.getLowestSetBit() < bits - prefix) {
      throw new Wrong("a network whose bits behind /" + prefix + " are zero");
    }
    return parts[0] + "/" + prefix;
  }

  private static boolean isAddress(String text) {
    try {
      boolean written =
          IPV4.matcher(text).matches() || text.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
      return written && InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** {@code address} or {@code name <address>}. */
  private static Mailbox mailbox(String text) {
    Wrong wrong = new Wrong("one mailbox such as Vestibule <no-reply@example.org>");
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw wrong;
    }
    Matcher named = NAMED_ADDRESS.matcher(text);
    boolean hasName = named.matches();
    String address = hasName ? named.group(3) : text;
    if (!isMailAddress(address)) {
      throw wrong;
    }
    String name = !hasName ? "" : named.group(1) == null ? named.group(2) : named.group(1);
    return new Mailbox(Optional.of(name.strip()).filter(n -> !n.isEmpty()), address);
  }

  static boolean isMailAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }
}
