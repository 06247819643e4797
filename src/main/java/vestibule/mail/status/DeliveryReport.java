package vestibule.mail.status;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report that a mail could not be delivered (RFC 3464): a {@code multipart/report} with the state
 * of each recipient and the head of the mail.
 *
 * @param messageIds what names the mail: the ids in its returned head, and those that the report
 *     says it answers
 * @param saysNoMailbox whether it says for good of a recipient that the mailbox is none
 */
public record DeliveryReport(List<String> messageIds, boolean saysNoMailbox) {

  private static final int DEEPEST = 5;
  private static final int MOST_GROUPS = 200;
  private static final int MOST_IDS = 100;
  private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,900}>");
  private static final Pattern DIAGNOSTIC = Pattern.compile("(?is)\\s*smtp\\s*;\\s*(.*)");

  /** Reads a mail; empty when it is no such report. */
  public static Optional<DeliveryReport> read(byte[] mail) {
    Session session = Session.getInstance(new Properties());
    try {
      MimeMessage mime = new MimeMessage(session, new ByteArrayInputStream(mail));
      Reading reading = new Reading();
      reading.walk(mime, 0);
      if (!reading.isReport) {
        return Optional.empty();
      }
      reading.noteIds(mime.getHeader("In-Reply-To", " "));
      reading.noteIds(mime.getHeader("References", " "));
      return Optional.of(new DeliveryReport(List.copyOf(reading.ids), reading.noMailbox));
    } catch (MessagingException | IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Goes through the parts of a mail, and keeps what it finds. */
  private static final class Reading {

    private final Set<String> ids = new LinkedHashSet<>();
    private boolean isReport;
    private boolean noMailbox;

    void walk(Part part, int depth) throws MessagingException, IOException {
      if (part.isMimeType("message/delivery-status")
          || part.isMimeType("message/global-delivery-status")) {
        isReport = true;
        readStates(part.getInputStream());
      } else if (part.isMimeType("text/rfc822-headers")
          || part.isMimeType("message/rfc822")
          || part.isMimeType("message/global")
          || part.isMimeType("message/global-headers")) {
        noteIds(new InternetHeaders(part.getInputStream(), true).getHeader("Message-ID", " "));
      } else if (part.isMimeType("multipart/*")
          && depth < DEEPEST
          && part.getContent() instanceof Multipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          walk(parts.getBodyPart(i), depth + 1);
        }
      }
    }

    /**
     * A group of fields about the mail, then one a recipient. Some reports have more than one empty
     * line between them, which looks like a group without fields.
     */
    private void readStates(InputStream in) throws MessagingException {
      for (int i = 0; i < MOST_GROUPS; i++) {
        InternetHeaders group = new InternetHeaders(in, true);
        String action = field(group, "Action").orElse("");
        if (action.strip().equalsIgnoreCase("failed")) {
          noMailbox |= code(group).filter(EnhancedCode::isNoMailbox).isPresent();
        }
      }
    }

    /** Exim's status is always 5.0.0; what the last server said is in the diagnosis. */
    private static Optional<EnhancedCode> code(InternetHeaders group) {
      Optional<EnhancedCode> status = field(group, "Status").flatMap(EnhancedCode::parse);
      Optional<EnhancedCode> said =
          field(group, "Diagnostic-Code")
              .map(DIAGNOSTIC::matcher)
              .filter(Matcher::matches)
              .flatMap(diagnosis -> EnhancedCode.in(diagnosis.group(1)));
      return status.filter(code -> code.subject() != 0).or(() -> said).or(() -> status);
    }

    private static Optional<String> field(InternetHeaders group, String name) {
      return Optional.ofNullable(group.getHeader(name, " "))
          .map(value -> value.replaceAll("\\s+", " "));
    }

    void noteIds(String field) {
      Matcher id = ID.matcher(field == null ? "" : field);
      while (id.find() && ids.size() < MOST_IDS) {
        ids.add(id.group());
      }
    }
  }
}
