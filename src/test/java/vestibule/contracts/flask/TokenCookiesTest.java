package vestibule.contracts.flask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.core.token.RenewableTokens.Issued;
import vestibule.http.Response;

/** The cookies of A and B, line by line. */
class TokenCookiesTest {

  private static final TokenCookies PLAIN = at(false, null, null);
  private static final Issued UNTIL_CLOSED = new Issued("a.b.c", "csrf", Optional.empty());
  private static final Issued KEPT = new Issued("a.b.c", "csrf", Optional.of(Duration.ofDays(30)));

  @Test
  void theTokenIsHiddenFromScriptsAndTheCsrfValueIsNot() {
    assertThat(lines(PLAIN.set(Response.empty(200), UNTIL_CLOSED)))
        .containsExactly(
            "access_token_cookie=a.b.c; HttpOnly; Path=/", "csrf_access_token=csrf; Path=/");
  }

  @Test
  void underHttpsTheyAreSecureAndLax() {
    assertThat(lines(at(true, "Lax", null).set(Response.empty(200), UNTIL_CLOSED)))
        .containsExactly(
            "access_token_cookie=a.b.c; HttpOnly; Secure; SameSite=Lax; Path=/",
            "csrf_access_token=csrf; Secure; SameSite=Lax; Path=/");
  }

  @Test
  void aRememberedLogInKeepsThemAsLongAsItsToken() {
    assertThat(lines(PLAIN.set(Response.empty(200), KEPT)))
        .containsExactly(
            "access_token_cookie=a.b.c; HttpOnly; Max-Age=2592000; Path=/",
            "csrf_access_token=csrf; Max-Age=2592000; Path=/");
  }

  @Test
  void aLogOutClearsTheRefreshCookiesOfLaterVersionsToo() {
    String gone = "; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    assertThat(lines(PLAIN.clear(Response.empty(200))))
        .containsExactly(
            "access_token_cookie=" + gone + "; HttpOnly; Path=/",
            "csrf_access_token=" + gone + "; Path=/",
            "refresh_token_cookie=" + gone + "; HttpOnly; Path=/",
            "csrf_refresh_token=" + gone + "; Path=/");
  }

  private static TokenCookies at(boolean secure, String sameSite, String domain) {
    return new TokenCookies(
        secure,
        Optional.ofNullable(sameSite),
        Optional.ofNullable(domain),
        "accounts.shop.example.org");
  }

  /** Those of the host alone, left from before, would be sent beside the shared ones. */
  @Test
  void sharedOnesTakeThePlaceOfThoseOfTheHost() {
    String gone = "; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    String site = "; Secure; SameSite=None";
    TokenCookies shared = at(true, "None", "example.org");
    assertThat(lines(shared.set(Response.empty(200), UNTIL_CLOSED)))
        .containsExactly(
            "access_token_cookie=a.b.c; HttpOnly" + site + "; Domain=example.org; Path=/",
            "csrf_access_token=csrf" + site + "; Domain=example.org; Path=/",
            "access_token_cookie=" + gone + "; HttpOnly" + site + "; Path=/",
            "csrf_access_token=" + gone + site + "; Path=/");
    assertThat(lines(shared.clear(Response.empty(200))))
        .containsExactly(
            "access_token_cookie=" + gone + "; HttpOnly" + site + "; Domain=example.org; Path=/",
            "csrf_access_token=" + gone + site + "; Domain=example.org; Path=/",
            "refresh_token_cookie=" + gone + "; HttpOnly" + site + "; Domain=example.org; Path=/",
            "csrf_refresh_token=" + gone + site + "; Domain=example.org; Path=/",
            "access_token_cookie=" + gone + "; HttpOnly" + site + "; Path=/",
            "csrf_access_token=" + gone + site + "; Path=/");
  }

  @Test
  void whatOthersSetUnderOurNameGoesAndOursStays() {
    assertThat(domains(at(false, null, null)))
        .containsExactly("accounts.shop.example.org", "shop.example.org", "example.org");
    assertThat(domains(at(false, null, "shop.example.org")))
        .containsExactly("accounts.shop.example.org", "example.org");
    assertThat(domains(new TokenCookies(false, Optional.empty(), Optional.empty(), "localhost")))
        .isEmpty();
  }

  private static List<String> domains(TokenCookies cookies) {
    return lines(cookies.clearOthers(Response.empty(200))).stream()
        .filter(line -> line.startsWith("access_token_cookie=; Expires=Thu, 01 Jan 1970"))
        .map(line -> line.replaceFirst(".*; Domain=([^;]*); Path=/", "$1"))
        .toList();
  }

  private static List<String> lines(Response answer) {
    return answer.headers().stream()
        .filter(header -> header.name().equals("Set-Cookie"))
        .map(Response.Header::value)
        .toList();
  }
}
