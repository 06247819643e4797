package vestibule.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vestibule.config.MailConfig.Tls;
import vestibule.config.StorageConfig.Database;

/** What is good for a try and bad for people's accounts, a sentence each. */
final class Warnings {
  private Warnings() {}

  private static final String VERIFIED = "verify-full";

  static List<String> of(
      Values values,
      HttpConfig http,
      StorageConfig storage,
      MailConfig mail,
      AccountsConfig accounts,
      FirstLogInConfig firstLogIn) {
    List<String> warnings = new ArrayList<>();
    network(http, warnings);
    if (!accounts.limits() && !Formats.isLoopback(http.host())) {
      warnings.add("limits is off: nothing stops who guesses passwords, or floods mailboxes");
    }
    if (!accounts.limits() && accounts.challenge().failures().isPresent()) {
      warnings.add("challenge.failures has no effect: limits is off, and only limits count");
    }
    if (!accounts.limits() && firstLogIn.hook().isPresent()) {
      warnings.add(
          "limits is off: the system of first-log-in.url is asked as often as anybody likes");
    }
    if (firstLogIn.hook().isPresent()
        && accounts.registration().mode() == RegistrationConfig.Mode.OPEN) {
      warnings.add(
          "registration is open while first-log-in.url is asked: strangers can take the names of"
              + " people who have not come yet");
    }
    warnings.addAll(accounts.passwords().warnings(!Formats.isLoopback(http.host())));
    mail(http, mail, warnings);
    database(storage.database(), warnings);
    folder(storage.dataDir(), warnings);
    return List.copyOf(warnings);
  }

  private static void network(HttpConfig http, List<String> warnings) {
    boolean localUrl = Formats.isLoopback(http.publicUrl().getHost());
    if (http.publicUrl().getScheme().equals("http") && !localUrl) {
      warnings.add("public-url is http: passwords and tokens cross the network unencrypted");
    }
    if (!Formats.isLoopback(http.host()) && localUrl) {
      warnings.add(
          "http.host lets other machines in, but public-url is "
              + http.publicUrl()
              + ": links in mails lead their readers to themselves");
    }
  }

  private static void mail(HttpConfig http, MailConfig mail, List<String> warnings) {
    if (mail.smtp().isEmpty() && http.secureCookies()) {
      warnings.add("public-url is https, but smtp-url is not set: no mail reaches anybody");
    }
    mail.smtp()
        .filter(smtp -> smtp.tls() == Tls.OPPORTUNISTIC || smtp.tls() == Tls.OFF)
        .filter(smtp -> smtp.credentials().isPresent())
        .filter(smtp -> !Formats.isLoopback(smtp.host()))
        .ifPresent(
            smtp ->
                warnings.add(
                    "smtp-url has a password and may send it unencrypted; add ?tls=required"));
  }

  private static void database(Database database, List<String> warnings) {
    if (database instanceof Database.Postgres postgres
        && !VERIFIED.equals(postgres.options().get("sslmode"))
        && postgres.hosts().stream().anyMatch(host -> !isLocal(host.host()))) {
      warnings.add(
          "database-url names another host without sslmode=verify-full: nobody proves that it is"
              + " the database");
    }
  }

  private static boolean isLocal(String host) {
    return host.startsWith("/") || Formats.isLoopback(host);
  }

  private static void folder(Path folder, List<String> warnings) {
    if (Files.isDirectory(folder) && isOpen(folder)) {
      warnings.add("others may look into data-dir; close it by: chmod 700 " + folder);
    }
  }

  private static boolean isOpen(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).stream()
          .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
