package vestibule.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as one network. */
class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7/32, 192.0.2/24",
    "::ffff:192.0.2.7, 192.0.2.7/32, 192.0.2/24",
    "2001:db8:1:2::3, 32.1.13.184.0.1.0.2/64, 32.1.13.184.0.1/48",
    "2001:db8:1:2:ffff::, 32.1.13.184.0.1.0.2/64, 32.1.13.184.0.1/48",
    "operator, operator, operator",
    "'', '', ''",
    "192.0.2.7.1, 192.0.2.7.1, 192.0.2.7.1",
    "fe80::1%nowhere, fe80::1%nowhere, fe80::1%nowhere",
    ":::, :::, :::",
  })
  void addressesLieInNetworks(String address, String narrow, String wide) {
    assertThat(Network.of(address)).isEqualTo(new Network(narrow, wide));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "2001:db8:1:2::3, 2001:db8:1:2:0:0:0:0/64",
    "operator, operator",
    "'', ''",
  })
  void peopleWriteThemOtherwise(String address, String text) {
    assertThat(Network.of(address).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8:1:2:0:0:0:0/64", "2001:db8:1:2::/64"})
  void whatPeopleWriteNamesThem(String text) {
    Network named = Network.named(text).orElseThrow();
    assertThat(named).isEqualTo(Network.of(text.replace("/64", "")));
    assertThat(Network.named(named.text())).contains(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host.example", "192.0.2.0/64", "192.0.2.0/24", "2001:db8::/48"})
  void whatIsNoAddressNamesNone(String text) {
    assertThat(Network.named(text)).isEmpty();
  }
}
