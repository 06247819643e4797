package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.Stores;
import vestibule.core.account.Account;
import vestibule.core.account.Person;
import vestibule.core.session.Session;
import vestibule.core.session.SignedIn;

/** What is remembered of an account is read again after five minutes, whatever the feed said. */
abstract class DirectoryCases {

  private static final String X = "x@example.org";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = LONG.minusNanos(1_000);

  private final Stage stage;
  private House house;
  private Person person;
  private SignedIn signedIn;

  DirectoryCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void remember() {
    house = new House(stage, false);
    house.register(X);
    signedIn = house.signIn(X, X);
    person = house.directory.person(signedIn.person().id()).orElseThrow();
    assertThat(house.isLive(signedIn)).isTrue();
  }

  @Test
  void whatHasNotChangedStaysTheSameObject() {
    Session session = session();
    for (int times = 0; times < 3; times++) {
      stage.pass(LONG);
      assertThat(house.directory.person(person.id()).orElseThrow()).isSameAs(person);
      assertThat(session()).isSameAs(session);
    }
  }

  @Test
  void aChangeOfTheAccountThatWasNotToldIsFoundOut() {
    untold(stores -> stores.accounts().setStatus(person.id(), Account.Status.DISABLED));
    stage.pass(SHORT);
    assertThat(house.directory.person(person.id()).orElseThrow().account().isActive()).isTrue();
    stage.pass(LONG.minus(SHORT));
    assertThat(house.directory.person(person.id()).orElseThrow().account().isActive()).isFalse();
  }

  @Test
  void theEndOfASessionThatWasNotToldIsFoundOut() {
    untold(stores -> stores.sessions().end(person.id(), signedIn.session().id(), stage.now()));
    stage.pass(SHORT);
    assertThat(house.isLive(signedIn)).isTrue();
    stage.pass(LONG.minus(SHORT));
    assertThat(house.isLive(signedIn)).isFalse();
  }

  @Test
  void anAccountThatIsGoneIsFoundOut() {
    untold(stores -> stores.accounts().delete(person.id()));
    stage.pass(LONG);
    assertThat(house.directory.person(person.id())).isEmpty();
  }

  @Test
  void withManySessionsAllIsReadAnew() {
    for (int more = 0; more < 20; more++) {
      assertThat(house.isLive(house.signIn(X, X))).isTrue();
    }
    stage.pass(LONG);
    assertThat(house.directory.person(person.id()).orElseThrow()).isNotSameAs(person);
    assertThat(house.isLive(signedIn)).isTrue();
  }

  @Test
  void whatIsForgottenIsReadAtOnce() {
    stage.run(stores -> stores.accounts().setStatus(person.id(), Account.Status.DISABLED));
    house.directory.forget(person.id());
    assertThat(house.directory.person(person.id()).orElseThrow().account().isActive()).isFalse();
    house.directory.forget(0);
    assertThat(house.directory.person(person.id())).isPresent();
  }

  private Session session() {
    return house.directory.presence(person.id(), signedIn.session().id()).session().orElseThrow();
  }

  /** A COMMIT of which this node hears nothing. */
  private void untold(Consumer<Stores> work) {
    new SqlTransactions(stage.database, stage.clock(), RandomGenerator.getDefault())
        .write(
            stores -> {
              work.accept(stores);
              return true;
            });
  }
}
