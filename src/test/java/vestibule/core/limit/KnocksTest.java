package vestibule.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long it is remembered who was turned away, and of whom. */
class KnocksTest {

  private static final long SOMEBODY = 0x0001_0000_0001L;
  private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");

  private final Knocks knocks = new Knocks();

  private void add(long key, int times, Duration after) {
    for (int i = 0; i < times; i++) {
      knocks.add(key, BEGIN.plus(after));
    }
  }

  private int of(long key, Duration after) {
    return knocks.of(key, BEGIN.plus(after));
  }

  @Test
  void aSpanIsRememberedUntilTheNextOneEnds() {
    add(SOMEBODY, 3, Duration.ZERO);
    assertThat(of(SOMEBODY, Duration.ZERO)).isEqualTo(3);
    assertThat(of(SOMEBODY, Duration.ofMinutes(2).minusMillis(1))).isEqualTo(3);
    assertThat(of(SOMEBODY, Duration.ofMinutes(2))).isEqualTo(3);
    add(SOMEBODY, 1, Duration.ofMinutes(2));
    assertThat(of(SOMEBODY, Duration.ofMinutes(2))).isEqualTo(4);
    assertThat(of(SOMEBODY, Duration.ofMinutes(4).minusMillis(1))).isEqualTo(4);
    assertThat(of(SOMEBODY, Duration.ofMinutes(4))).isEqualTo(1);
    assertThat(of(SOMEBODY, Duration.ofMinutes(6))).isZero();
  }

  /** The spans are told apart by additions alone, too: nobody need ask meanwhile. */
  @Test
  void whatComesInTheNextSpanIsOfThat() {
    add(SOMEBODY, 3, Duration.ZERO);
    add(SOMEBODY, 1, Duration.ofMinutes(2));
    assertThat(of(SOMEBODY, Duration.ofMinutes(4))).isEqualTo(1);
  }

  @Test
  void afterAGapOfTwoSpansNothingIsRemembered() {
    add(SOMEBODY, 3, Duration.ZERO);
    add(SOMEBODY, 1, Duration.ofMinutes(2));
    assertThat(of(SOMEBODY, Duration.ofMinutes(6))).isZero();
    add(SOMEBODY, 5, Duration.ofMinutes(6));
    assertThat(of(SOMEBODY, Duration.ofMinutes(10).minusMillis(1))).isEqualTo(5);
  }

  @Test
  void aSpanRemembersNoMoreThanAHundred() {
    add(SOMEBODY, 150, Duration.ZERO);
    assertThat(of(SOMEBODY, Duration.ZERO)).isEqualTo(100);
    add(SOMEBODY, 150, Duration.ofMinutes(2));
    assertThat(of(SOMEBODY, Duration.ofMinutes(2))).isEqualTo(200);
  }

  /** Each half of a key has a row of its own. */
  @Test
  void whoSharesHalfOfAKeyIsSomebodyElse() {
    add(SOMEBODY, 3, Duration.ZERO);
    for (long other : new long[] {0x0002_0000_0001L, 0x0001_0000_0002L, 0, -1}) {
      assertThat(of(other, Duration.ZERO)).as(Long.toHexString(other)).isZero();
    }
    add(0x0001_0000_0002L, 1, Duration.ZERO);
    assertThat(of(0x0001_0000_0002L, Duration.ZERO)).isEqualTo(1);
    assertThat(of(SOMEBODY, Duration.ZERO)).isEqualTo(3);
  }
}
