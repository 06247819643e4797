package vestibule.web.account;

import java.util.List;
import java.util.Optional;

/**
 * What people call a browser that names itself by a line of others' names. It is a help to
 * recognise one's own devices, and believed for nothing else.
 */
final class BrowserName {

  /** In this order, as each later one is named by those before it too. */
  private static final List<Mark> BROWSERS =
      List.of(
          new Mark("Edg", "Edge"),
          new Mark("OPR/", "Opera"),
          new Mark("SamsungBrowser/", "Samsung Internet"),
          new Mark("YaBrowser/", "Yandex Browser"),
          new Mark("Firefox/", "Firefox"),
          new Mark("FxiOS/", "Firefox"),
          new Mark("CriOS/", "Chrome"),
          new Mark("Chrome/", "Chrome"),
          new Mark("Version/", "Safari"));

  private static final List<Mark> SYSTEMS =
      List.of(
          new Mark("Android", "Android"),
          new Mark("iPhone", "iPhone"),
          new Mark("iPad", "iPad"),
          new Mark("Windows", "Windows"),
          new Mark("Macintosh", "macOS"),
          new Mark("CrOS", "ChromeOS"),
          new Mark("Linux", "Linux"));

  private static final int LONGEST = 60;

  private BrowserName() {}

  private record Mark(String part, String name) {}

  /** {@code Firefox, Linux}, or the beginning of what it calls itself; "" where it does not. */
  static String of(String browser) {
    Optional<String> name = find(BROWSERS, browser);
    Optional<String> system = find(SYSTEMS, browser);
    return name.flatMap(one -> system.map(other -> one + ", " + other))
        .or(() -> name)
        .orElseGet(() -> shortened(browser));
  }

  private static Optional<String> find(List<Mark> marks, String browser) {
    return marks.stream().filter(mark -> browser.contains(mark.part())).map(Mark::name).findFirst();
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) > LONGEST
        ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…"
        : text;
  }
}
