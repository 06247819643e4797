package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import vestibule.wiring.Server;

/** Reads the mails that a test server writes as files. */
public final class TestMails {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Pattern LINK = Pattern.compile("(?m)^https?://\\S+$");

  private final Path folder;
  private final Server server;

  /** Parsed once each: a shared server's folder holds many that nobody reads. */
  private final SortedMap<String, Received> unread = new TreeMap<>();

  private final Set<String> seen = new HashSet<>();

  TestMails(Path folder, Server server) {
    this.folder = folder;
    this.server = server;
  }

  /** One mail. */
  public record Received(String to, String subject, String text, String html) {

    /** The n-th link that stands alone on a line of the text part. */
    public String link(int n) {
      return LINK.matcher(text).results().map(MatchResult::group).skip(n).findFirst().orElseThrow();
    }

    /** The path and query of the first link. */
    public String path() {
      return link(0).replaceFirst("^https?://[^/]+", "");
    }

    /** The code of the first link: its {@code key} parameter, or its last path segment. */
    public String code() {
      String link = link(0).replaceFirst("/$", "");
      int key = link.indexOf("?key=");
      return key >= 0 ? link.substring(key + 5) : link.substring(link.lastIndexOf('/') + 1);
    }
  }

  synchronized Received await(String address) {
    Optional<Received> found =
        Waiting.forResult("a mail to " + address, LONGEST, () -> next(address));
    return found.orElseThrow();
  }

  synchronized Optional<Received> find(String address) {
    return next(address);
  }

  synchronized void assertNone(String address) {
    awaitNoneOwed();
    assertThat(next(address)).isEmpty();
  }

  void awaitNoneOwed() {
    Waiting.until(
        "an empty outbox",
        LONGEST,
        () -> server.foundation().delivery().outbox().count().waiting() == 0);
  }

  /** All that have come since the last time. */
  synchronized List<Received> allUnread() {
    lookForNew();
    List<Received> all = List.copyOf(unread.values());
    unread.clear();
    return all;
  }

  private Optional<Received> next(String address) {
    lookForNew();
    Optional<String> name =
        unread.entrySet().stream()
            .filter(mail -> mail.getValue().to().equalsIgnoreCase(address))
            .map(Map.Entry::getKey)
            .findFirst();
    return name.map(unread::remove);
  }

  private void lookForNew() {
    String[] names = folder.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      if (name.endsWith(".eml") && seen.add(name)) {
        unread.put(name, parse(folder.resolve(name)));
      }
    }
  }

  private static Received parse(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(null, stream);
      return new Received(
          message.getAllRecipients()[0].toString(),
          message.getSubject(),
          part(message, "text/plain").orElseThrow().replace("\r\n", "\n"),
          part(message, "text/html").orElse(""));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (MessagingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Optional<String> part(Part part, String type)
      throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return Optional.of((String) part.getContent());
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        Optional<String> found = part(parts.getBodyPart(i), type);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
