package vestibule.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who waits for a hash, and who has to leave. */
class FairQueueTest {

  private final FairQueue<String> queue = new FairQueue<>(4);

  private List<String> all() {
    List<String> all = new ArrayList<>();
    while (queue.waiting() > 0) {
      all.add(queue.poll().orElseThrow());
    }
    return all;
  }

  @Test
  void lanesAreServedInTurn() {
    queue.offer("guesser", "1");
    queue.offer("guesser", "2");
    queue.offer("guesser", "3");
    queue.offer("person", "a");
    assertThat(all()).containsExactly("1", "a", "2", "3");
  }

  @Test
  void oneLaneMayTakeAllPlacesWhileNobodyElseWaits() {
    for (int i = 0; i < 4; i++) {
      assertThat(queue.offer("office", "" + i)).isEmpty();
    }
    assertThat(queue.offer("office", "4")).contains("4");
    assertThat(queue.waiting()).isEqualTo(4);
  }

  @Test
  void theLongestLaneGivesItsNewestPlaceUp() {
    for (int i = 0; i < 4; i++) {
      queue.offer("guesser", "" + i);
    }
    assertThat(queue.hasRoom("guesser")).isFalse();
    assertThat(queue.hasRoom("person")).isTrue();
    assertThat(queue.offer("person", "a")).contains("3");
    assertThat(all()).containsExactly("0", "a", "1", "2");
  }

  @Test
  void aLaneTakesNoPlaceFromOneThatWouldHaveLessThanItself() {
    queue.offer("one", "1");
    queue.offer("one", "2");
    queue.offer("other", "a");
    queue.offer("other", "b");
    assertThat(queue.offer("one", "3")).contains("3");
    assertThat(queue.offer("third", "x")).contains("2");
  }

  @Test
  void workThatIsGivenUpLeavesItsPlace() {
    queue.offer("one", "1");
    queue.offer("one", "2");
    queue.remove("one", "1");
    queue.remove("one", "never there");
    queue.remove("nobody", "1");
    assertThat(all()).containsExactly("2");
  }

  @Test
  void closingGivesBackWhatWaitsAndTakesNothingMore() {
    queue.offer("one", "1");
    assertThat(queue.close()).containsExactly("1");
    assertThat(queue.offer("one", "2")).contains("2");
    assertThat(queue.poll()).isEmpty();
  }
}
