package vestibule.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How mail leaves, and from whom.
 *
 * @param smtp empty: mails become files under the data folder
 * @param serviceName what subjects and texts call the service
 * @param theme how mails and pages look
 */
public record MailConfig(Optional<SmtpServer> smtp, Mailbox from, String serviceName, Theme theme) {

  /**
   * How mails and pages look, beside the name of the service.
   *
   * @param color of links and buttons, {@code #RRGGBB}
   * @param support where people find help: an address of mail or of the web
   * @param folder of texts, styles and a logo
   */
  public record Theme(Optional<String> color, Optional<String> support, Optional<Path> folder) {

    /** Ours. */
    public static final Theme OURS =
        new Theme(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Setting<String> COLOR =
        Setting.of(
                "theme.color",
                Formats.COLOR,
                Setting.NONE,
                "#7a1fa2",
                "The colour of links and buttons, of pages and mails.")
            .since("0.2.0");
    private static final Setting<String> SUPPORT =
        Setting.of(
                "theme.support",
                Formats.SUPPORT,
                Setting.NONE,
                "help@example.org",
                "Where people find help: an address of mail, or one that begins with `https://`."
                    + " Pages link it.")
            .since("0.2.0");
    private static final Setting<Path> FOLDER =
        Setting.of(
                "theme.folder",
                Formats.PATH,
                Setting.NONE,
                "/etc/vestibule/theme",
                "A folder with a logo, styles, texts and the frame of mails of your own"
                    + " (docs/operations.md). It is read at the start.")
            .since("0.2.0");

    static Theme read(Values values) {
      values.section("Theme");
      return new Theme(
          values.optional(COLOR), values.optional(SUPPORT), values.optionalPath(FOLDER));
    }
  }

  private static final Setting<SmtpServer> SMTP_URL =
      Setting.of(
              "smtp-url",
              Formats.SMTP_URL,
              "<none: mails are files in data-dir>",
              "smtp://vestibule:s3cret@mail.example.org:587?tls=required",
              "The mail server: `smtp://` with STARTTLS where it is offered, `?tls=required` to"
                  + " insist on it, `?tls=off` to do without, `smtps://` for TLS from the first"
                  + " byte.")
          .asSecret();
  private static final Setting<Mailbox> FROM =
      Setting.of(
          "mail.from",
          Formats.MAILBOX,
          "<mail.service-name and no-reply at the host of public-url>",
          "Example <no-reply@example.org>",
          "Who mails are from.");
  private static final Setting<String> SERVICE_NAME =
      Setting.of(
          "mail.service-name",
          Formats.LINE,
          "Vestibule",
          "Example",
          "What mails and pages call the service.");

  public record SmtpServer(String host, int port, Optional<Credentials> credentials, Tls tls) {}

  public record Credentials(String user, Secret password) {}

  /** When the connection to the mail server is encrypted. */
  public enum Tls {
    /** Never. */
    OFF,
    /** By STARTTLS when the server offers it. */
    OPPORTUNISTIC,
    /** By STARTTLS, or nothing is sent. */
    REQUIRED,
    /** From the first byte. */
    IMPLICIT
  }

  /** An e-mail address, with the name that mail programs show for it. */
  public record Mailbox(Optional<String> name, String address) {
    /** As it stands in a header, before any encoding of letters outside ASCII. */
    @Override
    public String toString() {
      return name.map(n -> "\"" + n.replaceAll("[\\\\\"]", "\\\\$0") + "\" <" + address + ">")
          .orElse(address);
    }
  }

  static MailConfig read(Values values, URI publicUrl) {
    values.section("Mail");
    Optional<SmtpServer> smtp = values.optional(SMTP_URL);
    String serviceName = values.read(SERVICE_NAME);
    String address = "no-reply@" + publicUrl.getHost();
    String from = Formats.isMailAddress(address) ? address : "no-reply@localhost";
    return new MailConfig(
        smtp,
        values.read(FROM, new Mailbox(Optional.of(serviceName), from)),
        serviceName,
        Theme.read(values));
  }
}
