package vestibule.config;

import java.net.URI;
import java.util.Optional;

/**
 * How mail leaves, and from whom.
 *
 * @param smtp empty: mails become files under the data folder
 * @param serviceName what subjects and texts call the service
 */
public record MailConfig(Optional<SmtpServer> smtp, Mailbox from, String serviceName) {

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
        smtp, values.read(FROM, new Mailbox(Optional.of(serviceName), from)), serviceName);
  }
}
