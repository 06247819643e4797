package vestibule.mail;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vestibule.mail.message.Message;

/** The mails that {@link MailDirectory} has written, to be read by a person. */
public final class MailFolder {

  private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}\\.\\d{6}Z-\\d{1,16}\\.eml");
  private static final String ENDING = ".eml";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int LONGEST = 256 * 1024;
  private static final Comparator<Path> NEWEST_FIRST =
      Comparator.comparing((Path file) -> file.getFileName().toString()).reversed();

  private final Path folder;

  /**
   * A mail in the list.
   *
   * @param id opens it; the name of its file without the ending
   */
  public record Entry(String id, Instant time, String to, String subject) {}

  /**
   * One mail.
   *
   * @param raw the file as it is
   * @param text the text part, decoded
   * @param html the HTML part, decoded
   */
  public record Opened(Entry entry, String raw, String text, String html) {}

  /** The folder need not exist. */
  public MailFolder(Path folder) {
    this.folder = folder;
  }

  /** The newest mails, the newest first; one that cannot be read is left out. */
  public List<Entry> newest(int most) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path file : files(folder)) {
      if (entries.size() == most) {
        break;
      }
      read(file).map(Opened::entry).ifPresent(entries::add);
    }
    return entries;
  }

  /**
   * One mail.
   *
   * @param id from the list; anything else opens nothing
   */
  public Optional<Opened> open(String id) throws IOException {
    String name = id + ENDING;
    return NAME.matcher(name).matches() ? read(folder.resolve(name)) : Optional.empty();
  }

  /** The name of a mail's file; names sort by time. */
  static String name(Message message) {
    return TIME.format(message.head().date()) + "-" + message.identity().mail() + ENDING;
  }

  /** The mails of a folder, the newest first. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(NEWEST_FIRST)
          .toList();
    }
  }

  private static Optional<Opened> read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(parsed(file.getFileName().toString(), in.readNBytes(LONGEST)));
    } catch (NoSuchFileException | MessagingException | DateTimeParseException goneOrNotOurs) {
      return Optional.empty();
    }
  }

  private static Opened parsed(String name, byte[] raw) throws MessagingException, IOException {
    MimeMessage mime = Mime.read(raw);
    String id = name.substring(0, name.length() - ENDING.length());
    Instant time =
        LocalDateTime.parse(id.substring(0, id.indexOf('-')), TIME).toInstant(ZoneOffset.UTC);
    Address[] to = mime.getAllRecipients();
    if (to == null || mime.getSubject() == null) {
      throw new MessagingException("no mail of ours");
    }
    return new Opened(
        new Entry(id, time, ((InternetAddress) to[0]).getAddress(), mime.getSubject()),
        new String(raw, StandardCharsets.UTF_8),
        part(mime, "text/plain"),
        part(mime, "text/html"));
  }

  private static String part(MimeMessage mime, String type) throws MessagingException, IOException {
    if (mime.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart part = parts.getBodyPart(i);
        if (part.isMimeType(type)) {
          return ((String) part.getContent()).replace("\r\n", "\n");
        }
      }
    }
    return "";
  }
}
