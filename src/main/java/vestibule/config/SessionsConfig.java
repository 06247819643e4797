package vestibule.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vestibule.config.ContractsConfig.Declared;

/**
 * How long sessions and their tokens live, by contract.
 *
 * @param idle by the name of a door that hands out keys: how long they work without being used
 * @param absolute by the name of a door: how long after its sign-in a session ends, however much it
 *     is used; a door that is missing has no such end
 * @param keys that sign tokens
 */
public record SessionsConfig(
    UserAccount userAccount,
    Chat chat,
    Own own,
    Map<String, Duration> idle,
    Map<String, Duration> absolute,
    KeysConfig keys) {

  private static final Setting<Duration> TOKEN_LIFETIME =
      Setting.of(
          "useraccount.token-lifetime",
          Formats.DURATION,
          "1h",
          "15m",
          "How long a token of contracts A and B lives, and how long their session lives without"
              + " use.");
  private static final Setting<Duration> TOKEN_RENEWAL =
      Setting.of(
          "useraccount.token-renewal",
          Formats.DURATION,
          "<30m, or half of useraccount.token-lifetime where that is less>",
          "5m",
          "How close to its end a token that came in a cookie is renewed.");
  private static final Setting<Duration> REMEMBERED_LIFETIME =
      Setting.of(
          "useraccount.remembered-lifetime",
          Formats.DURATION,
          "30d",
          "7d",
          "The same as `useraccount.token-lifetime`, for a log-in at contract B with `remember`.");
  private static final Setting<Duration> ACCESS_LIFETIME =
      Setting.of(
              "chat.access-lifetime",
              Formats.DURATION,
              "1d",
              "15m",
              "How long an access token of contract C lives.")
          .since("0.2.0");
  private static final Setting<Duration> REFRESH_LIFETIME =
      Setting.of(
              "chat.refresh-lifetime",
              Formats.DURATION,
              "10d",
              "30d",
              "How long a refresh token of contract C lives. Unless it rotates, its session ends"
                  + " with the last access token that it can make.")
          .since("0.2.0");
  private static final Setting<Rotation> ROTATE_REFRESH =
      Setting.of(
              "chat.rotate-refresh",
              Formats.oneOf(Rotation.class),
              "off",
              "on",
              "Whether a refresh token of contract C works once and is answered with a new one, as"
                  + " clients must then keep. Within half a minute all uses of one get the same;"
                  + " a later use ends the session and tells its owner.")
          .since("0.2.0");
  private static final Setting<Duration> IDLE =
      Setting.of(
              "sessions.idle-lifetime",
              Formats.DURATION,
              "365d",
              "60d",
              "How long the keys of contracts D and E work without being used.")
          .inProduction("30d");

  private static final Setting<Duration> OWN_ACCESS =
      Setting.of(
              "v1.access-lifetime",
              Formats.DURATION,
              "15m",
              "5m",
              "How long an access token of `/v1` lives. Who verifies it by the published keys alone"
                  + " learns of the end of its session that much later.")
          .since("0.2.0");
  private static final Setting<Duration> OWN_IDLE =
      Setting.of(
              "v1.idle-lifetime",
              Formats.DURATION,
              "30d",
              "14d",
              "How long a session of `/v1` lives without use, be it of tokens or of a cookie.")
          .since("0.2.0");
  private static final Setting<Duration> OWN_ABSOLUTE =
      Setting.of(
              "v1.absolute-lifetime",
              Formats.DURATION,
              "180d",
              "90d",
              "How long after its sign-in a session of `/v1` ends, however much it is used.")
          .since("0.2.0");

  /** How long the tokens and sessions of our own contract live. */
  public record Own(Duration access, Duration idle, Duration absolute) {}

  /**
   * How long the tokens of contracts A and B live.
   *
   * @param renewal how close to a token's end its cookie is renewed; below {@code token}
   */
  public record UserAccount(Duration token, Duration renewal, Duration remembered) {}

  public record Chat(Duration access, Duration refresh, Rotation rotation) {}

  /** Whether contract C's refresh tokens work once. */
  public enum Rotation {
    OFF,
    ON
  }

  private static Setting<Duration> idle(Declared contract) {
    return Setting.of(
            contract.name() + ".idle-lifetime",
            Formats.DURATION,
            "<sessions.idle-lifetime>",
            "30d",
            "The same for contract " + contract.letter() + " alone.")
        .since("0.2.0");
  }

  private static Setting<Duration> absolute(String door, String contracts) {
    return Setting.of(
            door + ".absolute-lifetime",
            Formats.DURATION,
            Setting.NONE,
            "180d",
            "How long after its sign-in a session of "
                + contracts
                + " ends, however much it is used.")
        .since("0.2.0")
        .inProduction("90d");
  }

  static SessionsConfig read(Values values, List<Declared> contracts) {
    values.section("Sessions and tokens");
    UserAccount userAccount = userAccount(values);
    Chat chat =
        new Chat(
            values.read(ACCESS_LIFETIME),
            values.read(REFRESH_LIFETIME),
            values.read(ROTATE_REFRESH));
    List<Declared> withKeys = contracts.stream().filter(Declared::handsOutKeys).toList();
    Duration usual = values.read(IDLE);
    Map<String, Duration> idle = new HashMap<>();
    withKeys.forEach(contract -> idle.put(contract.name(), values.read(idle(contract), usual)));
    Map<String, Duration> absolute = new HashMap<>();
    values
        .optional(absolute("useraccount", "contracts A and B"))
        .ifPresent(
            end -> {
              absolute.put("useraccount", end);
              absolute.put("envelope", end);
            });
    values.optional(absolute("chat", "contract C")).ifPresent(end -> absolute.put("chat", end));
    withKeys.forEach(
        contract ->
            values
                .optional(absolute(contract.name(), "contract " + contract.letter()))
                .ifPresent(end -> absolute.put(contract.name(), end)));
    Own own = new Own(values.read(OWN_ACCESS), values.read(OWN_IDLE), values.read(OWN_ABSOLUTE));
    absolute.put("v1", own.absolute());
    return new SessionsConfig(
        userAccount, chat, own, Map.copyOf(idle), Map.copyOf(absolute), KeysConfig.read(values));
  }

  private static UserAccount userAccount(Values values) {
    Duration lifetime = values.read(TOKEN_LIFETIME);
    Duration halfAnHour = Duration.ofMinutes(30);
    // Not divided as a Duration, which would load the JDK's arithmetic of big numbers.
    Duration half = Duration.ofMillis(lifetime.toMillis() / 2);
    Duration renewal =
        values.read(TOKEN_RENEWAL, half.compareTo(halfAnHour) < 0 ? half : halfAnHour);
    if (renewal.compareTo(lifetime) >= 0) {
      values.problem("useraccount.token-renewal must be shorter than useraccount.token-lifetime");
    }
    return new UserAccount(lifetime, renewal, values.read(REMEMBERED_LIFETIME));
  }
}
