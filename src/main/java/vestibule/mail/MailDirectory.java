package vestibule.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import vestibule.core.disk.OwnersOnly;
import vestibule.mail.message.Message;

/**
 * Sends mails into a folder, for machines without a mail server: a file a mail, named so that names
 * sort by time; the newest {@value #MOST} are kept.
 */
public final class MailDirectory implements Transport {

  static final int MOST = 1000;

  private static final String UNFINISHED = ".part";

  private final Path folder;
  private final int most;
  private final NavigableSet<String> kept = new TreeSet<>();

  /** Mails go into this folder, which is made with the first mail. */
  public MailDirectory(Path folder) {
    this(folder, MOST);
  }

  MailDirectory(Path folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  @Override
  public synchronized Outcome send(Message message) {
    Optional<Recipient> to = Recipient.of(message.envelope().to());
    if (to.isEmpty()) {
      return new Outcome.Rejected(Why.of("this is no address that mail could be sent to"));
    }
    try {
      write(MailFolder.name(message), Mime.of(message, to.get(), Mime.Encoding.EIGHT_BIT));
      return new Outcome.Sent();
    } catch (MessagingException unwritable) {
      return new Outcome.Refused(Why.of(Reason.of(unwritable)));
    } catch (IOException noFolder) {
      return new Outcome.Unreachable(trouble(noFolder));
    }
  }

  @Override
  public Optional<Trouble> trouble() {
    try {
      makeFolder();
      return Files.isWritable(folder)
          ? Optional.empty()
          : Optional.of(Trouble.of(Trouble.Kind.FOLDER, "it is not writable"));
    } catch (IOException noFolder) {
      return Optional.of(trouble(noFolder));
    }
  }

  private static Trouble trouble(IOException noFolder) {
    return Trouble.of(Trouble.Kind.FOLDER, Reason.of(noFolder));
  }

  @Override
  public void rest() {
    // A folder is not held open.
  }

  @Override
  public void close() {
    // Neither here.
  }

  /** Not forced to the disk: nobody but a developer reads here, and that one can ask again. */
  private void write(String name, MimeMessage mail) throws IOException, MessagingException {
    makeFolder();
    Path unfinished = folder.resolve(name + UNFINISHED);
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, OwnersOnly.FILE);
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
      mail.writeTo(file);
    }
    Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    removeOldest(name);
  }

  private void makeFolder() throws IOException {
    OwnersOnly.folder(folder);
  }

  private void removeOldest(String newest) throws IOException {
    if (kept.isEmpty()) {
      MailFolder.files(folder).forEach(file -> kept.add(file.getFileName().toString()));
    }
    kept.add(newest);
    while (kept.size() > most) {
      Files.deleteIfExists(folder.resolve(kept.pollFirst()));
    }
  }
}
