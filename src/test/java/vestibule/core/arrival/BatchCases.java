package vestibule.core.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.arrival.Arrival.Mailbox;
import vestibule.core.arrival.Outcome.Imported;
import vestibule.core.arrival.Outcome.Unchanged;
import vestibule.core.model.Account;
import vestibule.store.Stage;

/** People who come in one batch. */
public abstract class BatchCases extends CoreCases {

  private static final Instant LONG_AGO = Instant.parse("2011-03-04T05:06:07Z");

  private Arrivals arrivals;

  protected BatchCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void open() {
    arrivals = TestArrivals.of(core, stage, false);
  }

  private static Arrivals.Terms terms() {
    return new Arrivals.Terms("shop", false, List.of(), false, TestCore.visit(TestCore.CHAT));
  }

  private List<Outcome> admit(Arrival... people) {
    return arrivals.admit(terms(), List.of(people), new Arrivals.Done(people.length, _ -> {}));
  }

  private static Arrival person(String oldId, String name, Mailbox... addresses) {
    return new Arrival(
        new Arrival.Identity(oldId, Optional.of(name), List.of(addresses)),
        Optional.empty(),
        true,
        Optional.of(LONG_AGO),
        Account.Profile.EMPTY,
        List.of());
  }

  private Account stored(Outcome outcome) {
    long id = ((Imported) outcome).account().orElseThrow();
    return stage.transactions.<Account>read(stores -> stores.accounts().find(id).orElseThrow());
  }

  @Test
  void whoHasComeBeforeIsNotTouchedAgain() {
    Outcome first = admit(person("1", "ada")).getFirst();
    Account before = stored(first);
    assertThat(admit(person("1", "ada"))).singleElement().isInstanceOf(Unchanged.class);
    assertThat(stored(first)).isEqualTo(before);
  }

  @Test
  void outcomesAreToldBeforeAnythingIsCommitted() {
    List<List<Outcome>> told = new ArrayList<>();
    Arrivals.Done failing =
        new Arrivals.Done(
            1,
            outcomes -> {
              told.add(outcomes);
              throw new UncheckedIOException(new IOException("the disk is full"));
            });
    Arrival ada = person("1", "ada");
    assertThatThrownBy(() -> arrivals.admit(terms(), List.of(ada), failing))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(told.getFirst()).singleElement().isInstanceOf(Imported.class);
    assertThat(arrivals.done("shop")).isZero();
    assertThat(arrivals.isKnown("shop", "1")).isFalse();
    assertThat(arrivals.admit(terms(), List.of(ada), new Arrivals.Done(1, told::add)))
        .isEqualTo(told.getLast());
  }
}
