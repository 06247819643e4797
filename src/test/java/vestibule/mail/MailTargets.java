package vestibule.mail;

import static vestibule.fuzz.Fuzzed.headAndRest;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import vestibule.core.model.Language;
import vestibule.mail.message.Mailbox;
import vestibule.mail.message.Message;

/** Mails to whatever is stored as an address. */
public final class MailTargets {

  private MailTargets() {}

  /** The first line is the recipient, the rest the text: no head is added, no line is lost. */
  public static void mails(byte[] input) {
    String stored = headAndRest(text(input)).getFirst();
    Optional<Recipient> recipient = Recipient.of(stored);
    String text = headAndRest(text(input)).getLast().replace("\r", "") + "\n";
    recipient.ifPresent(to -> requireWhole(to, text));
  }

  private static void requireWhole(Recipient to, String text) {
    requireSame(Recipient.of(to.address()), Optional.of(to), "a recipient is one again");
    Message message =
        new Message(
            new Message.Identity(1, "<1@example.org>"),
            new Message.Envelope(new Mailbox(Optional.of("V"), "v@example.org"), to.address()),
            new Message.Head(Instant.EPOCH, Language.ENGLISH, "Subject"),
            new Message.Body(text, "<p>"));
    try {
      for (Mime.Encoding encoding : Mime.Encoding.values()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Mime.of(message, to, encoding).writeTo(bytes);
        MimeMessage read = Mime.read(bytes.toByteArray());
        require(read.getHeader("To").length == 1, "one recipient", to.mailbox());
        require(read.getHeader("Subject").length == 1, "one subject", to.mailbox());
        // Quotes bring angle brackets with them (RFC 5322 3.4).
        requireSame(
            read.getHeader("To", null).strip().replaceFirst("^<(.*)>$", "$1"),
            to.mailbox(),
            "who is who was meant");
        require(read.getHeader("Bcc") == null, "nobody else", to.mailbox());
      }
    } catch (MessagingException refused) {
      require(false, "a mail can be made", refused);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
