package vestibule.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vestibule.core.TestCore;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.Mail;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Password;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.model.Session;
import vestibule.core.refusal.RefusedException;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.store.RecordStore.Trail;
import vestibule.store.Samples;
import vestibule.store.Stage;

/** What operators rely on when they look accounts up, and what they change by what they found. */
public abstract class RecordCases {

  private final Stage stage;
  private final TestCore core;
  private final Records records;

  protected RecordCases(Stage stage) {
    this.stage = stage;
    this.core = new TestCore(stage, false);
    this.records = new Records(stage.transactions);
  }

  @Test
  void aNumberReachesTheIdAndNeverTheNameThatLooksLikeIt() {
    Person stranger = core.register(Optional.of("6872404"), "stranger@x.org");
    assertThat(find("6872404")).isEmpty();
    assertThat(found("name:6872404").person()).isEqualTo(stranger);
    assertThat(found(Long.toString(stranger.id())).person()).isEqualTo(stranger);
  }

  @Test
  void anAddressThatNobodyConfirmedIsNotProven() {
    Person person = core.register(Optional.of("boss"), "boss@corp.org");
    assertThat(found("BOSS@Corp.org")).isEqualTo(new Found(person, false));
    assertThat(found("boss").proven()).isTrue();
    core.confirm(core.mail());
    assertThat(found("boss@corp.org").proven()).isTrue();
  }

  @Test
  void aPrefixDoesNotReachTheOtherKind() {
    core.register(Optional.of("ada"), "ada@x.org");
    assertThat(find("email:ada")).isEmpty();
    assertThat(find("name:ada@x.org")).isEmpty();
    assertThat(find("email:ada@x.org")).isPresent();
  }

  @Test
  void aPartIsFoundInNamesAndAddressesByIdAndPageByPage() {
    Person first = core.register(Optional.of("Ärger_1"), "one@example.org");
    Person second = core.register(Optional.of("other"), "viel-ÄRGER@example.org");
    Person third = core.register(Optional.empty(), "third%_'@example.com");
    assertThat(search("äRger")).containsExactly(first.id(), second.id());
    assertThat(search("EXAMPLE.ORG")).containsExactly(first.id(), second.id());
    assertThat(search("example.")).containsExactly(first.id(), second.id(), third.id());
    assertThat(search("%_'")).containsExactly(third.id());
    assertThat(search("%")).containsExactly(third.id());
    assertThat(search("nobody")).isEmpty();
    assertThat(ids(records.search("example.", first.id(), 1))).containsExactly(second.id());
    assertThat(ids(records.search("example.", second.id(), 9))).containsExactly(third.id());
  }

  @Test
  void aPartOfAPersonsNameIsFoundAsGivenSmallAndCapitalised() {
    insert(1, new Account.Names(text("Иван Иванов"), none(), none(), none()));
    insert(2, new Account.Names(none(), text("Anna Maria"), text("Иванова"), none()));
    insert(3, new Account.Names(none(), none(), none(), text("иванович")));
    insert(4, new Account.Names(none(), none(), none(), none()));
    assertThat(search("иванов")).containsExactly(1L, 2L, 3L);
    assertThat(search("anna maria иванова")).containsExactly(2L);
    assertThat(search("Иван Иванов")).containsExactly(1L);
    assertThat(search("ИВАНОВИЧ")).containsExactly(3L);
  }

