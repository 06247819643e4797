package vestibule.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where webhooks may lie. */
class DestinationTest {

  private static final Destination.Allowed PUBLIC = new Destination.Allowed(false, false);
  private static final Destination.Allowed ALL = new Destination.Allowed(true, true);

  private static Destination of(String url) {
    return Destination.of(url, PUBLIC);
  }

  private static boolean isPublic(String address) {
    return Destination.mayReach(InetAddress.ofLiteral(address), PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2000::1",
        "2001:200::1",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111",
        "3ffe::1",
        "3fff:1000::1"
      })
  void aPublicAddressIsReached(String address) {
    assertThat(isPublic(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.0",
        "169.254.169.254",
        "169.254.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "1fff:ffff::1",
        "2001::1",
        "2001:10::1",
        "2001:20::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void anyOtherIsNot(String address) {
    assertThat(isPublic(address)).isFalse();
    assertThat(Destination.mayReach(InetAddress.ofLiteral(address), ALL)).isTrue();
  }

  /** As a resolver gives it: the JDK makes an IPv4 address of it, which is judged as one. */
  @Test
  void anAddressOfIpv4InOneOfIpv6IsJudgedAsWhatItIs() throws UnknownHostException {
    byte[] loopback = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
    assertThat(Destination.mayReach(InetAddress.getByAddress("x", loopback), PUBLIC)).isFalse();
    byte[] open = HexFormat.of().parseHex("00000000000000000000ffff08080808");
    assertThat(Destination.mayReach(InetAddress.getByAddress("x", open), PUBLIC)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/",
        "ftp://shop.example/",
        "//shop.example/",
        "shop.example",
        "https:///path",
        "https:shop.example",
        "https://user@shop.example/",
        "https://shop.example/#part",
        "https://shop.example:99999/",
        "https://shop .example/",
        "https://sh\u00f6p.example/",
        "https://shop.example/\r\nHost: other",
        "https://127.0.0.1/",
        "https://10.1.2.3:8443/x",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://169.254.169.254/latest/meta-data/",
        ""
      })
  void nothingIsSentElsewhere(String url) {
    assertThatThrownBy(() -> of(url)).isInstanceOf(WebhookRefusal.class);
  }

  @Test
  void aLongUrlIsNone() {
    String url = "https://shop.example/" + "x".repeat(1_979);
    assertThat(of(url).target()).hasSize(1_980);
    assertThatThrownBy(() -> of(url + "x")).hasMessage("that URL is too long");
  }

  @ParameterizedTest
  @CsvSource({
    "https://Shop.Example, shop.example, 443, /, Shop.Example",
    "https://shop.example:8443/a%20b?c=d&e, shop.example, 8443, /a%20b?c=d&e, shop.example:8443",
    "https://shop.example?x, shop.example, 443, /?x, shop.example",
    "https://[2606:4700:4700::1111]/x, 2606:4700:4700::1111, 443, /x, [2606:4700:4700::1111]",
    "https://shop.example/\u00fc, shop.example, 443, /%C3%BC, shop.example"
  })
  void aUrlIsTakenApart(String url, String host, int port, String target, String authority) {
    Destination destination = of(url);
    assertThat(destination.isEncrypted()).isTrue();
    assertThat(destination.host()).isEqualTo(host);
    assertThat(destination.port()).isEqualTo(port);
    assertThat(destination.target()).isEqualTo(target);
    assertThat(destination.authority()).isEqualTo(authority);
  }

  @Test
  void anOperatorMayAllowBoth() {
    Destination local = Destination.of("http://127.0.0.1/x", ALL);
    assertThat(local.isEncrypted()).isFalse();
    assertThat(local.port()).isEqualTo(80);
    assertThatThrownBy(
            () -> Destination.of("http://127.0.0.1/x", new Destination.Allowed(true, false)))
        .hasMessageContaining("webhooks.allow-private");
    assertThatThrownBy(
            () -> Destination.of("http://127.0.0.1/x", new Destination.Allowed(false, true)))
        .hasMessageContaining("webhooks.allow-http");
  }
}
