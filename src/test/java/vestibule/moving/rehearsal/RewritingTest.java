package vestibule.moving.rehearsal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.moving.rehearsal.recording.Exchange.Asked;
import vestibule.moving.rehearsal.recording.HeaderLines;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;

/** What is put into a request for what the old server had given out. */
class RewritingTest {

  private static final String OLD = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b";

  private final KnownTokens tokens = new KnownTokens();
  private final KnownIds ids = new KnownIds();
  private final Rewriting rewriting =
      new Rewriting(
          new Rewriting.Standing(tokens, ids, code -> "mailed"),
          new Origins(List.of("https://old.example.org"), "https://new.example.org"));

  @BeforeEach
  void know() {
    tokens.learn(OLD, "new+token/==");
    tokens.learn("s%3Aab.cd", "cookie");
    ids.match("user", "5", "1005");
    ids.match("email", "5", "17");
    ids.match("session", "8", "80");
  }

  private Asked asked(String target, String body, String... headers) {
    return rewriting.of(
        new Asked(
            "POST",
            Optional.empty(),
            target,
            new HeaderLines(
                Arrays.stream(headers)
                    .map(line -> line.split(": ", 2))
                    .map(line -> new HeaderLine(line[0], line[1]))
                    .toList()),
            Optional.of(body.getBytes(ISO_8859_1))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/users/5/x            | /users/1005/x",
        "/emails/5/            | /emails/17/",
        "/orders/5             | /orders/5",
        "/orders/8             | /orders/80",
        "/a/%s?x=5             | /a/new%%2Btoken%%2F%%3D%%3D?x=5",
        "/a?user_id=5&id=8&t=%s&e= | /a?user_id=1005&id=80&t=new%%2Btoken%%2F%%3D%%3D&e=",
        "/caf%%C3%%A9/a+b/%%zz?q=a+b%%20c | /caf%%C3%%A9/a+b/%%zz?q=a+b%%20c",
        "/confirm/aB3xyzXYZ0123456 | /confirm/mailed",
        "/confirm/tpTtehVpvfFRqHJCIUPZUelAuECzoUYV | /confirm/mailed",
        "/confirm/PasswordResetConfirmation | /confirm/PasswordResetConfirmation",
        "/a?key=aB3xyz         | /a?key=mailed",
        "/a?refresh_token=aB3xyz | /a?refresh_token=aB3xyz"
      })
  void pathsAndQueries(String target, String rewritten) {
    assertThat(asked(target.formatted(OLD), "").target()).isEqualTo(rewritten.formatted());
  }

  @Test
  void headers() {
    Asked asked =
        asked(
            "/a",
            "",
            "Authorization: Token " + OLD,
            "Cookie: a=" + OLD + "; b=\"" + OLD + "\"; c=s%3Aab.cd; d; " + OLD + "=x",
            "X-CSRF-TOKEN: " + OLD,
            "Origin: https://old.example.org",
            "Referer: https://old.example.org/a",
            "X-Origin: https://old.example.org");
    assertThat(asked.headers().lines().stream().map(HeaderLine::value))
        .containsExactly(
            "Token new+token/==",
            "a=new+token/==; b=\"new+token/==\"; c=cookie; d; " + OLD + "=x",
            "new+token/==",
            "https://new.example.org",
            "https://new.example.org/a",
            "https://old.example.org");
  }

  private String body(String type, String body) {
    Asked asked = asked("/users/", body, "Content-Type: " + type);
    return new String(asked.body().orElseThrow(), ISO_8859_1);
  }

  @Test
  void jsonKeepsEveryOtherCharacter() {
    assertThat(
            body(
                "application/json",
                "{ \"id\" : 5,\"email\":{\"id\":\"5\"}, \"n\": 5.0, \"user\": [{\"id\":5}],\n"
                    + " \"t\":\""
                    + OLD
                    + "\", \"password\": \"\\u0061 \\/ 5\", \"x\":[5,],}"))
        .isEqualTo(
            "{ \"id\" : 1005,\"email\":{\"id\":\"17\"}, \"n\": 5.0, \"user\": [{\"id\":1005}],\n"
                + " \"t\":\"new+token/==\", \"password\": \"\\u0061 \\/ 5\", \"x\":[5,],}");
    assertThat(body("application/json", "{\"code\": 123456, \"token\": \"aB3xyz\"}"))
        .isEqualTo("{\"code\": \"mailed\", \"token\": \"mailed\"}");
    assertThat(body("application/json", "{\"token\": " + OLD))
        .isEqualTo("{\"token\": new+token/==");
  }

  @Test
  void formsAndBytes() {
    assertThat(body("application/x-www-form-urlencoded", "a=x+y&token=" + OLD + "&user_id=5&&b"))
        .isEqualTo("a=x+y&token=new%2Btoken%2F%3D%3D&user_id=1005&&b");
    assertThat(
            body("multipart/form-data; boundary=x", "--x\r\n\r\n" + OLD + "\u00ff\u0000\r\n--x--"))
        .isEqualTo("--x\r\n\r\nnew+token/==\u00ff\u0000\r\n--x--");
  }
}
