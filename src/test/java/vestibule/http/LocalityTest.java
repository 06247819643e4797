package vestibule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is this machine itself. */
class LocalityTest {

  /** A request; headers alternate name and value. */
  private static boolean isLocal(String peer, String... headers) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    TestWire wire = new TestWire(all, new byte[0], peer, Proxies.of(List.of()));
    return new Request(wire, "GET", "/metrics", "").isLocal();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.9.8.7, true",
    "::1, true",
    "0:0:0:0:0:0:0:1, true",
    "::ffff:127.0.0.1, true",
    "0.0.0.0, false",
    "::, false",
    "10.0.0.1, false",
    "203.0.113.9, false",
    "fe80::1, false",
    "'', false",
    "localhost, false"
  })
  void thePeerIsAnAddressOfThisMachine(String peer, boolean local) {
    assertThat(isLocal(peer, "Host", "localhost:8080")).isEqualTo(local);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LocalHost:1",
        "localhost.",
        "localhost.:8080",
        "accounts.localhost:8080",
        "a.b.localhost",
        "127.0.0.1",
        "127.0.0.1:65535",
        "127.255.0.3",
        "[::1]",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]:8080",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]:8080",
      })
  void loopbackNames(String host) {
    assertThat(isLocal("127.0.0.1", "Host", host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":8080",
        "a.example",
        "a.example:8080",
        "localhost.a.example",
        "localhost.a.example.",
        "xlocalhost",
        "localhost..",
        ".localhost..",
        "127.0.0.1.a.example",
        "127.0.0.1.nip.io:8080",
        "127.0.0",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0.0.0.0:8080",
        "[::]",
        "[::2]",
        "::1",
        "[::1",
        "192.168.0.1",
        "localhost:8080:8080",
        "localhost,a.example",
        "localhost@a.example",
        "localhost/",
        "ⓛocalhost",
      })
  void otherNamesAsOfARebindingPage(String host) {
    assertThat(isLocal("127.0.0.1", "Host", host)).isFalse();
  }

  @Test
  void withoutAHostNobodyKnowsWhoIsAsked() {
    assertThat(isLocal("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "Via",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Forwarded-Server",
        "X-Forwarded-Ssl",
        "X-Forwarded-Scheme",
        "X-Forwarded-By",
        "X-Forwarded-User",
        "X-Forwarded-Client-Cert",
        "X-Forwarded",
        "X-Forwarded-Prefix",
        "Forwarded-For",
        "X-Original-Forwarded-For",
        "Max-Forwards",
        "X-Real-IP",
        "x-real-ip",
        "X-Real-Port",
        "X-Client-IP",
        "Client-IP",
        "X-Cluster-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "CF-Connecting-IPv6",
        "CF-Pseudo-IPv4",
        "CF-Ray",
        "CF-Visitor",
        "CF-IPCountry",
        "CDN-Loop",
        "Fastly-Client-IP",
        "Fastly-FF",
        "Fly-Client-IP",
        "Fly-Region",
        "Akamai-Origin-Hop",
        "X-Akamai-Edgescape",
        "X-Envoy-External-Address",
        "X-Envoy-Expected-Rq-Timeout-Ms",
        "X-Amzn-Trace-Id",
        "X-Amz-Cf-Id",
        "CloudFront-Viewer-Address",
        "X-Azure-ClientIP",
        "X-Azure-SocketIP",
        "X-Azure-FDID",
        "X-FD-HealthProbe",
        "X-ARR-LOG-ID",
        "X-Appengine-User-Ip",
        "X-Cloud-Trace-Context",
        "X-Varnish",
        "X-Vercel-Id",
        "X-NF-Client-Connection-IP",
        "Ali-CDN-Real-IP",
        "Incap-Client-IP",
        "X-Sucuri-ClientIP",
        "Do-Connecting-IP",
        "Proxy-Client-IP",
        "WL-Proxy-Client-IP",
        "WL-Proxy-SSL",
        "X-ProxyUser-Ip",
        "X-Proxied-By",
        "Proxy-Connection",
        "Proxy-Authorization",
        "X-BlueCoat-Via",
        "X-Remote-IP",
        "X-Remote-Addr",
        "Remote-User",
        "X-Originating-IP",
        "X-Original-URL",
        "X-Original-URI",
        "X-Original-Host",
        "X-Original-Proto",
        "X-Rewrite-URL",
        "X-Host",
        "X-Scheme",
        "X-SSL-Client-Cert",
        "SSL-Client-Cert",
        "X-Client-Cert",
        "X-Request-Start",
        "Front-End-Https",
        "Tailscale-User-Login",
        "X-Auth-Request-User",
        "Surrogate-Capability",
        "X-HTTP-Host-Override",
        "X-Override-URL",
        "X-Orig-Host",
        "X-Dest-Host",
        "X-Ingress-Path",
        "X-Client",
        "X-Peer",
        "X-Source",
        "X-Backend",
        "X-Orig-Client",
        "X-Request-ID",
        "X-Unique-ID",
        "X-B3-TraceId",
        "X_Real_IP",
        "SSL_CLIENT_CERT",
        "HTTP_X_HOST",
      })
  void aProxysHeader(String name) {
    assertThat(isLocal("127.0.0.1", "Host", "localhost", name, "127.0.0.1")).isFalse();
    assertThat(isLocal("127.0.0.1", "Host", "localhost", name, "")).isFalse();
  }

  /** What Chromium, Firefox, curl and Prometheus send by themselves. */
  @Test
  void whatBrowsersAndCollectorsSendIsNoProxys() {
    String[] names =
        ("Connection Cache-Control Pragma Upgrade-Insecure-Requests User-Agent Accept"
                + " Accept-Encoding Accept-Language Accept-Charset Cookie Referer Origin DNT"
                + " Sec-GPC Sec-Fetch-Site Sec-Fetch-Mode Sec-Fetch-User Sec-Fetch-Dest Sec-CH-UA"
                + " Sec-CH-UA-Mobile Sec-CH-UA-Platform Sec-CH-Prefers-Color-Scheme Sec-Purpose"
                + " Priority TE If-None-Match If-Modified-Since Range Authorization Content-Length"
                + " Content-Type Device-Memory Downlink Save-Data Viewport-Width RTT ECT"
                + " X-Prometheus-Scrape-Timeout-Seconds X-Requested-With Traceparent Keep-Alive"
                + " Date Expect Transfer-Encoding Trailer Upgrade Want-Digest"
                + " Service-Worker-Navigation-Preload")
            .split(" ");
    String[] headers = new String[2 * names.length + 2];
    Arrays.fill(headers, "x");
    headers[0] = "Host";
    headers[1] = "localhost:8080";
    for (int i = 0; i < names.length; i++) {
      headers[2 * i + 2] = names[i];
    }
    assertThat(isLocal("127.0.0.1", headers)).isTrue();
  }
}
