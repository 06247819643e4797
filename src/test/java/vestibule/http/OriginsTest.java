package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose pages may use cookies. */
class OriginsTest {

  private static final URI PUBLIC = URI.create("https://accounts.example.org");
  private static final Origins LISTED =
      new Origins(PUBLIC, List.of("https://app.example.org", "http://localhost:5173"));

  private static boolean admits(Origins origins, String origin, String site) {
    List<String> headers = new ArrayList<>();
    if (origin != null) {
      headers.addAll(List.of("Origin", origin));
    }
    if (site != null) {
      headers.addAll(List.of("Sec-Fetch-Site", site));
    }
    return origins.admit(TestWire.request("POST", "/", headers.toArray(String[]::new)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, true",
        "-, none, true",
        "-, same-origin, true",
        "-, same-site, false",
        "-, cross-site, false",
        "-, Same-Origin, false",
        "-, '', false",
        "-, whatever, false",
        "https://accounts.example.org, -, true",
        "https://accounts.example.org, same-origin, true",
        "https://accounts.example.org, none, true",
        "https://accounts.example.org, same-site, false",
        "https://accounts.example.org, cross-site, false",
        "https://app.example.org, -, true",
        "https://app.example.org, same-site, true",
        "https://app.example.org, cross-site, true",
        "http://localhost:5173, cross-site, true",
        "https://evil.example, -, false",
        "https://evil.example, none, false",
        "https://evil.example, same-site, false",
        "https://evil.example, cross-site, false",
        "https://evil.example, same-origin, true",
        "null, -, false",
        "null, same-origin, true",
        "null, cross-site, false",
        "null, same-site, false",
      })
  void bothHeadersTogether(String origin, String site, boolean admitted) {
    assertThat(admits(LISTED, origin, site)).isEqualTo(admitted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTPS://Accounts.Example.ORG",
        "https://accounts.example.org:443",
        "https://APP.example.org:443",
        "http://localhost:5173",
      })
  void anotherSpellingIsTheSameOrigin(String origin) {
    assertThat(admits(LISTED, origin, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://accounts.example.org",
        "http://accounts.example.org:443",
        "https://accounts.example.org:80",
        "https://accounts.example.org:8443",
        "https://accounts.example.org.",
        "https://accounts.example.org/",
        "https://accounts.example.org/x",
        "https://accounts.example.org.evil.example",
        "https://accounts.example.org@evil.example",
        "https://evil.example#https://accounts.example.org",
        "https://xaccounts.example.org",
        "https://example.org",
        "https://a.accounts.example.org",
        "//accounts.example.org",
        "accounts.example.org",
        "https://accounts.example.org https://evil.example",
        "https://accounts.example.org, https://evil.example",
        "http://localhost:5174",
        "http://127.0.0.1:5173",
        "chrome-extension://abcdefghijklmnop",
        "file://",
        "*",
      })
  void whatOnlyResemblesIsAnotherSite(String origin) {
    assertThat(admits(LISTED, origin, null)).isFalse();
  }

  @Test
  void severalHeadersAreNobodys() {
    String ours = "https://accounts.example.org";
    assertThat(LISTED.admit(TestWire.request("POST", "/", "Origin", ours, "Origin", ours)))
        .isFalse();
    assertThat(
            LISTED.admit(
                TestWire.request("POST", "/", "Origin", ours, "Origin", "https://evil.example")))
        .isFalse();
    assertThat(
            LISTED.admit(
                TestWire.request(
                    "POST", "/", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site", "cross-site")))
        .isFalse();
  }

  @Test
  void aStarListsNone() {
    Origins any = new Origins(PUBLIC, List.of("*"));
    assertThat(admits(any, "https://app.example.org", null)).isFalse();
    assertThat(admits(any, "https://app.example.org", "same-site")).isFalse();
    assertThat(admits(any, "*", null)).isFalse();
    assertThat(admits(any, "https://accounts.example.org", null)).isTrue();
  }

  /** Links and origins come from the settings: a Host that agrees with a page proves nothing. */
  @Test
  void theHostHeaderIsNotAsked() {
    assertThat(
            LISTED.admit(
                TestWire.request(
                    "POST", "/", "Host", "evil.example", "Origin", "https://evil.example")))
        .isFalse();
  }

  @Test
  void theDefaultPortMayStandInTheUrlOfAServerOnAnother() {
    Origins local = new Origins(URI.create("http://localhost:8080"), List.of("*"));
    assertThat(admits(local, "http://localhost:8080", null)).isTrue();
    assertThat(admits(local, "http://localhost", null)).isFalse();
    assertThat(admits(local, "http://127.0.0.1:8080", null)).isFalse();
    Origins six = new Origins(URI.create("http://[2001:db8::80]"), List.of());
    assertThat(admits(six, "http://[2001:db8::80]", null)).isTrue();
    assertThat(admits(six, "http://[2001:db8::80]:80", null)).isTrue();
  }
}
