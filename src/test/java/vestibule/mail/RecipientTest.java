package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.outbox.Reach;
import vestibule.mail.Transport.Outcome;

/** What a mail server is told of the recipient. */
class RecipientTest {

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private Smtp smtp(int port) {
    return opened(
        new Smtp(
            new Smtp.Settings(
                "localhost",
                port,
                Smtp.Tls.OPPORTUNISTIC,
                Optional.empty(),
                "id.example.org",
                Post.FROM.address()),
            () -> Post.START,
            new Reach()));
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.addFirst(closeable);
    return closeable;
  }

  /** Real bytes at a real server: another mailbox than the one that was typed gets nothing. */
  @ParameterizedTest
  @CsvSource({
    "z@straße.de, z@xn--strae-oqa.de",
    "Z@STRAẞE.DE, Z@xn--strae-oqa.de",
    "z@strasse.de, z@strasse.de",
    "z@xn--strae-oqa.de, z@xn--strae-oqa.de",
    "a@οδος.gr, a@xn--pxavbm.gr",
    "a@bu\u0308cher.example, a@xn--bcher-kva.example",
    "a@my_house.lan, a@my_house.lan",
    "Mixed.Case@Example.ORG, Mixed.Case@Example.ORG"
  })
  void aMailReachesTheMailboxThatWasTyped(String typed, String sent) throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    open.add(server::stop);
    server.start();
    assertThat(smtp(server.getSmtp().getPort()).send(Post.message(typed)))
        .isEqualTo(new Outcome.Sent());
    assertThat(server.getReceivedMessages()[0].getHeader("To", null)).isEqualTo(sent);
    ScriptedServer script = opened(new ScriptedServer(line -> Optional.empty()));
    assertThat(smtp(script.port()).send(Post.message(typed))).isEqualTo(new Outcome.Sent());
    assertThat(script.lines)
        .filteredOn(line -> line.startsWith("RCPT"))
        .containsExactly("RCPT TO:<" + sent + ">");
  }

  /** RFC 5321 4.1.2: else a strict server answers 501 5.1.3, and the mail is given up. */
  @ParameterizedTest
  @ValueSource(strings = {"a..b", ".a", "a.", "ж..ж"})
  void dotsThatStandWhereNoneMayGoInQuotes(String local) throws IOException {
    ScriptedServer server =
        opened(ScriptedServer.replying("EHLO", "250-modern\r\n250-8BITMIME\r\n250 SMTPUTF8"));
    assertThat(smtp(server.port()).send(Post.message(local + "@x.de")))
        .isEqualTo(new Outcome.Sent());
    assertThat(server.lines).contains("RCPT TO:<\"" + local + "\"@x.de>");
    assertThat(server.mails.getFirst()).contains("\nTo: <\"" + local + "\"@x.de>\n");
  }

  /** As version 0.1 may have stored them; their domains become ASCII only when they are folded. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@\u017ftrasse.de",
        "a@\u212aelvin.de",
        "a@\uff45xample.org",
        "a@exa\u00admple.org",
        "a@example\u3002org",
        "a@\u00fc\u2603.de",
        "a@xn--\u00fc.de"
      })
  void nothingThatFoldsToAsciiReachesTheServer(String stored) throws IOException {
    ScriptedServer server = opened(new ScriptedServer(line -> Optional.empty()));
    assertThat(smtp(server.port()).send(Post.message(stored))).isInstanceOf(Outcome.Rejected.class);
    assertThat(server.connections).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u212aelvin", "mi\u017fs", "weiß", "\uff41bc"})
  void aLocalPartGoesAsItIsStored(String local) throws IOException {
    ScriptedServer modern =
        opened(ScriptedServer.replying("EHLO", "250-modern\r\n250-8BITMIME\r\n250 SMTPUTF8"));
    assertThat(smtp(modern.port()).send(Post.message(local + "@straße.de")))
        .isEqualTo(new Outcome.Sent());
    assertThat(modern.lines).contains("RCPT TO:<" + local + "@xn--strae-oqa.de>");
    assertThat(modern.mails.getFirst()).contains("\nTo: " + local + "@xn--strae-oqa.de\n");
  }
}
