package vestibule.core.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** What is done once a request was answered. */
class AfterwardsTest {

  private final AtomicInteger woken = new AtomicInteger();
  private final Afterwards afterwards = new Afterwards(woken::incrementAndGet);
  private final List<String> done = new ArrayList<>();

  @Test
  void workIsDoneInItsOrderAndWhatIsRefusedHoldsNothingUp() {
    afterwards.add(() -> done.add("first, of " + afterwards.count()));
    afterwards.add(
        () -> {
          throw new RefusedException(new Refusal.AccountUnknown());
        });
    afterwards.add(() -> done.add("last, of " + afterwards.count()));
    assertThat(woken).hasValue(3);
    assertThat(afterwards.count()).isEqualTo(3);
    assertThat(done).as("nothing is done before").isEmpty();
    afterwards.work();
    assertThat(done).containsExactly("first, of 3", "last, of 1");
    assertThat(afterwards.count()).isZero();
    afterwards.work();
    assertThat(done).hasSize(2);
  }

  @Test
  void aMistakeIsTriedOnce() {
    afterwards.add(
        () -> {
          throw new IllegalStateException("a mistake");
        });
    afterwards.add(() -> done.add("next"));
    assertThatThrownBy(afterwards::work).isInstanceOf(IllegalStateException.class);
    afterwards.work();
    assertThat(done).containsExactly("next");
  }

  @Test
  void beyondAThousandNothingIsKeptAndNobodyWoken() {
    IntStream.range(0, 1_200).forEach(i -> afterwards.add(() -> done.add("" + i)));
    assertThat(afterwards.count()).isEqualTo(1_000);
    assertThat(woken).hasValue(1_000);
    afterwards.work();
    assertThat(done).hasSize(1_000).endsWith("999");
  }
}
