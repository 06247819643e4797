package vestibule.mail;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;

/** How a connection to the mail server is to be made, in the words of Angus Mail. */
final class SmtpProperties {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration READ = Duration.ofSeconds(10);
  private static final Duration WRITE = Duration.ofSeconds(10);

  private SmtpProperties() {}

  /**
   * The properties of one connection.
   *
   * @param international whether it is for an address outside of ASCII
   * @param challenged whether to sign in by CRAM-MD5, which Angus leaves to the JDK
   */
  static Properties of(
      Smtp.Settings settings,
      boolean international,
      boolean challenged,
      CapturedSockets sockets,
      ScheduledExecutorService deadlines) {
    Properties properties = new Properties();
    properties.put("mail.smtp.socketFactory", sockets);
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.localhost", settings.name());
    properties.put("mail.smtp.from", settings.from());
    properties.put("mail.smtp.connectiontimeout", String.valueOf(CONNECT.toMillis()));
    properties.put("mail.smtp.timeout", String.valueOf(READ.toMillis()));
    properties.put("mail.smtp.writetimeout", String.valueOf(WRITE.toMillis()));
    properties.put("mail.smtp.executor.writetimeout", deadlines);
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", String.valueOf(settings.credentials().isPresent()));
    properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    if (challenged) {
      properties.put("mail.smtp.sasl.enable", "true");
      properties.put("mail.smtp.sasl.mechanisms", Smtp.CHALLENGE);
    }
    properties.put("mail.mime.allowutf8", String.valueOf(international));
    encrypt(properties, settings.tls());
    return properties;
  }

  private static void encrypt(Properties properties, Smtp.Tls tls) {
    switch (tls) {
      case OFF -> properties.put("mail.smtp.starttls.enable", "false");
      case OPPORTUNISTIC -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.trust", "*");
        properties.put("mail.smtp.ssl.checkserveridentity", "false");
      }
      case REQUIRED -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
      case IMPLICIT -> {
        properties.put("mail.smtp.ssl.enable", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
      }
    }
  }
}
