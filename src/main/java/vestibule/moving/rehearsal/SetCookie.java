package vestibule.moving.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A cookie as an answer sets it.
 *
 * @param attributes by their names in small letters
 */
record SetCookie(String name, String value, Map<String, String> attributes) {

  private static final String MAX_AGE = "max-age";
  private static final String EXPIRES = "expires";

  /** Two servers may reckon the end of a cookie from different seconds. */
  private static final int NEAR = 100;

  static SetCookie of(String line) {
    String[] parts = line.split(";");
    int sign = parts[0].indexOf('=');
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
      attributes.put(
          name.strip().toLowerCase(Locale.ROOT),
          equals < 0 ? "" : parts[i].substring(equals + 1).strip());
    }
    String value = sign < 0 ? "" : parts[0].substring(sign + 1).strip();
    return new SetCookie(
        parts[0].substring(0, Math.max(sign, 0)).strip(),
        value.replaceAll("^\"(.*)\"$", "$1"),
        attributes);
  }

  /** Those that an answer sets, the last of each name. */
  static Map<String, SetCookie> all(List<String> lines) {
    Map<String, SetCookie> cookies = new LinkedHashMap<>();
    lines.forEach(line -> cookies.put(of(line).name(), of(line)));
    return cookies;
  }

  /** Whether it takes the cookie away. */
  boolean removes(Instant now) {
    return value.isEmpty() || life(now).filter(life -> !life.isPositive()).isPresent();
  }

  /** How long it lives; empty where it goes with the browser. */
  Optional<Duration> life(Instant now) {
    String age = attributes.getOrDefault(MAX_AGE, "");
    return age.matches("-?[0-9]{1,12}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(age)))
        : Moments.read(attributes.getOrDefault(EXPIRES, "")).map(end -> Duration.between(now, end));
  }

  /** Whether a client does the same with both, but for their values. */
  boolean isLike(SetCookie other, Instant now) {
    if (removes(now) || other.removes(now)) {
      return removes(now) == other.removes(now) && placed().equals(other.placed());
    }
    Optional<Duration> life = life(now);
    Optional<Duration> otherLife = other.life(now);
    boolean near =
        life.isPresent() == otherLife.isPresent()
            && life.map(
                    one ->
                        one.minus(otherLife.get())
                                .abs()
                                .compareTo(Moments.TOLERANCE.plus(one.dividedBy(NEAR)))
                            <= 0)
                .orElse(true);
    return near && placed().equals(other.placed()) && guarded().equals(other.guarded());
  }

  /** Which requests it goes with. */
  private Map<String, String> placed() {
    return some("path", "domain");
  }

  /** Who may have it. */
  private Map<String, String> guarded() {
    return some("secure", "httponly", "samesite", "partitioned");
  }

  private Map<String, String> some(String... names) {
    Map<String, String> some = new TreeMap<>();
    for (String name : names) {
      if (attributes.containsKey(name)) {
        some.put(name, attributes.get(name).toLowerCase(Locale.ROOT).replaceFirst("^\\.", ""));
      }
    }
    return some;
  }

  /** As it may be told. */
  String shown() {
    return name
        + "="
        + (value.isEmpty() ? "" : "<cookie>")
        + attributes.entrySet().stream()
            .map(
                one -> "; " + one.getKey() + (one.getValue().isEmpty() ? "" : "=" + one.getValue()))
            .collect(Collectors.joining());
  }

  /** Hides the value. */
  @Override
  public String toString() {
    return "SetCookie[" + name + "]";
  }
}
