package vestibule.mail.message;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import vestibule.core.model.Language;
import vestibule.mail.message.Wording.Code;
import vestibule.mail.message.Wording.Link;
import vestibule.mail.message.Wording.Paragraph;

/**
 * What mails say in one language, from its file. Nothing that a person typed stands in them but a
 * name, and that only at an address that they have proved: a name may hold somebody's advertisement
 * and another address may be a stranger's.
 */
final class MailWords {

  private final Properties texts = new Properties();
  private final String service;
  private final Look look;
  private final Optional<String> name;

  MailWords(Language language, String service, Look look) {
    this.service = service;
    this.look = look;
    this.name = Optional.empty();
    String resource = "/mail/words_" + language.tag() + ".properties";
    try (Reader file =
        new InputStreamReader(
            MailWords.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
      texts.load(file);
      texts.putAll(look.texts(language));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private MailWords(MailWords words, Optional<String> name) {
    this.texts.putAll(words.texts);
    this.service = words.service;
    this.look = words.look;
    this.name = name;
  }

  /** The same to somebody whose name is known, and who has proved the address. */
  MailWords to(Optional<String> known) {
    return new MailWords(this, known);
  }

  private Paragraph greeting() {
    return new Paragraph(
        "greeting",
        name.map(known -> say("greeting-named").replace("{name}", known))
            .orElseGet(() -> say("greeting")));
  }

  /**
   * Asks to confirm an address.
   *
   * @param asksPassword whether the page behind the link asks for the password
   */
  Wording confirm(String confirm, String disown, boolean asksPassword) {
    String asking = asksPassword ? " " + say("confirm.asks-password") : "";
    return wording(
        "confirm",
        greeting(),
        new Paragraph("text", say("confirm.text") + asking),
        new Link("link", say("confirm.link"), confirm),
        paragraph("confirm", "else"),
        new Link("disown", say("confirm.disown"), disown));
  }

  /** A mail whose one link leads to a new password: {@code reset} or {@code invite}. */
  Wording newPassword(String mail, String link) {
    return wording(
        mail,
        greeting(),
        paragraph(mail, "text"),
        new Link("link", say(mail + ".link"), link),
        paragraph(mail, "else"));
  }

  /** Tells whose the address is that somebody tried to register with. */
  Wording addressTaken() {
    return wording(
        "address-taken",
        greeting(),
        paragraph("address-taken", "text"),
        paragraph("address-taken", "else"));
  }

  /** A mail that tells what has happened, and what to do where it was somebody else's doing. */
  Wording notice(String mail, String notMe) {
    return wording(
        mail,
        greeting(),
        paragraph(mail, "text"),
        paragraph("notice", "else"),
        new Link("link", say("notice.link"), notMe));
  }

  /** Carries a code to be typed where somebody signs in. */
  Wording signInCode(String code) {
    return wording(
        "sign-in-code",
        greeting(),
        paragraph("sign-in-code", "text"),
        new Code(code),
        paragraph("sign-in-code", "else"));
  }

  /** Tells when an account will be erased, and how it is kept. */
  Wording deletion(String end, String keep) {
    return wording(
        "deletion",
        greeting(),
        new Paragraph("text", say("deletion.text").replace("{end}", end)),
        new Link("link", say("deletion.link"), keep),
        paragraph("deletion", "else"));
  }

  private Wording wording(String kind, Wording.Block... blocks) {
    return new Wording(kind, say(kind + ".subject"), List.of(blocks));
  }

  private Paragraph paragraph(String kind, String name) {
    return new Paragraph(name, say(kind + "." + name));
  }

  private String say(String key) {
    return Optional.ofNullable(texts.getProperty(key))
        .orElseThrow(() -> new IllegalArgumentException("no words for " + key))
        .replace("{service}", service)
        .replace("{support}", look.support());
  }
}
