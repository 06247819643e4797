package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.model.Language;
import vestibule.mail.Transport.Outcome;
import vestibule.mail.message.Message;

/** Mails as files, written by the transport and read as a folder. */
class MailDirectoryTest {

  @TempDir private Path temp;

  private Path folder() {
    return temp.resolve("data").resolve("mail");
  }

  private static Message at(Instant time, long id, String to) {
    return new Message(
        new Message.Identity(id, "<" + id + ".5@example.org>"),
        new Message.Envelope(Post.FROM, to),
        new Message.Head(time, Language.RUSSIAN, "Подтвердите"),
        new Message.Body("Ссылка:\n\nhttps://id.example.org/x?key=1\n", "<p>да</p>\n"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aMailIsAFileThatOnlyItsOwnerReads() throws IOException {
    Outcome outcome = new MailDirectory(folder()).send(at(Post.START, 7, "ann@example.net"));
    assertThat(outcome).isEqualTo(new Outcome.Sent());
    assertThat(names()).containsExactly("20261101T120000.123456Z-7.eml");
    Path file = folder().resolve("20261101T120000.123456Z-7.eml");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    assertThat(Files.readString(file))
        .contains("\r\nTo: ann@example.net\r\n")
        .contains("\r\nСсылка:\r\n")
        .contains("\r\nhttps://id.example.org/x?key=1\r\n");
  }

  @Test
  void theNewestAreKept() throws IOException {
    MailDirectory directory = new MailDirectory(folder(), 3);
    for (int i = 0; i < 5; i++) {
      Instant time = Post.START.plus(Duration.ofMillis(i == 4 ? -1 : i));
      assertThat(directory.send(at(time, i, "ann@example.net"))).isEqualTo(new Outcome.Sent());
    }
    assertThat(names())
        .containsExactly(
            "20261101T120000.124456Z-1.eml",
            "20261101T120000.125456Z-2.eml",
            "20261101T120000.126456Z-3.eml");
  }

  @Test
  void manyThreadsWriteWholeMails() throws Exception {
    MailDirectory directory = new MailDirectory(folder());
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              for (int i = 0; i < 10; i++) {
                                directory.send(at(Post.START, thread * 10 + i, "a@example.net"));
                              }
                            }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(names()).hasSize(80).allMatch(name -> name.endsWith(".eml"));
    assertThat(new MailFolder(folder()).newest(100)).hasSize(80);
  }

  @Test
  void aFolderThatCannotBeThereIsTrouble() throws IOException {
    Files.createDirectories(folder().getParent());
    Files.writeString(folder(), "a file");
    MailDirectory directory = new MailDirectory(folder());
    assertThat(directory.send(at(Post.START, 1, "ann@example.net")))
        .isInstanceOf(Outcome.Unreachable.class);
    assertThat(directory.trouble()).isPresent();
    Files.delete(folder());
    assertThat(directory.trouble()).isEmpty();
    assertThat(directory.send(at(Post.START, 1, "ann@example.net"))).isEqualTo(new Outcome.Sent());
  }

  @Test
  void whatALastRunLeftUnfinishedIsNoMail() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("20261101T120000.123456Z-7.eml.part"), "From: ");
    assertThat(new MailFolder(folder()).newest(10)).isEmpty();
    assertThat(new MailDirectory(folder()).send(at(Post.START, 7, "ann@example.net")))
        .isEqualTo(new Outcome.Sent());
    assertThat(names()).containsExactly("20261101T120000.123456Z-7.eml");
  }

  @Test
  void addressesOutsideAsciiAreWrittenAndHostileOnesAreNot() throws IOException {
    MailDirectory directory = new MailDirectory(folder());
    assertThat(directory.send(at(Post.START, 1, "аня@пример.example")))
        .isEqualTo(new Outcome.Sent());
    assertThat(directory.send(at(Post.START, 2, "a@example.net\r\nBcc: b@example.net")))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(new MailFolder(folder()).newest(10))
        .containsExactly(
            new MailFolder.Entry(
                "20261101T120000.123456Z-1",
                Post.START,
                "аня@xn--e1afmkfd.example",
                "Подтвердите"));
  }

  @Test
  void theFolderListsTheNewestFirstAndOpensEach() throws IOException {
    MailDirectory directory = new MailDirectory(folder());
    MailFolder mails = new MailFolder(folder());
    assertThat(mails.newest(10)).isEmpty();
    directory.send(at(Post.START, 1, "ann@example.net"));
    directory.send(at(Post.START.plusSeconds(1), 2, "bob@example.net"));
    MailFolder.Entry ann =
        new MailFolder.Entry(
            "20261101T120000.123456Z-1", Post.START, "ann@example.net", "Подтвердите");
    MailFolder.Entry bob =
        new MailFolder.Entry(
            "20261101T120001.123456Z-2",
            Post.START.plusSeconds(1),
            "bob@example.net",
            "Подтвердите");
    assertThat(mails.newest(10)).containsExactly(bob, ann);
    assertThat(mails.newest(1)).containsExactly(bob);
    MailFolder.Opened opened = mails.open(ann.id()).orElseThrow();
    assertThat(opened.entry()).isEqualTo(ann);
    assertThat(opened.text()).isEqualTo("Ссылка:\n\nhttps://id.example.org/x?key=1\n");
    assertThat(opened.html()).isEqualTo("<p>да</p>\n");
    assertThat(opened.raw()).isEqualTo(Files.readString(folder().resolve(ann.id() + ".eml")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../secret",
        "../../etc/passwd",
        "/etc/passwd",
        "secret",
        "20261101T120000.123456Z-1.eml",
        "20261101T120000.123456Z-2",
        "20261101T120000.123456Z-1\u0000",
        "20261399T996099.123456Z-1",
        "..\\secret"
      })
  void whatIsNotInTheListOpensNothing(String id) throws IOException {
    new MailDirectory(folder()).send(at(Post.START, 1, "ann@example.net"));
    Files.writeString(folder().getParent().resolve("secret.eml"), "To: a@b\nSubject: s\n\nsecret");
    Files.writeString(folder().resolve("secret.eml"), "To: a@b\nSubject: s\n\nsecret");
    Files.writeString(folder().resolve("20261399T996099.123456Z-1.eml"), "To: a@b\n\nx");
    assertThat(new MailFolder(folder()).open(id)).isEmpty();
  }

  @Test
  void foreignFilesAndLinksAreLeftOut() throws IOException {
    Files.createDirectories(folder());
    Path secret = Files.writeString(temp.resolve("secret"), "To: a@b\nSubject: s\n\nsecret");
    Files.createSymbolicLink(folder().resolve("20261101T120000.123456Z-1.eml"), secret);
    Files.writeString(folder().resolve("20261101T120000.123456Z-2.eml"), "no mail at all");
    Files.createDirectory(folder().resolve("20261101T120000.123456Z-3.eml"));
    assertThat(new MailFolder(folder()).newest(10)).isEmpty();
  }
}