  @Test
  void nothingIsLookedForByNothing() {
    for (String part : List.of("", "  ", "a\u0000b", "a\nb", "x".repeat(255))) {
      assertThatThrownBy(() -> records.search(part, 0, 10)).isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void theDossierHoldsAllThatIsKeptAndNoHash() {
    Person person = core.register(Optional.of("ada"), "ada@x.org");
    core.mail();
    Session old = core.enter(person);
    stage.pass(Duration.ofMinutes(1));
    Session young = core.enter(person);
    core.administration.endSession(person.id(), old.id());
    core.add(person, "second@x.org");
    Dossier dossier = records.dossier(person.id(), 100).orElseThrow();
    assertThat(dossier.person().emails()).hasSize(2);
    assertThat(dossier.password().orElseThrow())
        .isEqualTo(new Dossier.KeptPassword("unknown", 1, Stage.START));
    assertThat(dossier.signIns().stream().map(one -> one.session().id()))
        .hasSize(3)
        .containsSubsequence(young.id(), old.id());
    assertThat(dossier.signIns().getFirst().client().networkAddress()).isEqualTo("192.0.2.1");
    assertThat(dossier.codes().stream().map(code -> code.intent().purpose()))
        .containsExactlyInAnyOrder(MailedCode.Purpose.CONFIRM, MailedCode.Purpose.DISOWN);
    assertThat(dossier.mails().stream().map(owed -> owed.mail().purpose()))
        .containsExactly(Mail.Purpose.CONFIRM);
    assertThat(dossier.trail().getFirst().kind()).isEqualTo(AuditEvent.Kind.ADDRESS_ADDED);
    assertThat(dossier.trail().getLast().kind()).isEqualTo(AuditEvent.Kind.REGISTERED);
    Dossier newest = records.dossier(person.id(), 1).orElseThrow();
    assertThat(newest.signIns()).hasSize(1);
    assertThat(newest.trail()).containsExactly(dossier.trail().getFirst());
    assertThat(records.dossier(person.id() + 1, 1)).isEmpty();
  }

  @Test
  void theKindOfAPasswordIsToldWithoutSaltAndHash() {
    stage.run(
        stores ->
            stores
                .passwords()
                .put(1, "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA", Stage.START));
    Optional<Dossier.KeptPassword> password = stage.read(stores -> stores.records().password(1));
    assertThat(password)
        .contains(new Dossier.KeptPassword("argon2id m=19456,t=2,p=1", 1, Stage.START));
    assertThat(stage.<Optional<Dossier.KeptPassword>>read(stores -> stores.records().password(2)))
        .isEmpty();
  }

  @Test
  void ofAnotherSystemsPasswordItsSchemeIsTold() {
    String foreign = Password.FOREIGN + "werkzeug - - - pbkdf2:sha256:600000$c2FsdA$aGFzaA";
    stage.run(stores -> stores.passwords().put(1, foreign, Stage.START));
    assertThat(stage.<Optional<Dossier.KeptPassword>>read(stores -> stores.records().password(1)))
        .contains(new Dossier.KeptPassword("werkzeug", 1, Stage.START));
  }

  @Test
  void theTrailIsFoundByAccountTimeAndKindNewestFirst() {
    for (int i = 1; i <= 4; i++) {
      long account = 1 + i % 2;
      AuditEvent.Kind kind = i < 3 ? AuditEvent.Kind.SIGNED_IN : AuditEvent.Kind.SIGNED_OUT;
      AuditEvent event =
          new AuditEvent(i, at(i), account, kind, new AuditEvent.Place("chat", ""), "");
      stage.run(stores -> stores.audit().insert(event));
    }
    assertThat(trail(new Trail(OptionalLong.empty(), Trail.BEGIN, Trail.END, Optional.empty())))
        .containsExactly(4L, 3L, 2L, 1L);
    assertThat(trail(Trail.of(1))).containsExactly(4L, 2L);
    assertThat(trail(new Trail(OptionalLong.empty(), at(2), at(4), Optional.empty())))
        .containsExactly(3L, 2L);
    assertThat(trail(new Trail(OptionalLong.of(2), at(2), Trail.END, Optional.empty())))
        .containsExactly(3L);
    Optional<AuditEvent.Kind> out = Optional.of(AuditEvent.Kind.SIGNED_OUT);
    assertThat(trail(new Trail(OptionalLong.empty(), Trail.BEGIN, Trail.END, out)))
        .containsExactly(4L, 3L);
    assertThat(trail(new Trail(OptionalLong.of(1), Trail.BEGIN, Trail.END, out)))
        .containsExactly(4L);
    assertThat(records.trail(Trail.of(1), 1)).hasSize(1);
  }

  @Test
  void aSessionTellsItsAccountAndIsEndedOnce() {
    Person person = core.register(Optional.of("ada"), "ada@x.org");
    Session session = core.enter(person);
    Session other = core.enter(person);
    assertThat(records.accountOf(session.id())).hasValue(person.id());
    assertThat(records.accountOf(session.id() + 1_000_000)).isEmpty();
    assertThat(core.administration.endSession(person.id() + 1, session.id())).isFalse();
    assertThat(core.isLive(person.id(), session.id())).isTrue();
    assertThat(core.administration.endSession(person.id(), session.id())).isTrue();
    assertThat(core.administration.endSession(person.id(), session.id())).isFalse();
    assertThat(core.isLive(person.id(), session.id())).isFalse();
    assertThat(core.isLive(person.id(), other.id())).isTrue();
    assertThat(core.administration.endSessions(person.id())).isTrue();
    assertThat(core.isLive(person.id(), other.id())).isFalse();
    assertThat(core.administration.endSessions(person.id() + 1)).isFalse();
  }

  @Test
  void aDeletedRightIsTakenFromAllAndNobodyCanBeGivenItAnyMore() {
    Person person = core.register(Optional.of("ada"), "ada@x.org");
    Person other = core.register(Optional.of("bob"), "bob@x.org");
    Named role = core.rights.create(Kind.ROLE, "editor").orElseThrow();
    Named permission = core.rights.create(Kind.PERMISSION, "write").orElseThrow();
    core.rights.grantToRole(permission, role);
    core.rights.grant(Kind.ROLE, role, person.id());
    core.rights.grant(Kind.ROLE, role, other.id());
    assertThat(core.person(person.id()).rights().permissions()).containsExactly("write");
    assertThat(core.rights.delete(Kind.ROLE, role)).isEqualTo(2);
    assertThat(core.person(person.id()).rights().roles()).isEmpty();
    assertThat(core.person(person.id()).rights().permissions()).isEmpty();
    assertThat(core.rights.members(Kind.ROLE, role, 0, 10)).isEmpty();
    assertThat(records.trail(Trail.of(other.id()), 1).getFirst().detail()).isEqualTo("role editor");
    assertThatThrownBy(() -> core.rights.grant(Kind.ROLE, role, person.id()))
        .isInstanceOf(RightsAdministration.GoneException.class);
    assertThatThrownBy(() -> core.rights.grantToRole(permission, role))
        .isInstanceOf(RightsAdministration.GoneException.class);
    assertThatThrownBy(() -> core.rights.delete(Kind.ROLE, role))
        .isInstanceOf(RightsAdministration.GoneException.class);
    assertThat(stage.rows()).doesNotContainKeys("account_right", "role_permission");
  }

  private Optional<Found> find(String reference) {
    return records.find(AccountReference.of(reference));
  }

  private Found found(String reference) {
    return find(reference).orElseThrow();
  }

  private List<Long> search(String part) {
    return ids(records.search(part, 0, 100));
  }

  private static List<Long> ids(List<Person> people) {
    return people.stream().map(Person::id).toList();
  }

  private List<Long> trail(Trail wanted) {
    return records.trail(wanted, 100).stream().map(AuditEvent::id).toList();
  }

  private static Instant at(int minute) {
    return Stage.START.plus(Duration.ofMinutes(minute));
  }

  private void insert(long id, Account.Names names) {
    Account bare = Samples.bare(id);
    stage.run(
        stores ->
            stores
                .accounts()
                .insert(
                    new Account(
                        id, Optional.empty(), bare.profile().with(names), bare.standing())));
  }

  private static Optional<String> text(String text) {
    return Optional.of(text);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
