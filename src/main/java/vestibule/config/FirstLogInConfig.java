package vestibule.config;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import vestibule.config.Setting.Format;
import vestibule.config.Setting.Wrong;

/**
 * Which system is asked about people who are not here yet.
 *
 * @param hook empty where none is
 */
public record FirstLogInConfig(Optional<Hook> hook) {

  /** Nobody is asked. */
  static final FirstLogInConfig NONE = new FirstLogInConfig(Optional.empty());

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private static final Format<URI> URL_FORMAT =
      new Format<>("web address", FirstLogInConfig::url, URI::toString);
  private static final Format<String> SECRET_FORMAT =
      new Format<>("`whsec_` and base64", FirstLogInConfig::secret, text -> text);
  private static final Format<String> SOURCE_FORMAT =
      new Format<>("name", FirstLogInConfig::source, text -> text);
  private static final Format<Duration> TIMEOUT_FORMAT =
      new Format<>(
          "time up to `" + Formats.DURATION.show().apply(LONGEST) + "`",
          FirstLogInConfig::timeout,
          Formats.DURATION.show());

  private static final Setting<URI> URL =
      Setting.of(
              "first-log-in.url",
              URL_FORMAT,
              Setting.NONE,
              "https://old.internal/vestibule-check",
              "Where the system that people come from is asked about somebody who signs in and is"
                  + " not here yet, by a signed call with their password (docs/moving-in.md);"
                  + " https, or this machine.")
          .since("0.2.0");
  private static final Setting<String> SECRET =
      Setting.of(
              "first-log-in.secret",
              SECRET_FORMAT,
              Setting.NONE,
              "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
              "What the call is signed with, as Standard Webhooks has it: 24 to 64 random bytes.")
          .since("0.2.0")
          .asSecret();
  private static final Setting<String> SOURCE =
      Setting.of(
              "first-log-in.source",
              SOURCE_FORMAT,
              Setting.NONE,
              "shop",
              "The name under which the old ids are remembered, as `--source` of an import.")
          .since("0.2.0");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
              "first-log-in.timeout",
              TIMEOUT_FORMAT,
              "2s",
              "5s",
              "How long all of a call may take; after that the other system counts as away, and the"
                  + " log-in is answered 503.")
          .since("0.2.0");

  /**
   * The system that is asked.
   *
   * @param source under which old ids are remembered
   * @param timeout how long all of a call may take
   */
  public record Hook(URI url, Secret secret, String source, Duration timeout) {

    /** The bytes that calls are signed with. */
    public byte[] key() {
      return Base64.getDecoder().decode(secret.value().substring(PREFIX.length()));
    }
  }

  static FirstLogInConfig read(Values values) {
    values.section("First log-in");
    Optional<URI> url = values.optional(URL);
    Optional<String> secret = values.optional(SECRET);
    Optional<String> source = values.optional(SOURCE);
    Duration timeout = values.read(TIMEOUT);
    List<Setting<?>> needed = List.of(URL, SECRET, SOURCE);
    boolean any = needed.stream().anyMatch(values::isGiven);
    List<String> missing =
        needed.stream().filter(one -> !values.isGiven(one)).map(Setting::key).toList();
    if (any && !missing.isEmpty()) {
      values.problem("first-log-in needs " + String.join(" and ", missing) + " too");
    }
    return new FirstLogInConfig(
        url.filter(_ -> secret.isPresent() && source.isPresent())
            .map(asked -> new Hook(asked, new Secret(secret.get()), source.get(), timeout)));
  }

  /** It is taken as it stands: at some servers a slash at the end is another path. */
  private static URI url(String text) {
    URI uri =
        Formats.web(
            text,
            new Wrong(
                "an https:// address without a user, a query and a fragment, or one of"
                    + " http:// on this machine"));
    if (!uri.getScheme().equalsIgnoreCase("https") && !Formats.isLoopback(uri.getHost())) {
      throw new Wrong("https, or this machine: passwords go there");
    }
    return uri;
  }

  private static String secret(String text) {
    Wrong wrong =
        new Wrong(PREFIX + " and " + LEAST_BYTES + " to " + MOST_BYTES + " bytes in base64");
    if (!text.startsWith(PREFIX)) {
      throw wrong;
    }
    try {
      int bytes = Base64.getDecoder().decode(text.substring(PREFIX.length())).length;
      if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
        throw wrong;
      }
    } catch (IllegalArgumentException noBase64) {
      throw wrong;
    }
    return text;
  }

  private static String source(String text) {
    if (!text.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
      throw new Wrong("small letters, digits, dots, dashes and underscores, at most 64");
    }
    return text;
  }

  private static Duration timeout(String text) {
    Duration given = Formats.DURATION.read().apply(text);
    if (given.compareTo(LONGEST) > 0) {
      throw new Wrong("a time of at most " + LONGEST.toSeconds() + "s");
    }
    return given;
  }
}
