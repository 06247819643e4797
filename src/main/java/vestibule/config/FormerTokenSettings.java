package vestibule.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vestibule.config.FormerTokensConfig.Library;
import vestibule.config.Setting.Format;
import vestibule.config.Setting.Wrong;

/** The settings that each installation before has, under the name that an operator gave it. */
record FormerTokenSettings(String name) {

  private static final String BEGINNING = "former-tokens";

  /** Stands for every name on the page. */
  private static final FormerTokenSettings EXAMPLE = new FormerTokenSettings("shop");

  private static final String FILE = "-file";
  private static final int LONGEST = 16 * 1024;
  private static final Pattern CLAIM = Pattern.compile("[A-Za-z0-9_:./-]{1,100}");
  private static final Pattern SOURCE = Pattern.compile("[a-z0-9._-]{1,100}");

  private static final Format<FormerKey.Algorithm> ALGORITHM =
      new Format<>(
          "`HS256`, `RS256` or `ES256`",
          text ->
              Arrays.stream(FormerKey.Algorithm.values())
                  .filter(one -> one.name().equals(text))
                  .findAny()
                  .orElseThrow(() -> new Wrong("HS256, RS256 or ES256")),
          Enum::name);
  private static final Format<String> TEXT =
      new Format<>("text", FormerTokenSettings::text, text -> text);
  private static final Format<String> CLAIM_NAME =
      new Format<>(
          "name of a claim", text -> matching(CLAIM, text, "the name of a claim"), text -> text);
  private static final Format<String> SOURCE_NAME =
      new Format<>(
          "name of a source",
          text -> matching(SOURCE, text, "small letters, digits, dots, dashes and underscores"),
          text -> text);
  private static final Format<Instant> TIME =
      new Format<>("time: `2026-12-01T00:00:00Z`", text -> time(text, false), Instant::toString);
  private static final Format<Instant> END =
      new Format<>("day: `2027-01-01`", text -> time(text, true), Instant::toString);

  /** The names of the installations that anything was said of. */
  static List<FormerTokenSettings> given(Values values) {
    List<String> endings =
        EXAMPLE
            .all()
            .flatMap(
                setting ->
                    setting.secret()
                        ? Stream.of(ending(setting), ending(setting) + FILE)
                        : Stream.of(ending(setting)))
            .toList();
    return values.names(BEGINNING, endings).stream().map(FormerTokenSettings::new).toList();
  }

  private static String ending(Setting<?> setting) {
    return setting.key().substring(EXAMPLE.key("").length());
  }

  /** Puts all of them on the page. */
  static void document(Values values) {
    EXAMPLE.all().forEach(values::document);
  }

  Stream<Setting<?>> all() {
    return Stream.of(
        library(),
        algorithm(),
        secret(),
        secretEncoding(),
        publicKey(),
        claim(),
        audience(),
        issuedBefore(),
        until(),
        source());
  }

  Setting<Library> library() {
    return of(
        "library",
        Formats.oneOf(Library.class),
        "flask-jwt-extended",
        "What had made the tokens of an installation whose people came in by `vestibule import`"
            + " (docs/moving-in.md); `shop` is the name of that import's source. Its access tokens"
            + " are answered as ours are until a last day, and a refresh token gives a pair of"
            + " ours.");
  }

  Setting<FormerKey.Algorithm> algorithm() {
    return of("algorithm", ALGORITHM, "HS256", "How it had signed them. No other way is taken.");
  }

  Setting<String> secret() {
    return of(
            "secret",
            TEXT,
            "c2VjcmV0cyBvZiBIUzI1NiBoYXZlIDMyIGJ5dGVzIDs=",
            "What it had signed them with by HS256: `JWT_SECRET_KEY` or `SECRET_KEY` of Flask,"
                + " `SIGNING_KEY` or `SECRET_KEY` of Django, the JWT secret of Supabase.")
        .asSecret();
  }

  Setting<FormerKey.Encoding> secretEncoding() {
    return of(
        "secret-encoding",
        Formats.oneOf(FormerKey.Encoding.class),
        "base64",
        "`base64` where the secret is bytes that are no text; otherwise it is `text`.");
  }

  Setting<String> publicKey() {
    return of(
            "public-key",
            TEXT,
            "-----BEGIN PUBLIC KEY----- …",
            "The public key of RS256 or ES256, in PEM or as a JWK; it is handled as a secret, so"
                + " that it can stand in a file.")
        .asSecret()
        .asAlternative();
  }

  Setting<String> claim() {
    return of(
        "claim",
        CLAIM_NAME,
        "user_id",
        "Which claim holds the person's old id: `sub` unless this says otherwise, `user_id` for"
            + " simplejwt.");
  }

  Setting<String> audience() {
    return of(
        "audience",
        TEXT,
        "authenticated",
        "The audience that tokens must be for; without it those that name one are refused, but for"
            + " Supabase's `authenticated`.");
  }

  Setting<Instant> issuedBefore() {
    return of(
        "issued-before",
        TIME,
        "2026-12-01T00:00:00Z",
        "When the old system stopped: tokens that were made later are refused.");
  }

  Setting<Instant> until() {
    return of(
        "until",
        END,
        "2027-01-01",
        "The last day (UTC) on which its tokens are taken, or a time up to which they are.");
  }

  Setting<String> source() {
    return of(
        "source",
        SOURCE_NAME,
        "club-flask",
        "The name of the import's source where it is another, as for a second key of one system.");
  }

  private <T> Setting<T> of(String param, Format<T> format, String example, String meaning) {
    return Setting.of(key(param), format, Setting.NONE, example, meaning).since("0.2.0");
  }

  private String key(String param) {
    return BEGINNING + "." + name + "." + param;
  }

  private static String text(String text) {
    if (text.length() > LONGEST) {
      throw new Wrong("a text of at most " + LONGEST + " characters");
    }
    return text;
  }

  private static String matching(Pattern pattern, String text, String expected) {
    if (!pattern.matcher(text).matches()) {
      throw new Wrong(expected);
    }
    return text;
  }

  /** A day begins at its first moment, and is over at the first of the next one. */
  private static Instant time(String text, boolean whole) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).plusDays(whole ? 1 : 0).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new Wrong("a day such as 2027-01-01, or a time such as 2026-12-01T00:00:00Z");
    }
  }
}
