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
    return new Wording(
        say("confirm.subject"),
        List.of(
            greeting(),
            new Paragraph(say("confirm.text") + asking),
            new Link(say("confirm.link"), confirm),
            new Paragraph(say("confirm.else")),
            new Link(say("confirm.disown"), disown)));
  }

  /** A mail whose one link leads to a new password: {@code reset} or {@code invite}. */
  Wording newPassword(String mail, String link) {
    return new Wording(
        say(mail + ".subject"),
        List.of(
            greeting(),
            new Paragraph(say(mail + ".text")),
            new Link(say(mail + ".link"), link),
            new Paragraph(say(mail + ".else"))));
  }

  /** Tells whose the address is that somebody tried to register with. */
  Wording addressTaken() {
    return new Wording(
        say("address-taken.subject"),
        List.of(
            greeting(),
            new Paragraph(say("address-taken.text")),
            new Paragraph(say("address-taken.else"))));
  }

  /** A mail that tells what has happened, and what to do where it was somebody else's doing. */
  Wording notice(String mail, String notMe) {
    return new Wording(
        say(mail + ".subject"),
        List.of(
            greeting(),
            new Paragraph(say(mail + ".text")),
            new Paragraph(say("notice.else")),
            new Link(say("notice.link"), notMe)));
  }

  /** Carries a code to be typed where somebody signs in. */
  Wording signInCode(String code) {
    return new Wording(
        say("sign-in-code.subject"),
        List.of(
            greeting(),
            new Paragraph(say("sign-in-code.text")),
            new Code(code),
            new Paragraph(say("sign-in-code.else"))));
  }

  /** Tells when an account will be erased, and how it is kept. */
  Wording deletion(String end, String keep) {
    return new Wording(
        say("deletion.subject"),
        List.of(
            greeting(),
            new Paragraph(say("deletion.text").replace("{end}", end)),
            new Link(say("deletion.link"), keep),
            new Paragraph(say("deletion.else"))));
  }

  private String say(String key) {
    return Optional.ofNullable(texts.getProperty(key))
        .orElseThrow(() -> new IllegalArgumentException("no words for " + key))
        .replace("{service}", service)
        .replace("{support}", look.support());
  }
}
