package vestibule.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Version01;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.store.Stage;

/**
 * What becomes of addresses that version 0.1 stored under another key, and of those that it must
 * find while it runs beside this one (docs/contracts 0.12, decision 17).
 */
public abstract class FormerKeyCases extends CoreCases {

  private static final String SHARP = "z@straße.de";
  private static final String A_LABEL = "z@xn--strae-oqa.de";
  private static final String DOUBLE = "z@strasse.de";
  private static final Duration DAY = Duration.ofHours(24);
  private static final int ROUNDS = 10;

  protected FormerKeyCases(Stage stage) {
    super(stage);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsStoredUnderAFormerKeySignsInAsEver(boolean proven) {
    store(1, SHARP, proven);
    for (String typed : List.of(SHARP, "Z@STRAẞE.de", A_LABEL)) {
      assertThat(core.signIn(typed, SHARP).person().id()).as(typed).isEqualTo(1);
    }
    refused(() -> core.signIn(DOUBLE, SHARP), new Refusal.WrongCredentials());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOtherMailboxOfTheSharedKeyRegisters(boolean proven) {
    store(1, SHARP, proven);
    assertThat(core.emails.isTaken(DOUBLE, UserAgent.NONE)).isFalse();
    Person other = core.register(DOUBLE);
    assertThat(core.signIn(SHARP, SHARP).person().id()).isEqualTo(1);
    assertThat(core.signIn(DOUBLE, DOUBLE).person().id()).isEqualTo(other.id());
    assertThat(identifier(SHARP).map(Identifier::proven)).contains(proven);
    assertThat(rows()).isEqualTo(Map.of(DOUBLE, other.id(), A_LABEL, 1L));

    core.confirm(core.mail());
    assertThat(core.person(other.id()).isAddressVerified()).isTrue();
    assertThat(core.person(1).emails()).hasSize(1);
  }

  @Test
  void anAddressUnderAFormerKeyIsTaken() {
    store(1, SHARP, true);
    assertThat(core.emails.isTaken(A_LABEL, UserAgent.NONE)).isTrue();
    refused(() -> core.register("Z@Straße.de"), new Refusal.AddressTaken());
    refused(() -> core.register(A_LABEL), new Refusal.AddressTaken());
    assertThat(rows()).isEqualTo(Map.of(DOUBLE, 1L));
  }

  @Test
  void whoProvesAnAddressUnderAFormerKeyTakesItFromTheFirst() {
    store(1, SHARP, false);
    stage.pass(DAY);
    Person second = core.register(A_LABEL);
    assertThat(core.signIn(SHARP, SHARP).person().id()).as("the first keeps it").isEqualTo(1);
    core.confirm(core.mail());
    assertThat(core.signIn(SHARP, A_LABEL).person().id()).isEqualTo(second.id());
    assertThat(core.person(1).emails()).isEmpty();
    assertThat(rows()).isEqualTo(Map.of(DOUBLE, second.id()));
  }

  @Test
  void whoGivesUpAFormerKeyLeavesItToTheNextClaimant() {
    store(1, SHARP, false);
    stage.pass(DAY);
    Person second = core.register(SHARP);
    core.administration.delete(1);
    assertThat(identifier(SHARP).map(Identifier::account)).contains(second.id());
    core.administration.delete(second.id());
    assertThat(rows()).isEmpty();
  }

  @Test
  void aNewRowLiesWhereVersion01LooksForIt() {
    Person person = core.register(SHARP);
    assertThat(rows()).isEqualTo(Map.of(Version01.key(SHARP), person.id()));
    refused(() -> core.register(A_LABEL), new Refusal.AddressTaken());
    refused(() -> core.signIn(DOUBLE, SHARP), new Refusal.WrongCredentials());
    core.confirm(core.mail());
    assertThat(identifier(A_LABEL).map(Identifier::proven)).contains(true);
    assertThat(rows()).isEqualTo(Map.of(Version01.key(SHARP), person.id()));
  }

  @Test
  void aNewRowWhosePlaceIsTakenLiesUnderItsOwnKey() {
    Person first = core.register(DOUBLE);
    Person second = core.register(SHARP);
    assertThat(rows()).isEqualTo(Map.of(DOUBLE, first.id(), A_LABEL, second.id()));
    assertThat(core.signIn(DOUBLE, DOUBLE).person().id()).isEqualTo(first.id());
    assertThat(core.signIn(SHARP, SHARP).person().id()).isEqualTo(second.id());
    core.administration.delete(first.id());
    assertThat(identifier(DOUBLE)).isEmpty();
    assertThat(identifier(SHARP).map(Identifier::account)).contains(second.id());
  }

  @Test
  void oneAccountHasBothMailboxes() {
    store(1, SHARP, true);
    Person person = core.person(1);
    Email added = core.add(person, DOUBLE);
    assertThat(rows()).isEqualTo(Map.of(DOUBLE, 1L, A_LABEL, 1L));
    core.remove(person, added.id());
    assertThat(rows()).isEqualTo(Map.of(A_LABEL, 1L));
    assertThat(core.signIn(SHARP, SHARP).person().id()).isEqualTo(1);
  }

  /** What it does when it runs beside this version: it knows one key for both. */
  @Test
  void whatVersion01GaveToTheOtherMailboxIsTheOthers() {
    core.register(SHARP);
    person(2, DOUBLE, true);
    stage.sql(
        handle ->
            handle.execute(
                "update identifier set account = 2, proven = 1, held_until = null where key = ?",
                DOUBLE));
    assertThat(core.signIn(DOUBLE, DOUBLE).person().id()).isEqualTo(2);
    refused(() -> core.register(DOUBLE), new Refusal.AddressTaken());
    assertThat(identifier(SHARP)).isEmpty();
    core.confirm(core.mail());
    assertThat(core.signIn(SHARP, SHARP).person().id()).isNotEqualTo(2);
    assertThat(core.signIn(DOUBLE, DOUBLE).person().id()).isEqualTo(2);
  }

  /** It took both spellings of one address for two. */
  @ParameterizedTest
  @CsvSource({"true, false, 1", "false, true, 2", "false, false, 2"})
  void ofTwoRowsOfOneAddressTheProvenOneCounts(boolean sharp, boolean label, long named) {
    store(1, SHARP, sharp);
    store(2, A_LABEL, label);
    assertThat(identifier(SHARP).map(Identifier::account)).contains(named);
    refused(() -> core.register(DOUBLE), new Refusal.AddressTaken());
  }

  @ParameterizedTest
  @CsvSource({
    "\u212aelvin@x.de, kelvin@x.de",
    "mi\u017fs@x.de, miss@x.de",
    "weiß@x.de, weiss@x.de",
    "a@\u017ftrasse.de, a@strasse.de",
    "οδος@οδος.gr, οδοσ@οδοσ.gr"
  })
  void whatFoldsToAnotherMailboxIsNotTakenForIt(String stored, String other) {
    store(1, stored, true);
    Person person = core.register(other);
    assertThat(core.signIn(stored, stored).person().id()).isEqualTo(1);
    assertThat(core.signIn(other, other).person().id()).isEqualTo(person.id());
  }

  @Test
  void aConfirmationIsSentAgainToTheMailboxThatWasTyped() {
    store(1, SHARP, false);
    core.register(DOUBLE);
    core.mail();
    core.emails.resend(DOUBLE, UserAgent.NONE, Optional.empty(), _ -> TestCore.CHAT.language());
    assertThat(core.mail().mail().recipient().address()).isEqualTo(DOUBLE);
    assertThat(stage.count("select count(*) from outbox")).isZero();
    core.emails.resend(A_LABEL, UserAgent.NONE, Optional.empty(), _ -> TestCore.CHAT.language());
    Letter letter = core.mail();
    assertThat(letter.mail().recipient().address()).isEqualTo(SHARP);
    core.confirm(letter);
    assertThat(identifier(SHARP).map(Identifier::proven)).contains(true);
  }

  @Test
  void ofManyAtOnceOneGetsEachMailbox() {
    List<String> spellings = List.of(SHARP, DOUBLE, A_LABEL, "Z@Strasse.de", "z@STRAẞE.DE", DOUBLE);
    for (int round = 0; round < ROUNDS; round++) {
      if (round % 2 == 1) {
        store(1, SHARP, false);
      }
      int before = round % 2;
      List<Boolean> won =
          Together.run(spellings.size(), number -> registers(spellings.get(number)));
      assertThat(won).as("round %d", round).filteredOn(one -> one).hasSize(2 - before);
      assertThat(rows().keySet()).as("round %d", round).containsExactly(DOUBLE, A_LABEL);
      for (String address : List.of(SHARP, DOUBLE)) {
        LoginKey key = LoginKey.of(address);
        long named = identifier(address).orElseThrow().account();
        assertThat(core.person(named).emails()).extracting(Email::key).containsExactly(key);
      }
      stage.clear();
      build();
    }
  }

  private boolean registers(String address) {
    try {
      return core.register(address).id() > 0;
    } catch (RefusedException taken) {
      return false;
    }
  }

  /** An account as version 0.1 stored it; the password is the address. */
  private void store(long account, String address, boolean proven) {
    person(account, address, proven);
    long until = ChronoUnit.MICROS.between(Instant.EPOCH, stage.now().plus(DAY));
    stage.sql(
        handle ->
            handle.execute(
                "insert into identifier (key, account, kind, proven, held_until)"
                    + " values (?, ?, 'ADDRESS', ?, ?)",
                Version01.key(address),
                account,
                proven ? 1 : 0,
                proven ? null : until));
  }

  private void person(long account, String address, boolean proven) {
    long email = 9_000_000 + account;
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, stage.now());
    stage.sql(
        handle ->
            handle.execute(
                    "insert into account (id, status, created_at, primary_email, version)"
                        + " values (?, ?, ?, ?, 1)",
                    account,
                    Account.Status.ACTIVE.name(),
                    now,
                    email)
                + handle.execute(
                    "insert into password (account, hash, version, changed_at) values (?, ?, 1, ?)",
                    account,
                    "plain " + address,
                    now)
                + handle.execute(
                    "insert into email (account, id, address, key, verified, door, family,"
                        + " claimed_at, decoy) values (?, ?, ?, ?, ?, 'chat', 'CHAT', ?, 0)",
                    account,
                    email,
                    address,
                    Version01.key(address),
                    proven ? 1 : 0,
                    now));
  }

  /** Which account each key names, as version 0.1 sees it. */
  private Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    stage.database.read(
        handle ->
            handle
                .createQuery("select key, account from identifier")
                .map((row, _) -> rows.put(row.getString(1), row.getLong(2)))
                .list());
    return rows;
  }

  private Optional<Identifier> identifier(String address) {
    return stage.read(stores -> stores.identifiers().find(LoginKey.of(address)));
  }
}
