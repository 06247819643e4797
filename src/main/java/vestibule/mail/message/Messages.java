package vestibule.mail.message;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vestibule.core.delivery.Letter;
import vestibule.core.delivery.MessageIds;
import vestibule.core.model.Account;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;

/** Writes the mail that a letter of the outbox asks for. */
public final class Messages {

  private static final String TEMPLATE = "mail/letter.jte";
  private static final String BLOCKS = "mail/blocks.jte";

  /** A longer one would be a text. */
  private static final int LONGEST_NAME = 64;

  private static final String DISOWN = "/v1/disown/";
  private static final String NOT_ME = "/v1/not-me/";
  private static final String KEEP = "/v1/keep/";

  /** Numbers alone, which every language reads. */
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT);

  private final Settings settings;
  private final InstantSource clock;
  private final MessageIds messageIds;
  private final Map<Language, MailWords> words = new EnumMap<>(Language.class);
  private final TemplateEngine templates;

  /**
   * What all mails have in common.
   *
   * @param service what mails call the service
   * @param publicUrl scheme, host and port, without a slash at its end
   * @param reset the link template for a new password at doors that have none of their own
   * @param deletion how long after its request an account is erased
   * @param look how they look
   */
  public record Settings(
      String service, Mailbox from, String publicUrl, String reset, Duration deletion, Look look) {

    /** Refuses a service name that could end a header. */
    public Settings {
      if (Mailbox.hasControl(service)) {
        throw new IllegalArgumentException("the service's name is not one line");
      }
    }
  }

  /** Mails are dated by this clock. */
  public Messages(Settings settings, InstantSource clock, MessageIds messageIds) {
    this.settings = settings;
    this.clock = clock;
    this.messageIds = messageIds;
    for (Language language : Language.values()) {
      words.put(language, new MailWords(language, settings.service(), settings.look()));
    }
    this.templates =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Messages.class.getClassLoader(), "vestibule.templates");
  }

  /** The mail for a letter; its {@code Message-ID} is the same each time. */
  public Message of(Letter letter) {
    Mail mail = letter.mail();
    Language language = mail.recipient().language();
    Wording wording = wording(words.get(language).to(name(letter)), letter);
    return new Message(
        new Message.Identity(
            mail.id(), messageIds.of(mail, letter.account().id(), settings.from().domain())),
        new Message.Envelope(settings.from(), mail.recipient().address()),
        new Message.Head(clock.instant(), language, wording.subject()),
        new Message.Body(
            PlainText.of(wording.blocks(), settings.service()), html(wording, language)));
  }

  private Wording wording(MailWords words, Letter letter) {
    Door door = letter.door();
    return switch (letter.mail().purpose()) {
      case CONFIRM ->
          words.confirm(
              link(door.links().confirm(), letter),
              settings.publicUrl() + DISOWN + letter.disown().orElseThrow(),
              door.codes().confirmsByPassword());
      case RESET -> words.newPassword("reset", resetLink(letter));
      case SIGN_IN_CODE -> words.signInCode(letter.code().orElseThrow());
      case INVITE -> words.newPassword("invite", resetLink(letter));
      case ADDRESS_TAKEN -> words.addressTaken();
      case PASSWORD_CHANGED -> words.notice("password-changed", notMe(letter));
      case PASSWORD_RESET -> words.notice("password-reset", notMe(letter));
      case NEW_DEVICE -> words.notice("new-device", notMe(letter));
      case ADDRESS_ADDED -> words.notice("address-added", notMe(letter));
      case ADDRESS_VERIFIED -> words.notice("address-verified", notMe(letter));
      case ADDRESS_PRIMARY -> words.notice("address-primary", notMe(letter));
      case ADDRESS_REMOVED -> words.notice("address-removed", notMe(letter));
      case NAME_CHANGED -> words.notice("name-changed", notMe(letter));
      case RIGHTS_GRANTED -> words.notice("rights-granted", notMe(letter));
      case FACTOR_CHANGED -> words.notice("factor-changed", notMe(letter));
      case DELETION_BEGUN -> words.deletion(end(letter), keep(letter));
      case REFRESH_TOKEN_REUSED -> words.notice("refresh-token-reused", notMe(letter));
    };
  }

  /** A short one of one line, where the mail goes to an address of the account's own. */
  private static Optional<String> name(Letter letter) {
    Account.Names names = letter.account().profile().names();
    return Optional.of(letter)
        .filter(mail -> mail.proven() && mail.mail().purpose() != Mail.Purpose.ADDRESS_TAKEN)
        .flatMap(_ -> names.full().or(names::first))
        .map(String::strip)
        .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME)
        .filter(name -> !Mailbox.hasControl(name));
  }

  private String notMe(Letter letter) {
    return settings.publicUrl() + NOT_ME + letter.disown().orElseThrow();
  }

  private String keep(Letter letter) {
    return settings.publicUrl() + KEEP + letter.code().orElseThrow();
  }

  /** It was asked for when the mail was drawn up. */
  private String end(Letter letter) {
    Instant end = letter.mail().tries().created().plus(settings.deletion());
    return DAY.format(end.atOffset(ZoneOffset.UTC));
  }

  private String resetLink(Letter letter) {
    return link(letter.door().links().reset().orElse(settings.reset()), letter);
  }

  private static String link(String template, Letter letter) {
    return template.replace(Door.TOKEN, letter.code().orElseThrow());
  }

  private String html(Wording wording, Language language) {
    Look look = settings.look();
    return look.letters()
        .of(wording.kind())
        .map(frame -> OwnFrame.filled(frame, values(wording, language, look)))
        .orElseGet(
            () ->
                rendered(
                    TEMPLATE,
                    Map.of(
                        "wording", wording,
                        "signature", settings.service(),
                        "language", language.tag(),
                        "color", look.color())));
  }

  private Map<String, String> values(Wording wording, Language language, Look look) {
    Map<String, Object> shown = Map.of("wording", wording, "color", look.color());
    Map<String, String> values = wording.values();
    values.put("subject", wording.subject());
    values.put("content", rendered(BLOCKS, shown));
    values.put("service", settings.service());
    values.put("support", look.support());
    values.put("color", look.color());
    values.put("logo", look.logo());
    values.put("language", language.tag());
    return values;
  }

  private String rendered(String template, Map<String, Object> values) {
    StringOutput out = new StringOutput();
    templates.render(template, values, out);
    return out.toString();
  }
}
