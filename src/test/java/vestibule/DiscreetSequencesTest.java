package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.DiscreetWorld.Act;
import vestibule.DiscreetWorld.Owner;
import vestibule.core.store.Ids;

/**
 * "No sequence of calls at any doors tells the two apart" (docs/contracts 0.6): an attacker plays
 * all short sequences, and some long ones, on a server where the address is taken and on one where
 * it is free, and sees the same: answers, headers, ids, and what comes to their own mailbox.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscreetSequencesTest {

  /** One more is twelve times as many sequences; the fast check plays those of one. */
  private static final int ALL_UP_TO = Integer.getInteger("vestibule.test.acts", 2);

  private static final int LONG = 8;
  private static final int LONG_ONES = ALL_UP_TO == 1 ? 5 : 30;

  private final DiscreetWorld taken = new DiscreetWorld(true);
  private final DiscreetWorld free = new DiscreetWorld(false);
  private int rounds;

  @AfterAll
  void close() {
    taken.close();
    free.close();
  }

  @ParameterizedTest
  @EnumSource
  void noShortSequenceTellsATakenAddressFromAFreeOne(Owner owner) {
    sequences(ALL_UP_TO).forEach(acts -> assertSame(owner, acts));
  }

  @ParameterizedTest
  @EnumSource
  void noLongSequenceDoesEither(Owner owner) {
    Random random = new Random(owner.ordinal());
    for (int i = 0; i < LONG_ONES; i++) {
      assertSame(
          owner, random.ints(LONG, 0, Act.values().length).mapToObj(n -> Act.values()[n]).toList());
    }
  }

  private void assertSame(Owner owner, List<Act> acts) {
    int number = ++rounds;
    both(world -> begun(world, number, owner));
    for (Act act : acts) {
      List<List<String>> seen = both(world -> world.does(act));
      if (act == Act.REGISTER_E && !seen.get(0).equals(seen.get(1))) {
        // "E signs in at once, so it keeps its refusal; the guide says so" (docs/contracts 0.6).
        level();
        return;
      }
      assertThat(seen.get(0)).as("%s of %s", act, acts).isEqualTo(seen.get(1));
    }
    List<List<String>> around = both(DiscreetWorld::looksAround);
    assertThat(around.get(0)).as("after %s", acts).isEqualTo(around.get(1));
    List<List<String>> mails = both(DiscreetWorld::ownMails);
    assertThat(mails.get(0)).as("after %s", acts).isEqualTo(mails.get(1));
    List<Map<Ids.Sequence, Long>> ids = both(DiscreetWorld::nextIds);
    assertThat(ids.get(0)).as("after %s", acts).isEqualTo(ids.get(1));
  }

  private static int begun(DiscreetWorld world, int number, Owner owner) {
    world.begin(number, owner);
    return number;
  }

  private void level() {
    List<Map<Ids.Sequence, Long>> ids = both(DiscreetWorld::nextIds);
    taken.catchUp(ids.get(1), ids.get(0));
    free.catchUp(ids.get(0), ids.get(1));
  }

  private <T> List<T> both(Function<DiscreetWorld, T> what) {
    CompletableFuture<T> other = CompletableFuture.supplyAsync(() -> what.apply(free));
    T one = what.apply(taken);
    return List.of(one, other.join());
  }

  private static List<List<Act>> sequences(int longest) {
    List<List<Act>> all = new ArrayList<>();
    List<List<Act>> last = List.of(List.of());
    for (int length = 1; length <= longest; length++) {
      last =
          last.stream()
              .flatMap(
                  acts ->
                      Stream.of(Act.values())
                          .map(act -> Stream.concat(acts.stream(), Stream.of(act)).toList()))
              .toList();
      all.addAll(last);
    }
    return all;
  }
}
