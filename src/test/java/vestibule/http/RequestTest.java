package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vestibule.http.TestWire.request;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.http.body.Bodies;
import vestibule.http.body.Fields;

/** What a request tells of its head: cookies, queries, preferences, addresses, body types. */
class RequestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1 | 1",
        "a=1; a=1 | 1",
        "a=1; a=\"1\" | 1",
        "a=\t1 ; a= 1 | 1",
        "b=0; a=1 | 1",
        "xa=0;a=1 | 1",
        "a; a=1 | 1",
        "a = 0; a=1 | 1",
        ";;;=;a=1;; | 1",
        "A=0; a=1 | 1",
        "a=\"q\" | q",
        "a=x=y | x=y",
        "a=\u0001; a=1 | 1",
        "a=\uFFFD; a=1 | 1",
      })
  void damagedCookiesAndThoseOfOtherNamesAreNone(String header, String value) {
    assertThat(request("GET", "/", "Cookie", header).cookies("a")).containsExactly(value);
  }

  @Test
  void cookiesComeFromSeveralHeadersAndMayBeAbsentOrEmpty() {
    Request request = request("GET", "/", "Cookie", "b=0", "Cookie", "a=", "Cookie", "a=2; a=");
    assertThat(request.cookies("a")).containsExactly("", "2");
    assertThat(request.cookies("c")).isEmpty();
    assertThat(request("GET", "/").cookies("a")).isEmpty();
  }

  @Test
  void setCookieLinesAreSpelledOut() {
    assertThat(Cookies.set("t", "x.y").httpOnly().secure().sameSite("Lax").line())
        .isEqualTo("t=x.y; HttpOnly; Secure; SameSite=Lax; Path=/");
    assertThat(Cookies.set("t", "x").maxAge(Duration.ofDays(1)).line())
        .isEqualTo("t=x; Max-Age=86400; Path=/");
    assertThat(Cookies.clear("t").line())
        .isEqualTo("t=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/");
    for (String bad : List.of("a;b", "a b", "a\r\nX: y", "é", "a,b", "\"")) {
      assertThatThrownBy(() -> Cookies.set("t", bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | true",
        "text/html | true",
        "TEXT/HTML | true",
        "text/* | true",
        "application/json;q=0.5, text/html;q=0.6 | true",
        "*/*;q=0.1, text/html | true",
        "application/json, text/plain, */* | false",
        "application/json, text/html | false",
        "*/* | false",
        "text/html;q=0 | false",
        "text/html;q=x | false",
        "text/html;q=0.5, */* | false",
        "text/html;q=0.5, application/*;q=0.5 | false",
        ",;,=;q | false",
      })
  void aPageIsPreferredOnlyWhenItWeighsMore(String accept, boolean html) {
    assertThat(request("GET", "/", "Accept", accept).prefersHtml()).isEqualTo(html);
    assertThat(request("GET", "/").prefersHtml()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "login=a | a",
        "x=0&login=a&login=b | a",
        "login= | ''",
        "login | ''",
        "login=%D0%96+b%2B | Ж b+",
        "log%69n=a | a",
        "login=%zz%4 | %zz%4",
        "login=%ff | \uFFFD",
        "&&=&login=a=b | a=b",
      })
  void queriesAreReadAsWerkzeugReadsThem(String query, String value) {
    assertThat(request("GET", "/?" + query).query("login")).contains(value);
  }

  @Test
  void absentQueriesAreEmpty() {
    assertThat(request("GET", "/").query("login")).isEmpty();
    assertThat(request("GET", "/?xlogin=1&logi=2").query("login")).isEmpty();
  }

  @Test
  void onlyATrustedProxyIsBelieved() {
    Proxies proxies = Proxies.of(List.of("10.0.0.0/8", "::1", "192.0.2.7"));
    assertThat(from("203.0.113.9", proxies, "1.1.1.1").remoteAddress()).isEqualTo("203.0.113.9");
    assertThat(from("10.1.2.3", proxies, "6.6.6.6, 1.1.1.1, 192.0.2.7").remoteAddress())
        .isEqualTo("1.1.1.1");
    assertThat(from("0:0:0:0:0:0:0:1", proxies, "2001:db8::5").remoteAddress())
        .isEqualTo("2001:db8:0:0:0:0:0:5");
    assertThat(from("10.1.2.3", proxies, "1.1.1.1, unknown").remoteAddress()).isEqualTo("10.1.2.3");
    assertThat(from("10.1.2.3", proxies, "1.1.1.1, evil.example, 10.9.9.9").remoteAddress())
        .isEqualTo("10.9.9.9");
    assertThat(from("10.1.2.3", proxies, "").remoteAddress()).isEqualTo("10.1.2.3");
    assertThat(from("11.1.2.3", Proxies.of(List.of("10.0.0.0/7")), "1.1.1.1").remoteAddress())
        .isEqualTo("1.1.1.1");
    assertThat(from("12.1.2.3", Proxies.of(List.of("10.0.0.0/7")), "1.1.1.1").remoteAddress())
        .isEqualTo("12.1.2.3");
    for (String bad : List.of("10.0.0.0/33", "10.0.0.0/-1", "host", "", "::/129", "1.2.3.4/x")) {
      assertThatThrownBy(() -> Proxies.of(List.of(bad))).hasMessageContaining(bad);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7:51234 | 203.0.113.7",
        "203.0.113.7:_port | 203.0.113.7",
        "[2001:db8::1]:443 | 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1] | 2001:db8:0:0:0:0:0:1",
        "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
        "::ffff:203.0.113.7 | 203.0.113.7",
        "[::ffff:203.0.113.7]:80 | 203.0.113.7",
        "fe80::1%eth0 | fe80:0:0:0:0:0:0:1",
        "\"203.0.113.7:51234\" | 203.0.113.7",
        "6.6.6.6, \"[2001:db8::1]:443\" | 2001:db8:0:0:0:0:0:1",
        "\"203.0.113.7 | 10.1.2.3",
        "6.6.6.6, 203.0.113.7:1, 10.0.0.1:2, [::1]:3 | 203.0.113.7",
        "203.0.113.7, , 10.0.0.1, | 203.0.113.7",
        "203.0.113.7:999999 | 10.1.2.3",
        "203.0.113.7: | 10.1.2.3",
        "203.0.113.7:80:80 | 10.1.2.3",
        "[203.0.113.7:80 | 10.1.2.3",
        "[2001:db8::g]:443 | 10.1.2.3",
        "203.0.113 | 10.1.2.3",
        "3405803783 | 10.1.2.3",
        "localhost:80 | 10.1.2.3",
        "unknown | 10.1.2.3",
        "_hidden | 10.1.2.3",
        "6.6.6.6, unknown, 10.0.0.1 | 10.0.0.1",
        "', ,' | 10.1.2.3"
      })
  void hopsOfForwardedForMayHavePortsAndBrackets(String forwarded, String client) {
    assertThat(from("10.1.2.3", PROXIES, forwarded).remoteAddress()).isEqualTo(client);
    assertThat(from("203.0.113.9", PROXIES, forwarded).remoteAddress()).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "for=203.0.113.7 | 203.0.113.7",
        "For=\"203.0.113.7:51234\";proto=https;by=10.0.0.1 | 203.0.113.7",
        "proto=http; FOR = x, host=a ; for=203.0.113.7 | 203.0.113.7",
        "for=\"[2001:db8::1]:443\" | 2001:db8:0:0:0:0:0:1",
        "for=[2001:db8::1] | 2001:db8:0:0:0:0:0:1",
        "for=\"2001:db8::1\" | 2001:db8:0:0:0:0:0:1",
        "for=\"\\2\\0\\3.0.113.7\" | 203.0.113.7",
        "for=6.6.6.6, for=203.0.113.7, for=10.0.0.1;by=_x, for=\"[::1]:9\" | 203.0.113.7",
        "for=203.0.113.7; | 203.0.113.7",
        "; ;for=203.0.113.7;;proto=https | 203.0.113.7",
        "for=_hidden | 10.1.2.3",
        "for=unknown, for=10.0.0.1 | 10.0.0.1",
        "for=\"_hidden:_port\" | 10.1.2.3",
        "proto=https | 10.1.2.3",
        "for= | 10.1.2.3",
        "for=203.0.113.7;for=6.6.6.6 | 10.1.2.3",
        "for=203.0.113.7 6.6.6.6 | 10.1.2.3",
        "203.0.113.7 | 10.1.2.3",
        // A client that opens a quote cannot swallow what a proxy adds behind it.
        "for=6.6.6.6;x=\", for=203.0.113.7 | 203.0.113.7",
        "for=6.6.6.6;x=\"\\, for=\"203.0.113.7:80\" | 203.0.113.7",
        "for=203.0.113.7;host=\"x, for=6.6.6.6;y=\\\"\" | 10.1.2.3"
      })
  void hopsOfForwardedAreReadInAllTheirForms(String forwarded, String client) {
    Map<String, List<String>> headers = Map.of("Forwarded", List.of(forwarded));
    assertThat(from("10.1.2.3", headers)).isEqualTo(client);
    assertThat(from("203.0.113.9", headers)).isEqualTo("203.0.113.9");
    assertThat(from("10.1.2.3", Map.of("Forwarded", List.of(forwarded.split(", ")))))
        .isEqualTo(client);
  }

  @Test
  void ofBothHeadersForwardedForCounts() {
    List<String> forwarded = List.of("for=6.6.6.6");
    assertThat(
            from(
                "10.1.2.3",
                Map.of("X-Forwarded-For", List.of("203.0.113.7"), "Forwarded", forwarded)))
        .isEqualTo("203.0.113.7");
    assertThat(from("10.1.2.3", Map.of("X-Forwarded-For", List.of(" "), "Forwarded", forwarded)))
        .isEqualTo("6.6.6.6");
    assertThat(
            from(
                "10.1.2.3",
                Map.of("X-Forwarded-For", List.of("6.6.6.6", "203.0.113.7:1", "10.0.0.2"))))
        .isEqualTo("203.0.113.7");
    String endless = "for=\"" + "\\x".repeat(8_000) + "\"";
    assertThat(from("10.1.2.3", Map.of("Forwarded", List.of(endless)))).isEqualTo("10.1.2.3");
  }

  private static final Proxies PROXIES = Proxies.of(List.of("10.0.0.0/8", "::1"));

  private static String from(String peer, Map<String, List<String>> headers) {
    TestWire wire = new TestWire(headers, new byte[0], peer, PROXIES);
    return new Request(wire, "GET", "/", "").remoteAddress();
  }

  @Test
  void jsonIsReadAndNothingElse() {
    assertThat(json("{\"a\":\"b\",}", "application/json;charset=x").text("a")).contains("b");
    assertThat(json("{\"a\":\"b\"}", "Application/JSON").text("a")).contains("b");
    assertThat(json("{\"a\":\"b\"}").text("a")).contains("b");
    assertThat(faultOf(() -> json("{}", "text/plain; x=y")))
        .isEqualTo(new Fault.UnsupportedMediaType("text/plain; x=y"));
    assertThat(faultOf(() -> json("{}", "text/problem+json")))
        .isInstanceOf(Fault.UnsupportedMediaType.class);
    assertThat(faultOf(() -> json("a=b"))).isInstanceOf(Fault.MalformedBody.class);
    assertThat(faultOf(() -> json("[]"))).isEqualTo(new Fault.NotAnObject(Fault.JsonType.ARRAY));
  }

  @Test
  void jsonOrFormsAreReadByTheirTypes() {
    assertThat(jsonOrForm("{\"a\":\"b\"}", "application/json").text("a")).contains("b");
    assertThat(jsonOrForm("a=b", "application/x-www-form-urlencoded; charset=utf-8").text("a"))
        .contains("b");
    assertThat(jsonOrForm("--X--", "multipart/form-data; boundary=X").names()).isEmpty();
    assertThat(jsonOrForm("", "application/x-www-form-urlencoded").names()).isEmpty();
    assertThat(jsonOrForm("").names()).isEmpty();
    // Nobody looks at the type of a body without a byte.
    assertThat(jsonOrForm("", "application/json").names()).isEmpty();
    assertThat(jsonOrForm("", "text/plain").names()).isEmpty();
    assertThat(jsonOrForm("{\"a\":\"b\"}", "application/*").text("a")).contains("b");
    assertThat(jsonOrForm("{\"a\":\"b\"}", "*/*; charset=utf-8").text("a")).contains("b");
    assertThat(jsonOrForm("--X--", "multipart/*; boundary=X").names()).isEmpty();
    assertThat(faultOf(() -> jsonOrForm("{\"a\":1,}", "application/json")))
        .isInstanceOf(Fault.MalformedBody.class);
    assertThat(faultOf(() -> jsonOrForm("x"))).isEqualTo(new Fault.UnsupportedMediaType(""));
    assertThat(faultOf(() -> jsonOrForm("x", "text/plain")))
        .isEqualTo(new Fault.UnsupportedMediaType("text/plain"));
  }

  private static Request from(String peer, Proxies proxies, String... forwarded) {
    Map<String, List<String>> headers =
        forwarded.length == 0 ? Map.of() : Map.of("X-Forwarded-For", List.of(forwarded));
    return new Request(new TestWire(headers, new byte[0], peer, proxies), "GET", "/", "");
  }

  private static Fields json(String body, String... type) {
    return Bodies.json(post(body, type), true);
  }

  private static Fields jsonOrForm(String body, String... type) {
    return Bodies.jsonOrForm(post(body, type));
  }

  private static Request post(String body, String... type) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return type.length == 0
        ? request("POST", "/", bytes)
        : request("POST", "/", bytes, "Content-Type", type[0]);
  }

  private static Fault faultOf(ThrowingCallable call) {
    return catchThrowableOfType(FaultException.class, call).fault();
  }
}
