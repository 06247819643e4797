package vestibule.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is written down of what happens.
 *
 * @param hashedClients whether lines about refused attempts have a tag in place of the address
 * @param auditRetention how long events of the audit trail are kept
 * @param auditStream the file that other programs read the audit trail from
 * @param events what other systems are told
 */
public record LogConfig(
    Format format,
    Level level,
    boolean hashedClients,
    Duration auditRetention,
    Optional<Path> auditStream,
    Events events) {

  private static final Setting<Format> FORMAT =
      Setting.of(
          "log.format",
          Formats.oneOf(Format.class),
          "text",
          "json",
          "How the log is written: `text` is for people and for fail2ban, `json` is an object a"
              + " line, for programs that collect logs.");
  private static final Setting<Level> LEVEL =
      Setting.of(
          "log.level",
          Formats.oneOf(Level.class),
          "info",
          "warn",
          "The least that is logged: `debug`, `info`, `warn` or `error`. From `warn` on there is no"
              + " line for a request, nor for a refused attempt.");
  private static final Setting<Clients> CLIENTS =
      Setting.of(
          "log.refused-clients",
          Formats.oneOf(Clients.class),
          "address",
          "hashed",
          "Whom a line about a refused attempt names: the client's `address`, which fail2ban needs,"
              + " or a tag of it that changes with each start. No other line has an address.");
  private static final Setting<Duration> RETENTION =
      Setting.of(
          "audit.retention",
          Formats.DURATION,
          "400d",
          "90d",
          "How long events of the audit trail are kept: a year and what it takes to look back at"
              + " it.");
  private static final Setting<Path> STREAM =
      Setting.of(
          "audit.stream",
          Formats.PATH,
          Setting.NONE,
          "/var/log/vestibule/audit.jsonl",
          "A file that every event of the audit trail is appended to, a JSON object a line, one or"
              + " two minutes after it happened, by the node that seals. Nothing is sealed that"
              + " could not be written there.");

  /** How the log is written. */
  public enum Format {
    TEXT,
    JSON
  }

  /** From where on something is logged. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  private enum Clients {
    ADDRESS,
    HASHED
  }

  /** The same where nothing leaves the server. */
  LogConfig kept() {
    return new LogConfig(
        format, level, hashedClients, auditRetention, Optional.empty(), events.untold());
  }

  static LogConfig read(Values values) {
    values.section("Log and audit trail");
    return new LogConfig(
        values.read(FORMAT),
        values.read(LEVEL),
        values.read(CLIENTS) == Clients.HASHED,
        values.read(RETENTION),
        values.optionalPath(STREAM),
        Events.read(values));
  }

  /**
   * What other systems are told of accounts.
   *
   * @param on whether anything is told
   * @param retention how long events can be read
   * @param unencrypted whether webhooks may be told by http
   * @param privateNetworks whether webhooks may lie in networks of one's own
   */
  public record Events(
      boolean on, Duration retention, boolean unencrypted, boolean privateNetworks) {

    private static final Setting<Boolean> ON =
        Setting.of(
                "events.kept",
                Formats.FLAG,
                "off",
                "on",
                "Whether what happens to accounts is kept for other systems (docs/events.md). The"
                    + " command line must have the same setting as the servers.")
            .since("0.2.0");
    private static final Setting<Duration> RETENTION =
        Setting.of(
                "events.retention", Formats.DURATION, "30d", "90d", "How long events can be read.")
            .since("0.2.0");
    private static final Setting<Boolean> HTTP =
        Setting.of(
                "webhooks.allow-http",
                Formats.FLAG,
                "off",
                "on",
                "Whether webhooks may be told by `http://`: names and addresses cross the network"
                    + " unencrypted then.")
            .since("0.2.0");
    private static final Setting<Boolean> PRIVATE =
        Setting.of(
                "webhooks.allow-private",
                Formats.FLAG,
                "off",
                "on",
                "Whether webhooks may lie on this machine and in networks of one's own: loopback,"
                    + " link-local and private addresses, and all others that are not public. It is"
                    + " judged at each connection.")
            .since("0.2.0");

    /** The same where nobody is told. */
    Events untold() {
      return new Events(false, retention, false, false);
    }

    static Events read(Values values) {
      values.section("Events");
      return new Events(
          values.read(ON), values.read(RETENTION), values.read(HTTP), values.read(PRIVATE));
    }
  }
}
