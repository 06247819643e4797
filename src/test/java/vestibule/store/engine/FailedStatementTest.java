package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A failed statement undoes the work that met it, and nothing else. */
@Timeout(60)
class FailedStatementTest {
  @TempDir Path folder;

  private Database database;

  @BeforeEach
  void open() {
    database = Databases.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static final class TakenName extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenName(Throwable cause) {
      super("taken", cause);
    }
  }

  private List<Long> ids() {
    return database.read(
        handle -> handle.createQuery("select id from item order by id").mapTo(Long.class).list());
  }

  @Test
  void aTakenKeyFailsAsAStoreWordsItAndUndoesOnlyItself() {
    database.write(transaction -> Databases.insert(transaction.handle(), 1));

    assertThatThrownBy(() -> database.write(t -> Databases.insert(t.handle(), 1)))
        .isInstanceOf(JdbiException.class);
    assertThatThrownBy(
            () -> database.write(t -> t.handle().execute("insert into item values (2, 'item 1')")))
        .isInstanceOf(JdbiException.class);
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      Databases.insert(transaction.handle(), 2);
                      try {
                        return Databases.insert(transaction.handle(), 1);
                      } catch (JdbiException e) {
                        throw new TakenName(e);
                      }
                    }))
        .isExactlyInstanceOf(TakenName.class);
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void aBatchInsertOfATakenKeyFailsAndUndoesOnlyItself() {
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      var batch =
                          transaction.handle().prepareBatch("insert into item values (?, ?)");
                      batch.add(1, "a").add(2, "b").add(3, "a");
                      return batch.execute();
                    }))
        .isInstanceOf(JdbiException.class);
    assertThat(ids()).isEmpty();
    database.write(
        transaction -> {
          var batch = transaction.handle().prepareBatch("insert into item values (?, ?)");
          return batch.add(4, "d").execute();
        });
    assertThat(ids()).containsExactly(4L);
  }

  @Test
  void anotherConstraintFailsTheStatementToo() {
    Databases.run(database, "create table strict_item (id bigint primary key, name text not null)");
    assertThatThrownBy(
            () ->
                database.write(t -> t.handle().execute("insert into strict_item values (1, null)")))
        .isInstanceOf(JdbiException.class);
  }

  @Test
  void aWorkThatSwallowsAFailedStatementIsUndone() {
    assertThatThrownBy(
            () ->
                database.write(
                    transaction -> {
                      Databases.insert(transaction.handle(), 1);
                      try {
                        Databases.insert(transaction.handle(), 1);
                      } catch (JdbiException swallowed) {
                        // What this test forbids.
                      }
                      return 0;
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ids()).isEmpty();
    assertThat(database.<Integer>write(t -> Databases.insert(t.handle(), 1))).isEqualTo(1);
  }
}
