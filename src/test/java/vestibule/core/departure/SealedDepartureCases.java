package vestibule.core.departure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.address.AddressCare;
import vestibule.core.address.AddressClaims;
import vestibule.core.arrival.Arrival;
import vestibule.core.arrival.Arrivals;
import vestibule.core.arrival.Outcome;
import vestibule.core.arrival.TestArrivals;
import vestibule.core.cache.AccountCache;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Account;
import vestibule.core.model.Mail.Purpose;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.store.Stage;

/**
 * An account that is to be erased, and that an operator has disabled since: nothing that is mailed,
 * imported or typed brings it back, but an operator does.
 */
public abstract class SealedDepartureCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final String SECOND = "second@example.org";

  private Person person;
  private Session session;

  protected SealedDepartureCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void register() {
    core.register(Optional.of("xenia"), X);
    core.confirm(core.mail());
    person = core.signIn(X, X).person();
    session = core.enter(person);
  }

  /** What an operator does to the account later is told to nobody, as of all who are disabled. */
  @Test
  void noNoticeOfALaterActIsMailed() {
    leave();
    core.administration.disable(person.id());
    grant("editors");
    assertThat(core.outbox.next("after")).isEmpty();
    String open = "select count(*) from code where spent_at is null";
    assertThat(stage.count(open + " and purpose in ('KEEP', 'NOT_ME')")).isZero();
  }

  /** A node of the version before draws codes for such an account still. */
  @Test
  void noCodeThatIsOpenAllTheSameTakesItBack() {
    leave();
    grant("editors");
    List<Letter> drawn = List.of(core.mail(), core.mail());
    String alarm = drawn.getLast().disown().orElseThrow();
    stage.sql(handle -> handle.execute("update account set erasure_sealed = 1"));
    refused(
        () -> core.alarms.raise(alarm, TestCore.visit(TestCore.CHAT)), new Refusal.CodeInvalid());
    String link = drawn.getFirst().code().orElseThrow();
    refused(
        () -> core.departures.keeping().keep(link, TestCore.visit(TestCore.CHAT)),
        new Refusal.CodeInvalid());
    assertThat(isActive()).isFalse();
    stage.pass(TestDepartures.WAIT);
    assertThat(core.departures.erasures().run()).isOne();
  }

  /** The person's own deletion is taken back by such a link, as nobody else has decided. */
  @Test
  void beforeAnOperatorDecidesANoticeTakesItBack() {
    leave();
    grant("editors");
    core.mail();
    Letter notice = core.mail();
    assertThat(notice.mail().purpose()).isEqualTo(Purpose.RIGHTS_GRANTED);
    core.alarms.raise(notice.disown().orElseThrow(), TestCore.visit(TestCore.CHAT));
    assertThat(isActive()).isTrue();
  }

  @Test
  void neitherPasswordNorResetNorNewCodeTakesItBack() {
    leave();
    core.administration.disable(person.id());
    refused(() -> core.signIn(X, X), new Refusal.WrongCredentials());
    core.resets.request(X, TestCore.visit(TestCore.CHAT));
    assertThat(core.outbox.next("after")).isEmpty();
    assertThat(
            core.resets.requestByOperator(core.person(person.id()), TestCore.visit(TestCore.CHAT)))
        .isFalse();
    assertThat(isActive()).isFalse();
  }

  @Test
  void anAddressThatAnOperatorConfirmsTakesItBackByNoMail() {
    core.add(person, SECOND);
    long second = core.person(person.id()).emails().getLast().id();
    leave();
    core.administration.disable(person.id());
    new AddressCare(core.changes, new AddressClaims(false), core.notices)
        .confirm(person.id(), second);
    assertThat(core.outbox.next("after")).isEmpty();
    assertThat(isActive()).isFalse();
  }

  @Test
  void anOperatorBringsItBackAndTheNextDeletionIsThePersonsAgain() {
    leave();
    core.administration.disable(person.id());
    core.administration.enable(person.id());
    session = core.enter(person);
    leave();
    String link = core.mail().code().orElseThrow();
    core.departures.keeping().keep(link, TestCore.visit(TestCore.CHAT));
    assertThat(isActive()).isTrue();
  }

  /** As a server of the version before enables an account: it knows no such mark. */
  @Test
  void aMarkThatIsLeftOverCountsForNoLaterDeletion() {
    leave();
    core.administration.disable(person.id());
    stage.sql(
        handle ->
            handle.execute("update account set status = 'ACTIVE', erased_at = null, version = 9"));
    session = core.enter(person);
    leave();
    core.departures.keeping().keep(core.mail().code().orElseThrow(), TestCore.visit(TestCore.CHAT));
    assertThat(isActive()).isTrue();
  }

  /** The time of a deletion that was taken back by a server of the version before is over. */
  @Test
  void whomAnOperatorDisablesWhileActiveIsNotErased() {
    leave();
    stage.sql(handle -> handle.execute("update account set status = 'ACTIVE', version = 9"));
    core.administration.disable(person.id());
    stage.pass(TestDepartures.WAIT.multipliedBy(2));
    assertThat(core.departures.erasures().run()).isZero();
    assertThat(isActive()).isFalse();
  }

  /** An import that knows the person as disabled decides over the account as an operator does. */
  @Test
  void whomAnImportDisablesNoLinkBringsBack() {
    assertThat(admit(true)).isInstanceOf(Outcome.Imported.class);
    person = core.signIn("old@example.org", "open sesame").person();
    session = core.enter(person);
    core.departures
        .departure()
        .leave(session, List.of("open sesame"), TestCore.visit(TestCore.CHAT));
    String link = core.mail().code().orElseThrow();
    assertThat(admit(false)).isInstanceOf(Outcome.Updated.class);
    refused(
        () -> core.departures.keeping().keep(link, TestCore.visit(TestCore.CHAT)),
        new Refusal.CodeInvalid());
    assertThat(isActive()).isFalse();
    assertThat(admit(false)).isInstanceOf(Outcome.Unchanged.class);
    assertThat(admit(true)).isInstanceOf(Outcome.Unchanged.class);
    assertThat(isActive()).isFalse();
  }

  private Outcome admit(boolean active) {
    Arrivals arrivals = TestArrivals.of(core, stage, false);
    Arrival arrival =
        new Arrival(
            new Arrival.Identity(
                "7",
                Optional.empty(),
                List.of(new Arrival.Mailbox("old@example.org", true, false))),
            Optional.of(new Arrival.StoredPassword(() -> "plain open sesame", "digest")),
            active,
            Optional.empty(),
            Account.Profile.EMPTY,
            List.of());
    Arrivals.Terms terms =
        new Arrivals.Terms("shop", false, List.of(), true, TestCore.visit(TestCore.CHAT));
    return arrivals.admit(terms, List.of(arrival), new Arrivals.Done(1, _ -> {})).getFirst();
  }

  private void grant(String group) {
    core.rights.grant(
        Rights.Kind.GROUP, core.rights.create(Rights.Kind.GROUP, group).orElseThrow(), person.id());
  }

  private void leave() {
    core.departures.departure().leave(session, List.of(X), TestCore.visit(TestCore.CHAT));
  }

  private boolean isActive() {
    Optional<Person> stored = stage.read(stores -> AccountCache.read(stores, person.id()));
    return stored.orElseThrow().account().isActive();
  }
}
