package vestibule.mail;

import java.time.Duration;
import java.util.Properties;

/** How a connection to the mail server is to be made, in the words of Angus Mail. */
final class SmtpProperties {

  /** A way to sign in that Angus leaves to the JDK. */
  static final String CHALLENGE = "CRAM-MD5";

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(10);

  private SmtpProperties() {}

  /**
   * The properties of one connection.
   *
   * @param international whether it is for an address outside of ASCII
   */
  static Properties of(Smtp.Settings settings, boolean international) {
    Properties properties = new Properties();
    // Such a socket is closed when the thread that waits for it is interrupted.
    properties.put("mail.smtp.usesocketchannels", "true");
    properties.put("mail.smtp.localhost", settings.name());
    properties.put("mail.smtp.from", settings.from());
    properties.put("mail.smtp.connectiontimeout", String.valueOf(CONNECT.toMillis()));
    properties.put("mail.smtp.timeout", String.valueOf(READ.toMillis()));
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", String.valueOf(settings.credentials().isPresent()));
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.put("mail.smtp.sasl.enable", "true");
    properties.put("mail.smtp.sasl.mechanisms", CHALLENGE);
    properties.put("mail.mime.allowutf8", String.valueOf(international));
    boolean checked = settings.tls() != Smtp.Tls.OPPORTUNISTIC;
    properties.put("mail.smtp.ssl.checkserveridentity", String.valueOf(checked));
    encrypt(properties, settings.tls());
    return properties;
  }

  private static void encrypt(Properties properties, Smtp.Tls tls) {
    switch (tls) {
      case OFF -> properties.put("mail.smtp.starttls.enable", "false");
      case OPPORTUNISTIC -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.trust", "*");
      }
      case REQUIRED -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case IMPLICIT -> properties.put("mail.smtp.ssl.enable", "true");
    }
  }
}
