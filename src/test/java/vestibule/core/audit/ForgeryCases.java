package vestibule.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.store.Stage;
import vestibule.store.sql.SqlStores;

/** Each change by hand that the seals over the audit trail bring to light. */
public abstract class ForgeryCases extends SealedTrail {

  protected ForgeryCases(Stage stage) {
    super(stage);
  }

  @Test
  void oneChangedColumnIsFound() {
    Map<String, String> changes =
        Map.of(
            "slot", "slot + 1",
            "account", "account + 64",
            "at", "at + 1",
            "id", "id + 1000000",
            "kind", "'SIGNED_OUT'",
            "door", "'envelope'",
            "detail", "'x'",
            "actor", "'OPERATOR'",
            "traces", "'x'");
    String one = " where seal = 3";
    changes.forEach((column, value) -> requireFoundAfter("set " + column + " = " + value + one));
    for (String column : List.of("network_address", "browser", "salt")) {
      requireFoundAfter("set " + column + " = 'x'" + one);
      requireFoundAfter("set " + column + " = ''" + one);
    }
    assertThat(stage.columns("audit"))
        .as("a column that no seal covers")
        .containsExactlyInAnyOrder(
            "slot",
            "account",
            "at",
            "id",
            "kind",
            "door",
            "network_address",
            "detail",
            "actor",
            "browser",
            "seal",
            "salt",
            "traces");
  }

  private void requireFoundAfter(String change) {
    assertThatThrownBy(
            () ->
                stage.sql(
                    handle -> {
                      assertThat(handle.execute("update audit " + change)).isEqualTo(1);
                      Transactions inside = inside(new SqlStores(handle, null, null));
                      Optional<String> key = SealKey.find(keys(inside)).map(SealKey::publicKey);
                      assertThat(Verification.of(inside, key, Optional.empty()).findings())
                          .as(change)
                          .isNotEmpty();
                      throw new Undone();
                    }))
        .as(change)
        .isInstanceOf(Undone.class);
    requireGood();
  }

  private static Transactions inside(Stores stores) {
    return new Transactions() {
      @Override
      public <T> T write(Work<T> work) {
        return work.in(stores);
      }

      @Override
      public <T> T read(Work<T> work) {
        return work.in(stores);
      }
    };
  }

  @Test
  void aRemovedEventIsFound() {
    sql("delete from audit where seal = 2 and account = " + person.id());
    requireFound("the events of seal 2");
  }

  @Test
  void aSealWithoutAnyOfItsEventsIsFound() {
    sql("delete from audit where seal = 2");
    requireFound("of seal 2 no event is there");
  }

  @Test
  void anInsertedEventIsFoundWhicheverSealItClaims() {
    String copy =
        "insert into audit (slot, account, at, id, kind, door, network_address, detail, actor,"
            + " browser, seal, salt, traces) select slot, account, at, id + 1000000, kind, door,"
            + " network_address, detail, actor, browser, %s, salt, traces from audit"
            + " where seal = 3";
    sql(String.format(Locale.ROOT, copy, "seal"));
    requireFound("the events of seal 3");
    sql("delete from audit where id > 1000000");
    requireGood();
    sql(String.format(Locale.ROOT, copy, "99"));
    requireFound("belongs to no seal");
  }

  @Test
  void anEventThatIsMovedBetweenSealsIsFoundAndOneThatIsSealedAnew() {
    sql("update audit set seal = 2 where seal = 3");
    requireFound("seal 3");
    requireFound("the events of seal 2");
    sql("update audit set seal = 0 where seal = 2 and account = " + other.id());
    pass();
    requireFound("the events of seal 2");
  }

  @Test
  void aRemovedSealIsFound() {
    sql("update audit_seal set number = 20 where number = 2");
    requireFound("seal");
    sql("delete from audit_seal where number = 20");
    sql("delete from audit where seal = 2");
    requireFound("seals 2 to 2 are missing");
    requireFound("seal 3 does not follow");
  }

  @Test
  void eachChangedColumnOfASealIsFound() {
    for (String column : stage.columns("audit_seal")) {
      boolean text = List.of("previous", "root", "public_key", "signature").contains(column);
      String value = text ? "'AAAA'" : column + " + 7";
      for (int number : List.of(1, 2, 3)) {
        String before =
            stage.sql(
                handle ->
                    handle
                        .createQuery(
                            "select " + column + " from audit_seal where number = " + number)
                        .mapTo(String.class)
                        .one());
        sql("update audit_seal set " + column + " = " + value + " where number = " + number);
        assertThat(verify(Optional.empty()).findings()).as(column + " of " + number).isNotEmpty();
        String back = text ? "'" + before + "'" : before;
        String now = column.equals("number") ? Integer.toString(number + 7) : "" + number;
        sql("update audit_seal set " + column + " = " + back + " where number = " + now);
        requireGood();
      }
    }
  }

  @Test
  void twoSealsInEachOthersPlaceAreFound() {
    sql("update audit_seal set number = 9 where number = 1");
    sql("update audit_seal set number = 1 where number = 2");
    sql("update audit_seal set number = 2 where number = 9");
    requireFound("its signature does not fit");
  }

  @Test
  void aTailThatIsCutOffIsFoundByASealThatWasKept() {
    sql("delete from audit where seal = 3");
    sql("delete from audit_seal where number = 3");
    assertThat(verify(Optional.empty()).isGood()).isTrue();
    assertThat(verify(Optional.of(names.getLast())).findings())
        .containsExactly("the end is cut off: seal 3 is not there");
    core.enter(other);
    pass();
    assertThat(verify(Optional.of(names.get(2))).findings())
        .containsExactly("seal 3 is another one than the one that was kept");
    assertThat(verify(Optional.of(names.get(1))).isGood()).isTrue();
  }

  @Test
  void aTrailThatSomebodyElseSealedIsFound() {
    sql("delete from audit_seal");
    sql("delete from signing_key");
    markMasterKey();
    sql("update audit set seal = 0, salt = '', traces = ''");
    Optional<String> wanted = Optional.of("the key that an auditor knows");
    pass();
    assertThat(Verification.of(stage.transactions, wanted, Optional.empty()).findings())
        .containsExactly("the last seal, 1, is not signed with the server's key");
  }
}
