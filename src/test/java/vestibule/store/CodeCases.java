package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.MailedCode;
import vestibule.core.model.MailedCode.Purpose;
import vestibule.core.store.SecretStore.Kind;
import vestibule.core.store.SecretStore.Target;

/** What the core relies on about one-time codes. */
abstract class CodeCases {

  private static final Instant LATER = Stage.START.plusSeconds(5);

  private final Stage stage;

  CodeCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everyFieldComesBackAsItWent() {
    long id = 1;
    for (Purpose purpose : Purpose.values()) {
      for (CodeFamily family : Samples.FAMILIES) {
        MailedCode open =
            new MailedCode(
                7,
                id,
                new MailedCode.Intent(purpose, family),
                id + 1,
                "f00d",
                new MailedCode.Life(Stage.START, LATER, Optional.empty()));
        MailedCode spent =
            new MailedCode(
                8,
                id++,
                open.intent(),
                0,
                "",
                new MailedCode.Life(Stage.START, LATER, Optional.of(LATER)));
        insert(open);
        insert(spent);
        assertThat(find(7, open.id())).contains(open);
        assertThat(find(8, spent.id())).contains(spent);
      }
    }
    assertThat(find(9, 1)).isEmpty();
    assertThat(find(7, 0)).isEmpty();
  }

  @Test
  void aCodeIsSpentOnceAndKeepsItsFirstTime() {
    insert(Samples.code(1, 10, Purpose.RESET, 5));
    assertThat(spend(1, 10, LATER)).isTrue();
    assertThat(spend(1, 10, LATER.plusSeconds(1))).isFalse();
    assertThat(find(1, 10).orElseThrow()).isEqualTo(spent(Samples.code(1, 10, Purpose.RESET, 5)));
    assertThat(spend(1, 11, LATER)).isFalse();
    assertThat(spend(2, 10, LATER)).isFalse();
  }

  @Test
  void ofFiftyAtOnceOneSpendsIt() {
    insert(Samples.code(1, 10, Purpose.RESET, 5));
    assertThat(Together.run(50, number -> spend(1, 10, LATER))).filteredOn(one -> one).hasSize(1);
  }

  @Test
  void anUndoneSpendingLeavesTheCodeOpen() {
    insert(Samples.code(1, 10, Purpose.RESET, 5));
    try {
      stage.write(
          stores -> {
            stores.codes().spend(1, 10, LATER);
            throw new ArithmeticException();
          });
    } catch (ArithmeticException expected) {
      assertThat(find(1, 10)).contains(Samples.code(1, 10, Purpose.RESET, 5));
    }
    assertThat(spend(1, 10, LATER)).isTrue();
  }

  @Test
  void voidingSparesOtherPurposesAddressesAccountsAndWhatIsSpent() {
    MailedCode early =
        new MailedCode(
            1,
            14,
            Samples.code(1, 14, Purpose.RESET, 5).intent(),
            5,
            "early",
            new MailedCode.Life(Stage.START, LATER, Optional.of(Stage.START)));
    MailedCode reset = Samples.code(1, 10, Purpose.RESET, 5);
    MailedCode resetOther = Samples.code(1, 11, Purpose.RESET, 6);
    MailedCode confirm = Samples.code(1, 12, Purpose.CONFIRM, 5);
    MailedCode stranger = Samples.code(2, 13, Purpose.RESET, 5);
    List.of(reset, resetOther, confirm, stranger, early).forEach(this::insert);

    stage.run(stores -> stores.codes().voidAll(1, Purpose.RESET, LATER));
    assertThat(all()).containsExactly(spent(reset), spent(resetOther), confirm, early, stranger);
    stage.run(stores -> stores.codes().voidFor(1, 5, LATER));
    assertThat(all())
        .containsExactly(spent(reset), spent(resetOther), spent(confirm), early, stranger);
  }

  /** A code that was spent is still found, so that a second visit can be told from a guess. */
  @Test
  void theVoidedAreNotFoundByTheirHashAndTheSpentAre() {
    MailedCode spent = Samples.code(1, 10, Purpose.CONFIRM, 5);
    MailedCode voided = Samples.code(1, 11, Purpose.CONFIRM, 5);
    MailedCode voidedFor = Samples.code(1, 12, Purpose.RESET, 5);
    MailedCode other = Samples.code(1, 14, Purpose.RESET, 6);
    MailedCode stranger = Samples.code(2, 13, Purpose.CONFIRM, 5);
    List.of(spent, voided, voidedFor, other, stranger).forEach(this::insertWithSecret);
    spend(1, 10, LATER);
    stage.run(stores -> stores.codes().voidAll(1, Purpose.CONFIRM, LATER));
    assertThat(secrets()).containsExactly("hash-1-10", "hash-1-12", "hash-1-14", "hash-2-13");
    stage.run(stores -> stores.codes().voidFor(1, 5, LATER));
    assertThat(secrets()).containsExactly("hash-1-10", "hash-1-14", "hash-2-13");
  }

  private List<String> secrets() {
    return stage.sql(
        handle ->
            handle.createQuery("select hash from secret order by hash").mapTo(String.class).list());
  }

  private void insertWithSecret(MailedCode code) {
    insert(code);
    stage.run(
        stores ->
            stores.secrets().insert(code.hash(), new Target(Kind.CODE, code.account(), code.id())));
  }

  @Test
  void deletingTakesTheSecretsAlong() {
    for (MailedCode code :
        List.of(
            Samples.code(1, 10, Purpose.RESET, 5),
            Samples.code(1, 11, Purpose.CONFIRM, 5),
            Samples.code(2, 12, Purpose.RESET, 5))) {
      insertWithSecret(code);
    }
    stage.run(stores -> stores.codes().deleteAll(1));
    stage.run(stores -> stores.codes().deleteAll(3));
    assertThat(stage.rows()).isEqualTo(Map.of("code", 1L, "secret", 1L));
    assertThat(find(2, 12)).contains(Samples.code(2, 12, Purpose.RESET, 5));
    assertThat(stage.<Optional<Target>>read(stores -> stores.secrets().find("hash-2-12")))
        .contains(new Target(Kind.CODE, 2, 12));
  }

  private static MailedCode spent(MailedCode code) {
    MailedCode.Life life = code.life();
    return new MailedCode(
        code.account(),
        code.id(),
        code.intent(),
        code.email(),
        code.hash(),
        new MailedCode.Life(life.created(), life.expires(), Optional.of(LATER)));
  }

  private List<MailedCode> all() {
    return List.of(find(1, 10), find(1, 11), find(1, 12), find(1, 14), find(2, 13)).stream()
        .map(Optional::orElseThrow)
        .toList();
  }

  private void insert(MailedCode code) {
    stage.run(stores -> stores.codes().insert(code));
  }

  private boolean spend(long account, long id, Instant now) {
    return stage.write(stores -> stores.codes().spend(account, id, now));
  }

  private Optional<MailedCode> find(long account, long id) {
    return stage.read(stores -> stores.codes().find(account, id));
  }
}
