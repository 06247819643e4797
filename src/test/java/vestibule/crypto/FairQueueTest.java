package vestibule.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who waits for a hash, and who has to leave. */
class FairQueueTest {

  private final FairQueue<String> queue = new FairQueue<>(4, 4, lane -> lane.startsWith("bad"));

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
  void oneLaneNeverTakesMoreThanItsShareOfThePlaces() {
    FairQueue<String> wide = new FairQueue<>(2, 10, _ -> false);
    assertThat(wide.offer("office", "1")).isEmpty();
    assertThat(wide.offer("office", "2")).isEmpty();
    assertThat(wide.hasRoom("office")).isFalse();
    assertThat(wide.offer("office", "3")).contains("3");
    assertThat(wide.hasRoom("other")).isTrue();
  }

  @Test
  void doubtfulLanesHaveEveryFourthTurnWhileOthersWait() {
    FairQueue<String> wide = new FairQueue<>(9, 20, lane -> lane.startsWith("bad"));
    for (int i = 0; i < 6; i++) {
      wide.offer("bad " + i % 2, "-" + i);
      wide.offer("person " + i % 2, "" + i);
    }
    List<String> served = new ArrayList<>();
    while (wide.waiting() > 0) {
      served.add(wide.poll().orElseThrow());
    }
    assertThat(served)
        .containsExactly("0", "1", "2", "-0", "3", "4", "5", "-1", "-2", "-3", "-4", "-5");
  }

  @Test
  void doubtfulLanesGiveTheirPlacesUpFirst() {
    queue.offer("person", "a");
    queue.offer("person", "b");
    queue.offer("bad", "-1");
    queue.offer("bad too", "-2");
    assertThat(queue.offer("another", "c")).contains("-1");
    assertThat(queue.offer("another", "d")).contains("-2");
    assertThat(queue.hasRoom("bad")).isFalse();
    assertThat(all()).containsExactly("a", "c", "b", "d");
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
