package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.core.token.RenewableTokens.Issued;
import vestibule.http.Response;

/** The cookies of A and B, line by line. */
class TokenCookiesTest {

  private static final Issued UNTIL_CLOSED = new Issued("a.b.c", "csrf", Optional.empty());
  private static final Issued KEPT = new Issued("a.b.c", "csrf", Optional.of(Duration.ofDays(30)));

  @Test
  void theTokenIsHiddenFromScriptsAndTheCsrfValueIsNot() {
    assertThat(lines(new TokenCookies(false).set(Response.empty(200), UNTIL_CLOSED)))
        .containsExactly(
            "access_token_cookie=a.b.c; HttpOnly; Path=/", "csrf_access_token=csrf; Path=/");
  }

  @Test
  void underHttpsTheyAreSecureAndLax() {
    assertThat(lines(new TokenCookies(true).set(Response.empty(200), UNTIL_CLOSED)))
        .containsExactly(
            "access_token_cookie=a.b.c; HttpOnly; Secure; SameSite=Lax; Path=/",
            "csrf_access_token=csrf; Secure; SameSite=Lax; Path=/");
  }

  @Test
  void aRememberedLogInKeepsThemAsLongAsItsToken() {
    assertThat(lines(new TokenCookies(false).set(Response.empty(200), KEPT)))
        .containsExactly(
            "access_token_cookie=a.b.c; HttpOnly; Max-Age=2592000; Path=/",
            "csrf_access_token=csrf; Max-Age=2592000; Path=/");
  }

  @Test
  void aLogOutClearsTheRefreshCookiesOfLaterVersionsToo() {
    String gone = "; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    assertThat(lines(new TokenCookies(false).clear(Response.empty(200))))
        .containsExactly(
            "access_token_cookie=" + gone + "; HttpOnly; Path=/",
            "csrf_access_token=" + gone + "; Path=/",
            "refresh_token_cookie=" + gone + "; HttpOnly; Path=/",
            "csrf_refresh_token=" + gone + "; Path=/");
  }

  private static List<String> lines(Response answer) {
    return answer.headers().stream()
        .filter(header -> header.name().equals("Set-Cookie"))
        .map(Response.Header::value)
        .toList();
  }
}
