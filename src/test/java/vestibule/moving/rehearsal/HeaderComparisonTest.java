package vestibule.moving.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.moving.rehearsal.recording.HeaderLines;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;

/** Which headers of two answers mean the same to a client. */
class HeaderComparisonTest {

  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

  private static HeaderLines headers(String written) {
    return new HeaderLines(
        written == null
            ? List.of()
            : Arrays.stream(written.split(" \\+ "))
                .map(line -> line.split(": ", 2))
                .map(line -> new HeaderLine(line[0], line.length > 1 ? line[1] : ""))
                .toList());
  }

  private static List<String> compared(String there, String here) {
    KnownTokens tokens = new KnownTokens();
    Matching matching =
        new Matching(
            tokens,
            new KnownIds(),
            new Origins(List.of("https://old.example.org"), "https://new.example.org"));
    Findings findings = new Findings(() -> new Masking(Map.of()));
    new HeaderComparison(matching, findings, AT).compare(headers(there), headers(here));
    return findings.all().stream().map(Difference::where).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: application/json | content-type: application/json; charset=utf-8",
        "Content-Type: text/html; charset=UTF-8 | Content-Type: text/html;charset=\"utf-8\"",
        "Content-Type: multipart/mixed; boundary=a | Content-Type: multipart/mixed; boundary=b",
        "Cache-Control: no-store, private | Cache-Control: Private,no-store",
        "Allow: GET, POST | allow: POST, GET",
        "Location: https://old.example.org/users/5 | Location: https://new.example.org/users/9",
        "Location: /a | Location: https://new.example.org/a",
        "Date: Sun, 01 Mar 2026 10:00:00 GMT + Server: nginx + Content-Length: 3 |",
        "X-Frame-Options: DENY + Vary: Cookie + CF-Ray: 1 + X-Cache: HIT + Via: 1.1 a | Server: x",
        " | X-New: 1 + Content-Security-Policy: none",
        " | Access-Control-Allow-Origin: * + Cache-Control: no-store + Allow: GET",
        "Set-Cookie: s=a; Path=/; HttpOnly; Secure | Set-Cookie: s=b; secure; httponly; path=/",
        "Set-Cookie: s=a; Max-Age=3600 | Set-Cookie: s=b; Expires=Sun, 01 Mar 2026 11:00:03 GMT",
        "Set-Cookie: s=; Max-Age=0 | Set-Cookie: s=gone; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "Set-Cookie: s=1 + Set-Cookie: s=2; Path=/ | Set-Cookie: s=3; Path=/",
        "X-Total: 3 | x-total: 3"
      })
  void theSame(String there, String here) {
    assertThat(compared(there, here)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type | Content-Type: application/json | Content-Type: text/html",
        "Content-Type | | Content-Type: text/html",
        "WWW-Authenticate | www-authenticate: Token | WWW-Authenticate: Bearer",
        "WWW-Authenticate | www-authenticate: Token |",
        "Access-Control-Allow-Origin | Access-Control-Allow-Origin: * |",
        "Access-Control-Allow-Headers | access-control-allow-headers: a, b |"
            + " Access-Control-Allow-Headers: a",
        "Cache-Control | Cache-Control: no-store | Cache-Control: no-cache",
        "Location | Location: /a | Location: https://other.example.org/a",
        "X-Total | X-Total: 3 |",
        "X-Total | X-Total: 3 | X-Total: 4",
        "Set-Cookie | Set-Cookie: s=a |",
        "Set-Cookie | | Set-Cookie: s=a",
        "Set-Cookie | Set-Cookie: s=a; HttpOnly | Set-Cookie: s=a",
        "Set-Cookie | Set-Cookie: s=a; SameSite=Lax | Set-Cookie: s=a; SameSite=None",
        "Set-Cookie | Set-Cookie: s=a; Path=/ | Set-Cookie: s=a; Path=/x",
        "Set-Cookie | Set-Cookie: s=a | Set-Cookie: s=a; Max-Age=3600",
        "Set-Cookie | Set-Cookie: s=a; Max-Age=3600 | Set-Cookie: s=a; Max-Age=900",
        "Set-Cookie | Set-Cookie: s=a | Set-Cookie: s="
      })
  void another(String where, String there, String here) {
    assertThat(compared(there, here)).containsExactly("header:" + where);
  }
}
