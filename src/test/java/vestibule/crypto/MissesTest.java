package vestibule.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who counts as a guesser where hashes are shared. */
class MissesTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final Misses misses = new Misses(nanos::get);

  private void miss(String asker, int times) {
    for (int i = 0; i < times; i++) {
      misses.judged(asker, false);
    }
  }

  @Test
  void whoMissesMoreOftenThanPeopleSlipIsDoubtful() {
    miss("192.0.2.1", Misses.SLIPS);
    assertThat(misses.isDoubtful("192.0.2.1")).isFalse();
    miss("192.0.2.1", 1);
    assertThat(misses.isDoubtful("192.0.2.1")).isTrue();
    assertThat(misses.isDoubtful("192.0.2.2")).isFalse();
  }

  @Test
  void anOfficeWhosePeopleSlipIsNotDoubtful() {
    for (int i = 0; i < 100; i++) {
      misses.judged("office", i % 3 != 0);
      assertThat(misses.isDoubtful("office")).isFalse();
    }
  }

  @Test
  void rightPasswordsMakeUpForWrongOnesOneByOne() {
    miss("192.0.2.1", 100);
    misses.judged("192.0.2.1", true);
    misses.judged("192.0.2.1", true);
    assertThat(misses.isDoubtful("192.0.2.1")).isTrue();
    misses.judged("192.0.2.1", true);
    assertThat(misses.isDoubtful("192.0.2.1")).isFalse();
  }

  @Test
  void missesAreForgottenInTime() {
    miss("192.0.2.1", 100);
    nanos.addAndGet(Duration.ofMinutes(10).toNanos() + 1);
    assertThat(misses.isDoubtful("192.0.2.1")).isFalse();
    miss("192.0.2.1", Misses.SLIPS);
    assertThat(misses.isDoubtful("192.0.2.1")).isFalse();
  }

  @Test
  void theyTakeBoundedRoom() {
    for (int i = 0; i < 2 * Misses.MOST; i++) {
      miss("network " + i, Misses.SLIPS + 1);
    }
    assertThat(misses.isDoubtful("network 0")).isFalse();
    assertThat(misses.isDoubtful("network " + (2 * Misses.MOST - 1))).isTrue();
  }
}
