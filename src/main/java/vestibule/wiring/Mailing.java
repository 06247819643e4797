package vestibule.wiring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.config.Config;
import vestibule.config.MailConfig;
import vestibule.core.delivery.MessageIds;
import vestibule.core.secret.Secrets;
import vestibule.mail.Gate;
import vestibule.mail.MailDirectory;
import vestibule.mail.MailFolder;
import vestibule.mail.OutboxWorker;
import vestibule.mail.Smtp;
import vestibule.mail.SmtpTrial;
import vestibule.mail.Transport;
import vestibule.mail.message.Look;
import vestibule.mail.message.Mailbox;
import vestibule.mail.message.Messages;
import vestibule.mail.message.Preview;
import vestibule.theme.BadTheme;
import vestibule.theme.ThemeFolder;
import vestibule.web.Asset;
import vestibule.web.DevMail;

/**
 * How this server sends mail: through the SMTP server of the settings, or into files that a
 * developer reads.
 *
 * @param devMail the mails as a developer reads them; empty when they go to an SMTP server
 * @param folder of the files
 */
public record Mailing(OutboxWorker worker, Optional<DevMail> devMail, Path folder)
    implements AutoCloseable {

  private static final Duration LAST_MAIL = Duration.ofSeconds(10);
  private static final int DEV_KEY_DIGITS = 32;
  private static final int WORKER_DIGITS = 16;
  private static final int MOST_SHOWN = 100;

  /**
   * Starts to send what is owed.
   *
   * @param gate where the worker is called
   */
  static Mailing start(
      Config config, Delivery delivery, Foundation.Surroundings outside, Gate gate) {
    Secrets secrets = new Secrets(outside.random());
    Messages messages = messages(config, delivery.messageIds(), outside.clock());
    Path folder = config.storage().dataDir().resolve("mail");
    Optional<MailConfig.SmtpServer> smtp = config.mail().smtp();
    Transport transport =
        smtp.<Transport>map(
                server -> new Smtp(settings(config, server), outside.clock(), delivery.reach()))
            .orElseGet(() -> new MailDirectory(folder));
    OutboxWorker worker =
        new OutboxWorker(
            delivery.outbox(),
            messages,
            transport,
            OutboxWorker.Settings.standard(secrets.key(WORKER_DIGITS)),
            gate);
    if (smtp.isPresent()) {
      worker.check();
    }
    worker.start();
    Optional<DevMail> devMail =
        smtp.isPresent()
            ? Optional.empty()
            : Optional.of(devMail(folder, secrets.key(DEV_KEY_DIGITS)));
    return new Mailing(worker, devMail, folder);
  }

  private static Messages messages(Config config, MessageIds ids, InstantSource clock) {
    return new Messages(
        new Messages.Settings(
            config.mail().serviceName(),
            from(config),
            config.http().publicUrl().toString(),
            Wiring.operatorVisit(config).door().links().reset().orElseThrow(),
            config.accounts().life().deletion(),
            Theming.of(config).mails()),
        clock,
        ids);
  }

  /** What every mail looks like by the settings. */
  public static List<Preview> previews(Config config, InstantSource clock) {
    return Preview.all(
        messages(config, new MessageIds(new byte[32]), clock),
        Wiring.operatorVisit(config).door(),
        clock.instant());
  }

  /**
   * What the operator should see once, at the start.
   *
   * @param local the URL of this server for a browser of this machine, without a slash at its end
   */
  Optional<String> notice(String local) {
    return devMail.map(
        mail ->
            String.format(
                Locale.ROOT,
                "no SMTP server is set: mails are files in %s,%n"
                    + "to be read on this machine at %s/dev/mail?key=%s",
                folder,
                local,
                mail.key()));
  }

  /** Ends after the mail in hand, and gives back what is leased. */
  @Override
  public void close() {
    worker.stop(LAST_MAIL);
  }

  /** A trial of the SMTP server of the settings; empty when there is none. */
  public static Optional<SmtpTrial> trial(Config config, InstantSource clock) {
    return config
        .mail()
        .smtp()
        .map(
            server ->
                new SmtpTrial(
                    settings(config, server), from(config), config.mail().serviceName(), clock));
  }

  private static Smtp.Settings settings(Config config, MailConfig.SmtpServer server) {
    Smtp.Tls tls =
        switch (server.tls()) {
          case OFF -> Smtp.Tls.OFF;
          case OPPORTUNISTIC -> Smtp.Tls.OPPORTUNISTIC;
          case REQUIRED -> Smtp.Tls.REQUIRED;
          case IMPLICIT -> Smtp.Tls.IMPLICIT;
        };
    return new Smtp.Settings(
        server.host(),
        server.port(),
        tls,
        server
            .credentials()
            .map(known -> new Smtp.Credentials(known.user(), known.password().value())),
        config.http().publicUrl().getHost(),
        config.mail().from().address());
  }

  private static Mailbox from(Config config) {
    MailConfig.Mailbox from = config.mail().from();
    return new Mailbox(from.name(), from.address());
  }

  private static DevMail devMail(Path path, String key) {
    MailFolder folder = new MailFolder(path);
    return new DevMail(key, () -> newest(folder), id -> opened(folder, id));
  }

  private static List<DevMail.Entry> newest(MailFolder folder) {
    try {
      return folder.newest(MOST_SHOWN).stream().map(mail -> entry(mail, "", "")).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Optional<DevMail.Entry> opened(MailFolder folder, String id) {
    try {
      return folder.open(id).map(mail -> entry(mail.entry(), mail.text(), mail.html()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static DevMail.Entry entry(MailFolder.Entry mail, String text, String html) {
    return new DevMail.Entry(mail.id(), mail.time(), mail.to(), mail.subject(), text, html);
  }

  /**
   * How pages and mails look, of the settings and the folder that they name.
   *
   * @param pages of {@code web}
   * @param mails of {@code mail}
   */
  public record Theming(vestibule.web.Look pages, Look mails) {

    /**
     * Reads the folder, where there is one.
     *
     * @throws Foundation.UnusableException with what is wrong with it
     */
    public static Theming of(Config config) {
      MailConfig.Theme settings = config.mail().theme();
      ThemeFolder.Theme theme = settings.folder().map(Theming::read).orElse(ThemeFolder.Theme.NONE);
      List<Asset> files = new ArrayList<>();
      theme
          .logo()
          .ifPresent(
              logo -> files.add(vestibule.web.Look.file(logo.name(), logo.type(), logo.bytes())));
      styles(settings, theme)
          .ifPresent(
              css ->
                  files.add(vestibule.web.Look.file("theme.css", "text/css; charset=utf-8", css)));
      String logo =
          theme.logo().isEmpty() ? "" : config.http().publicUrl() + files.getFirst().path();
      return new Theming(
          new vestibule.web.Look(
              config.mail().serviceName(),
              settings.support().map(Theming::link),
              List.copyOf(files),
              theme.pages().byLanguage()),
          new Look(
              settings.color().orElse(Look.OURS.color()),
              settings.support().orElse(""),
              logo,
              theme.mails().byLanguage(),
              new Look.Letters(theme.letters().usual(), theme.letters().byKind())));
    }

    private static ThemeFolder.Theme read(Path folder) {
      try {
        return ThemeFolder.read(folder);
      } catch (BadTheme bad) {
        throw new Foundation.UnusableException(bad.getMessage());
      }
    }

    /** The colour first, as styles of one's own count more. */
    private static Optional<byte[]> styles(MailConfig.Theme settings, ThemeFolder.Theme theme) {
      ByteArrayOutputStream css = new ByteArrayOutputStream();
      settings
          .color()
          .map(vestibule.web.Look::styles)
          .ifPresent(color -> css.writeBytes(color.getBytes(StandardCharsets.UTF_8)));
      theme.styles().ifPresent(own -> css.writeBytes(own.bytes()));
      return Optional.of(css.toByteArray()).filter(bytes -> bytes.length > 0);
    }

    private static String link(String support) {
      return support.startsWith("https://") ? support : "mailto:" + support;
    }
  }
}
