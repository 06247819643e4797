package vestibule.http.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses are one peer. */
class PeerTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.1, 193.0.2.1, false",
    "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
    "2001:db8:0:1::1, 2001:db9:0:1::1, false",
    "fe80::1, fe80::2, true",
    "255.255.255.255, ffff:ffff:ffff:ffff::1, true",
    "0.0.0.0, ::, false",
    "127.0.0.1, ::1, false"
  })
  void addressesOfOneSubscriberAreOnePeer(String one, String other, boolean same) {
    boolean found =
        Peer.number(InetAddress.ofLiteral(one)) == Peer.number(InetAddress.ofLiteral(other));
    assertThat(found).isEqualTo(same);
  }

  @Test
  void aMappedAddressIsThatOfIpv4() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    mapped[12] = (byte) 192;
    mapped[14] = 2;
    mapped[15] = 1;
    Inet6Address address = Inet6Address.getByAddress(null, mapped, 0);
    assertThat(Peer.number(address)).isEqualTo(Peer.number(InetAddress.ofLiteral("192.0.2.1")));
    mapped[9] = 1;
    address = Inet6Address.getByAddress(null, mapped, 0);
    assertThat(Peer.number(address)).isZero();
  }
}
