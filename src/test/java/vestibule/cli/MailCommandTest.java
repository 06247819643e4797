package vestibule.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;
import vestibule.core.model.Mail;
import vestibule.mail.ScriptedServer;
import vestibule.mail.status.Reports;

/** The commands on mails, beside a running server whose mail server refuses some. */
@Tag("processes")
class MailCommandTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static ScriptedServer smtp;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    smtp =
        new ScriptedServer(
            line -> {
              if (line.startsWith("RCPT") && line.contains("<gone")) {
                return Optional.of("550 5.1.1 no such user");
              }
              return line.startsWith("RCPT") && line.contains("<grey")
                  ? Optional.of("451 4.7.1 later")
                  : Optional.empty();
            });
    server = TestServer.start("VESTIBULE_SMTP_URL=smtp://127.0.0.1:" + smtp.port());
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    smtp.close();
  }

  private static Ended run(String input, String... arguments) {
    return Commands.run(server, input, arguments);
  }

  private static Ended run(
      Path folder, Map<String, String> settings, byte[] input, String... arguments) {
    return Commands.run(folder, settings, input, arguments);
  }

  private static String register(String prefix) {
    String name = server.unique(prefix);
    Reply reply =
        server.json(
            "POST",
            "/user_account/registration",
            "{\"username\": \"%s\", \"email\": \"%s@x.example\", \"pwd\": \"secret\"}"
                .formatted(name, name));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return name + "@x.example";
  }

  private static Optional<Mail> mailTo(String address, boolean dead) {
    var outbox = server.server().foundation().delivery().outbox();
    return dead
        ? outbox.dead(1000).stream()
            .map(entry -> entry.mail())
            .filter(mail -> mail.recipient().address().equals(address))
            .findFirst()
        : outbox.waiting(1000).stream()
            .map(entry -> entry.mail())
            .filter(mail -> mail.recipient().address().equals(address))
            .filter(mail -> mail.tries().failed() > 0)
            .findFirst();
  }

  private static Mail awaitMailTo(String address, boolean dead) {
    return Waiting.forResult("a mail", LONG, () -> mailTo(address, dead)).orElseThrow();
  }

  private static String sentTo(String address) {
    return Waiting.forResult(
            "a mail",
            LONG,
            () -> smtp.mails.stream().filter(mail -> mail.contains("To: " + address)).findFirst())
        .orElseThrow();
  }

  private static String messageId(String mail) {
    return mail.lines()
        .filter(line -> line.startsWith("Message-ID: "))
        .findFirst()
        .orElseThrow()
        .substring("Message-ID: ".length());
  }

  @Test
  void deadAndWaitingMailsAreListedWithWhatTheServerSaid() {
    String gone = register("gone");
    String grey = register("grey");
    Mail dead = awaitMailTo(gone, true);
    Mail waiting = awaitMailTo(grey, false);
    Ended listed = run("", "mail", "list", "--limit", "10000");
    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out())
        .containsPattern(
            "(?m)^ *%s  dead .*  confirm .*  %s  tries 0  550 5\\.1\\.1 no such user$"
                .formatted(dead.id(), gone))
        .containsPattern(
            "(?m)^ *%s  waiting .*  %s  tries 1  451 4\\.7\\.1 later$"
                .formatted(waiting.id(), grey));
    Ended json = run("", "mail", "list", "--dead", "--json", "--limit", "10000");
    assertThat(json.out())
        .containsPattern(
            ("\\{\"id\":%s,\"state\":\"dead\",\"at\":\"[^\"]+\",\"mail\":"
                    + "\\{\"purpose\":\"confirm\",\"account\":%s,\"address\":\"%s\","
                    + "\"bouncing\":false},\"tries\":0,"
                    + "\"reason\":\"550 5.1.1 no such user\"}")
                .formatted(dead.id(), dead.account(), gone))
        .doesNotContain(grey);
  }

  @Test
  void aMailThatIsRetriedIsSentAgainAndADroppedOneNever() {
    String gone = register("gone");
    Mail dead = awaitMailTo(gone, true);
    long before = attempts(gone);
    assertThat(run("", "mail", "retry", Long.toString(dead.id())))
        .isEqualTo(new Ended(0, "mails: 1\n", ""));
    Waiting.until("another try", LONG, () -> attempts(gone) > before);
    awaitMailTo(gone, true);
    assertThat(run("", "mail", "drop", Long.toString(dead.id()), "--json"))
        .isEqualTo(new Ended(0, "{\"mails\":1}\n", ""));
    assertThat(mailTo(gone, true)).isEmpty();
    assertThat(run("", "mail", "drop", Long.toString(dead.id())).code()).isEqualTo(1);
    assertThat(run("", "mail", "retry", Long.toString(dead.id())).code()).isEqualTo(1);
  }

  private static long attempts(String address) {
    return smtp.lines.stream().filter(line -> line.equals("RCPT TO:<" + address + ">")).count();
  }

  @Test
  void retryAndDropWantIdsOrAllAndNotBoth() {
    assertThat(run("", "mail", "retry"))
        .isEqualTo(new Ended(1, "", "vestibule: name mails by their ids, or --all\n"));
    assertThat(run("", "mail", "drop", "--dead", "7").code()).isEqualTo(1);
    assertThat(run("", "mail", "drop", "seven").code()).isEqualTo(2);
  }

  @Test
  void aBounceMarksTheAddressUntilItIsProvedAgain() {
    String address = register("bounced");
    String id = messageId(sentTo(address));
    Ended marked = run(Reports.postfix(id, "5.1.1"), "mail", "bounced");
    assertThat(marked.code()).as(marked.err()).isZero();
    assertThat(marked.out()).startsWith(address + " of account ").endsWith("marked as bouncing\n");
    Ended shown = run("", "account", "show", "--unproven", "email:" + address);
    assertThat(shown.out()).contains(address + ", not confirmed, primary, bouncing since ");
    assertThat(run("", "account", "show", "--unproven", "email:" + address, "--json").out())
        .containsPattern("\"bouncing\":\"20");

    long before = sent(address);
    Reply reset =
        server.json(
            "POST", "/user_account/reset_password_request", "{\"username\": \"" + address + "\"}");
    assertThat(reset.status()).isEqualTo(200);
    Reply again = server.json("POST", "/v1/confirmations", "{\"email\": \"" + address + "\"}");
    assertThat(again.status()).isEqualTo(202);
    Waiting.until("a confirmation", LONG, () -> sent(address) > before);
    assertThat(sent(address)).isEqualTo(before + 1);
    String confirmation = smtp.mails.stream().filter(to(address)).reduce((a, b) -> b).orElseThrow();
    String path =
        confirmation.replaceAll(
            "(?s).*?http://localhost(/user_account/confirm_email/\\w+).*", "$1");
    assertThat(server.get(path).status()).isEqualTo(200);
    assertThat(run("", "account", "show", "--unproven", "email:" + address).out())
        .contains(address + ", confirmed, primary")
        .doesNotContain("bouncing");
  }

  @Test
  void aBounceIsReadWhateverItsEncodingAndLength() {
    String address = register("latin");
    String report = Reports.postfix(messageId(sentTo(address)), "5.1.1");
    String latin = report.replace("I'm sorry", "Unzustellbar: Empf\u00e4nger unbekannt");
    byte[] input = (latin + "\u00fc".repeat(2_000_000)).getBytes(ISO_8859_1);
    Ended marked = run(server.folder(), server.commandSettings(), input, "mail", "bounced");
    assertThat(marked.code()).as(marked.err()).isZero();
    assertThat(marked.out()).endsWith("marked as bouncing\n");
  }

  @Test
  void aBounceThatCannotBeKeptNowIsBroughtAgain() {
    Map<String, String> settings = new HashMap<>(server.commandSettings());
    settings.put("VESTIBULE_DATABASE_URL", "postgresql://nobody:any@127.0.0.1:1/none");
    String report = Reports.postfix(messageId(sentTo(register("later"))), "5.1.1");
    Ended failed = run(server.folder(), settings, report.getBytes(ISO_8859_1), "mail", "bounced");
    assertThat(failed.code()).as(failed.err()).isEqualTo(75);
    assertThat(run(server.folder(), settings, new byte[0], "mail", "list").code()).isEqualTo(3);
  }

  private static java.util.function.Predicate<String> to(String address) {
    return mail -> mail.contains("To: " + address);
  }

  private static long sent(String address) {
    return smtp.mails.stream().filter(to(address)).count();
  }

  @Test
  void aProvenAddressThatBouncesCanBeProvedAgain() {
    String address = register("reproved");
    String first = sentTo(address);
    assertThat(server.get(confirmPath(first)).status()).isEqualTo(200);
    assertThat(
            run(Reports.exim(messageId(first), "550 5.1.1 no such user"), "mail", "bounced").out())
        .endsWith("marked as bouncing\n");
    long before = sent(address);
    server.json("POST", "/v1/confirmations", "{\"email\": \"" + address + "\"}");
    Waiting.until("a confirmation", LONG, () -> sent(address) > before);
    assertThat(run("", "mail", "bounced", "--forget", address).out())
        .endsWith("not marked any more\n");
    assertThat(run("", "mail", "bounced", "--forget", address).out())
        .isEqualTo("nothing changed: is not marked\n");
    assertThat(run("", "account", "show", "--unproven", "email:" + address).out())
        .doesNotContain("bouncing");
  }

  private static String confirmPath(String mail) {
    return mail.replaceAll("(?s).*?http://localhost(/user_account/confirm_email/\\w+).*", "$1");
  }

  @Test
  void aForgedOrOtherReportMarksNobody() {
    String address = register("honest");
    String id = messageId(sentTo(address));
    String forged =
        id.replaceFirst("[0-9a-f]{2}@", "00@").equals(id)
            ? id.replace("00@", "11@")
            : id.replaceFirst("[0-9a-f]{2}@", "00@");
    for (String report :
        new String[] {
          Reports.postfix(forged, "5.1.1"),
          Reports.postfix("<unknown@x.example>", "5.1.1"),
          Reports.postfix(id, "5.7.1"),
          Reports.postfix(id, "5.2.2"),
          "Subject: I am away\nIn-Reply-To: " + id + "\n\nback on Monday\n",
          ""
        }) {
      Ended ended = run(report, "mail", "bounced");
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).startsWith("nothing changed: ");
    }
    assertThat(run("", "account", "show", "--unproven", "email:" + address).out())
        .doesNotContain("bouncing");
    assertThat(run(Reports.postfix(forged, "5.1.1"), "mail", "bounced", "--json").out())
        .isEqualTo(
            "{\"address\":\"\",\"account\":0,"
                + "\"what\":\"the report names no mail of this server to an address it has\"}\n");
  }

  @Test
  void aTestSaysEachStepAndNoSecret(@TempDir Path folder) throws IOException {
    try (ScriptedServer trial =
        new ScriptedServer(
            line -> {
              if (line.startsWith("EHLO")) {
                return Optional.of("250-scripted\r\n250-AUTH PLAIN\r\n250 8BITMIME");
              }
              if (line.startsWith("AUTH")) {
                return Optional.of("235 2.7.0 welcome, s3cret-word");
              }
              return line.equals(".") ? Optional.of("250 2.0.0 queued as 42") : Optional.empty();
            })) {
      Map<String, String> settings =
          Map.of("VESTIBULE_SMTP_URL", "smtp://robot:s3cret-word@127.0.0.1:" + trial.port());
      Ended ended = run(folder, settings, new byte[0], "mail", "test", "ann@x.example");
      assertThat(ended.code()).as(ended.out()).isZero();
      assertThat(ended.out())
          .isEqualTo(
              """
              ok    resolve      127.0.0.1 is 127.0.0.1
              ok    greeting     220 scripted
              ok    EHLO         scripted, AUTH PLAIN, 8BITMIME
              ok    AUTH         235 2.7.0 welcome, (hidden)
              ok    MAIL         250 OK
              ok    RCPT         250 OK
              ok    DATA         354 Go on
              ok    end of DATA  250 2.0.0 queued as 42
              """);
      assertThat(trial.mails).hasSize(1);
      assertThat(trial.mails.getFirst()).contains("To: ann@x.example").contains("can send mail");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aTestThatFailsSaysWhatWouldBecomeOfAMail(@TempDir Path folder) throws IOException {
    try (ScriptedServer trial =
        ScriptedServer.replying("RCPT", "554 5.7.1 <ann@x.example>: Relay access denied")) {
      Map<String, String> settings =
          Map.of("VESTIBULE_SMTP_URL", "smtp://127.0.0.1:" + trial.port());
      Ended ended = run(folder, settings, new byte[0], "mail", "test", "ann@x.example", "--json");
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out())
          .contains(
              "{\"name\":\"RCPT\",\"good\":false,"
                  + "\"said\":\"554 5.7.1 <ann@x.example>: Relay access denied\"}")
          .endsWith(
              "{\"name\":\"result\",\"good\":false,\"said\":\"all mails wait: 554 5.7.1 at RCPT:"
                  + " the mail server does not let this server send to others\"}\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 400 Bad Request, what answers there is no mail server",
    "220 scripted, the mail server closed the connection"
  })
  void whatIsNoMailServerOrLeavesIsToldInWords(String greeting, String told, @TempDir Path folder)
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket client = server.accept()) {
                  client.getOutputStream().write((greeting + "\r\n").getBytes(UTF_8));
                } catch (IOException gone) {
                  throw new UncheckedIOException(gone);
                }
              });
      Map<String, String> settings =
          Map.of("VESTIBULE_SMTP_URL", "smtp://127.0.0.1:" + server.getLocalPort());
      Ended ended = run(folder, settings, new byte[0], "mail", "test", "ann@x.example");
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.out())
          .endsWith("FAIL  result       the mail server cannot be reached: " + told + "\n")
          .doesNotContain("ok    greeting     HTTP");
    }
  }

  @Test
  void withoutAMailServerThereIsNothingToTest(@TempDir Path folder) {
    assertThat(run(folder, Map.of(), new byte[0], "mail", "test", "ann@x.example"))
        .isEqualTo(new Ended(1, "", "vestibule: no smtp-url is set: mails become files\n"));
  }
}
