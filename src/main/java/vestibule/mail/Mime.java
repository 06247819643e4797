package vestibule.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailStreamProvider;
import vestibule.mail.message.Mailbox;
import vestibule.mail.message.Message;

/** A mail in its MIME form: a head, a text part and an HTML part to choose from. */
final class Mime {

  /** How parts with letters outside ASCII cross the wire. */
  enum Encoding {
    /** In lines of ASCII, for any mail server. */
    SEVEN_BIT("base64"),
    /** As they are, for people who open the file. */
    EIGHT_BIT("8bit");

    private final String name;

    Encoding(String name) {
      this.name = name;
    }
  }

  static {
    // Else each mail looks a dozen times through all jars for it, which takes longer than all else.
    System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
  }

  private static final Session PLAIN = session(false);
  private static final Session INTERNATIONAL = session(true);

  private Mime() {}

  static MimeMessage of(Message message, Recipient to, Encoding encoding)
      throws MessagingException {
    MimeMessage mime = new MimeMessage(to.international() ? INTERNATIONAL : PLAIN);
    mime.setFrom(from(message.envelope().from()));
    mime.setRecipient(jakarta.mail.Message.RecipientType.TO, address(to));
    mime.setSubject(message.head().subject(), "UTF-8");
    mime.setSentDate(Date.from(message.head().date()));
    mime.setHeader("Content-Language", message.head().language().tag());
    // RFC 3834: nobody's absence notice shall answer.
    mime.setHeader("Auto-Submitted", "auto-generated");
    MimeMultipart parts =
        new MimeMultipart(
            "alternative",
            part(message.body().text(), "plain", encoding),
            part(message.body().html(), "html", encoding));
    mime.setContent(parts);
    mime.saveChanges();
    // That has set an id of its own.
    mime.setHeader("Message-ID", message.identity().messageId());
    return mime;
  }

  /** Reads a mail, whose head may hold letters outside of ASCII. */
  static MimeMessage read(byte[] raw) throws MessagingException {
    return new MimeMessage(INTERNATIONAL, new ByteArrayInputStream(raw));
  }

  /** Not parsed again: {@link Recipient} has checked it. */
  static InternetAddress address(Recipient to) {
    InternetAddress address = new InternetAddress();
    address.setAddress(to.mailbox());
    return address;
  }

  private static InternetAddress from(Mailbox from) {
    try {
      return new InternetAddress(from.address(), from.name().orElse(null), "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  private static MimeBodyPart part(String text, String subtype, Encoding encoding)
      throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    // RFC 2045 6.6: text is encoded with the line ends of the wire.
    part.setText(text.replace("\n", "\r\n"), "UTF-8", subtype);
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    part.setHeader("Content-Transfer-Encoding", ascii ? "7bit" : encoding.name);
    return part;
  }

  private static Session session(boolean international) {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", String.valueOf(international));
    return Session.getInstance(properties);
  }
}
