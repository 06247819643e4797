package vestibule.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import vestibule.core.audit.Refused;
import vestibule.core.model.AuditEvent.Actor;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.AuditEvent.Place;

/** The lines for programs that shut attackers out, and the filter that we publish for fail2ban. */
class RefusalLogTest {

  private static final Path FILTER = Path.of("docs/fail2ban/filter.d/vestibule.conf");

  /** What fail2ban takes the date for, before it looks for the rest. */
  private static final Pattern DATE =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{1,6}Z");

  /** What fail2ban puts for the host: an address of either kind, or a name. */
  private static final String HOST =
      "(?:::f{4,6}:)?(?<host>(?:\\d{1,3}\\.){3}\\d{1,3}|\\[?[0-9a-fA-F:]+\\]?"
          + "|[\\w\\-.^_]*\\w)";

  @Test
  void thePublishedFilterFindsTheClientOfEveryRefusal() throws IOException {
    for (Kind kind : Kind.values()) {
      for (String client : List.of("192.0.2.7", "2001:db8:0:0:0:0:0:1", "fe80:0:0:0:1:2:3:4")) {
        boolean wanted = kind.name().matches(".*(_REFUSED|TURNED_AWAY)") && kind != token();
        assertThat(found(line(kind, 0, "wrong_password", client)))
            .as(kind + " " + client)
            .isEqualTo(wanted ? List.of(client) : List.of());
      }
    }
    assertThat(found(line(Kind.SIGN_IN_REFUSED, 17, "wrong_password", "192.0.2.7")))
        .containsExactly("192.0.2.7");
    assertThat(found(line(token(), 0, "damaged", "192.0.2.7"))).containsExactly("192.0.2.7");
    assertThat(found(line(token(), 0, "expired", "192.0.2.7"))).isEmpty();
  }

  private static Kind token() {
    return Kind.TOKEN_REFUSED;
  }

  @Test
  void theLineIsTheDocumentedOne() {
    assertThat(line(Kind.SIGN_IN_REFUSED, 17, "wrong_password", "192.0.2.7"))
        .isEqualTo(
            "2026-11-28T10:00:00.123Z INFO  vestibule.refused sign_in_refused door=chat"
                + " why=wrong_password account=17 trace=- client=192.0.2.7\n");
  }

  /** A whole line of ours in a name, a browser, or an address that a proxy hands on. */
  @Test
  void nothingThatAnAttackerSendsIsTakenForALine() throws IOException {
    String forged = line(Kind.SIGN_IN_REFUSED, 0, "wrong_password", "198.51.100.99").strip();
    for (String text :
        List.of(forged, "x\n" + forged + "\n", "\r" + forged, "\u2028" + forged + "\u2028")) {
      Refused refused =
          new Refused(
              Instant.parse("2026-11-28T10:00:00.123456Z"),
              new Refused.What(
                  Kind.SIGN_IN_REFUSED,
                  0,
                  new Place(Actor.PERSON, "chat", "192.0.2.7", text),
                  "unknown_name"),
              1);
      String line = text(RefusalLog.withAddresses(), refused);
      assertThat(line).hasLineCount(1).doesNotContain("198.51.100.99");
      assertThat(found(line)).containsExactly("192.0.2.7");
      LogEvent other =
          new LogEvent(Instant.EPOCH, Level.INFO, "vestibule.x", text, Optional.empty());
      assertThat(found(new String(other.bytes(), StandardCharsets.UTF_8))).as(text).isEmpty();
    }
  }

  @Test
  void aTagStandsForTheAddressWhereThatIsAskedFor() {
    RefusalLog log = RefusalLog.withTags(new ClientTags(new Random(1)));
    Refused refused = refused(Kind.SIGN_IN_REFUSED, 0, "unknown_name", "192.0.2.7");
    assertThat(text(log, refused))
        .containsPattern("client=[0-9a-f]{8}\n$")
        .doesNotContain("192.0.2.7")
        .isEqualTo(text(log, refused));
  }

  private static String line(Kind kind, long account, String why, String client) {
    return text(RefusalLog.withAddresses(), refused(kind, account, why, client));
  }

  private static Refused refused(Kind kind, long account, String why, String client) {
    return new Refused(
        Instant.parse("2026-11-28T10:00:00.123456Z"),
        new Refused.What(kind, account, new Place("chat", client), why),
        1);
  }

  private static String text(RefusalLog log, Refused refused) {
    return new String(log.line(refused), StandardCharsets.UTF_8);
  }

  /** The hosts that fail2ban would find in a text of the log. */
  private static List<String> found(String log) throws IOException {
    List<String> hosts = new ArrayList<>();
    for (String line : log.split("\n")) {
      Matcher date = DATE.matcher(line);
      if (!date.find()) {
        continue;
      }
      String rest = line.substring(date.end());
      for (String expression : expressions()) {
        Matcher found = Pattern.compile(expression.replace("<HOST>", HOST)).matcher(rest);
        if (found.find()) {
          hosts.add(found.group("host"));
        }
      }
    }
    return hosts;
  }

  private static List<String> expressions() throws IOException {
    List<String> lines = Files.readAllLines(FILTER);
    return lines.stream()
        .map(line -> line.replaceFirst("^failregex = ", "").strip())
        .filter(line -> line.startsWith("^"))
        .toList();
  }
}
