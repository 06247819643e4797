package vestibule.http.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many connections the limit on open files leaves. */
class OpenFilesTest {

  @Test
  void whatIsInForceCountsAndSomeAreTheProcessesOwn() {
    assertThat(OpenFiles.forConnections(limits("1048576              1048576"))).isEqualTo(1048320);
    assertThat(OpenFiles.forConnections(limits("1024                 4096   "))).isEqualTo(768);
    assertThat(OpenFiles.forConnections(limits("256                  256    "))).isEqualTo(128);
  }

  @Test
  void whereThereIsNoLimitOrNoneIsSaidOneIsAssumed() {
    assertThat(OpenFiles.forConnections(limits("unlimited            unlimited")))
        .isGreaterThan(1_000_000_000);
    assertThat(OpenFiles.forConnections(List.of())).isEqualTo(9_744);
  }

  @Test
  void thisProcessMayHaveSome() {
    assertThat(OpenFiles.forConnections()).isPositive();
  }

  private static List<String> limits(String files) {
    return List.of(
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max processes             96281                96281                processes ",
        "Max open files            " + files + "              files     ",
        "Max locked memory         8388608              8388608              bytes     ");
  }
}
