package vestibule.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Databases;

/** A statement that is used again is as good as a new one. */
@Timeout(60)
class StatementsTest {
  @TempDir Path folder;

  @Test
  void aReadThatLeavesItsStatementOpenDoesNotFreezeTheViewOfTheNextOne() {
    try (Database database =
        Databases.open(
            folder,
            new SqliteDatabase.Settings(
                1, 1, 10, 10, Duration.ofMillis(200), new SecureRandom()))) {
      Databases.run(database, "insert into item values (1, 'one'), (2, 'two')");
      String query = "select id from item order by id";
      database.read(
          handle -> {
            var iterator = handle.createQuery(query).mapTo(Long.class).iterator();
            var twin = handle.createQuery(query).mapTo(Long.class).iterator();
            return iterator.next() + twin.next();
          });
      Databases.run(database, "insert into item values (3, 'three')");
      assertThat(
              database.<List<Long>>read(
                  handle -> handle.createQuery(query).mapTo(Long.class).list()))
          .containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void whatOneUseOfAStatementSetsDoesNotReachTheNext() {
    try (Database database = Databases.open(folder)) {
      Databases.run(database, "insert into item values (1, 'one'), (2, 'two')");
      String query = "select id from item order by id";
      for (int most = 1; most <= 2; most++) {
        int rows = most;
        assertThat(
                database.<List<Long>>write(
                    t -> t.handle().createQuery(query).setMaxRows(rows).mapTo(Long.class).list()))
            .hasSize(most);
      }
      assertThat(
              database.<List<Long>>write(
                  t -> t.handle().createQuery(query).mapTo(Long.class).list()))
          .containsExactly(1L, 2L);
      // More different statements than are kept.
      database.read(
          handle -> {
            for (int i = 0; i < 600; i++) {
              assertThat(handle.createQuery("select " + i).mapTo(Integer.class).one()).isEqualTo(i);
            }
            return 0;
          });
    }
  }

  @Test
  void aQueryThatWritesIsFinishedBeforeTheCommit() {
    try (Database database = Databases.open(folder)) {
      String insert = "insert into item (id, name) values (:id, null) returning id";
      for (long id = 1; id <= 3; id++) {
        long number = id;
        assertThat(
                database.<Long>write(
                    t -> t.handle().createQuery(insert).bind("id", number).mapTo(Long.class).one()))
            .isEqualTo(id);
        database.write(t -> t.handle().createUpdate(insert).bind("id", number + 100).execute());
      }
      assertThat(Databases.count(database)).isEqualTo(6);
    }
  }
}
