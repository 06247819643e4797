package vestibule.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
