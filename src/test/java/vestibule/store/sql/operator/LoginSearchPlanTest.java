package vestibule.store.sql.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.store.PostgresServer;
import vestibule.store.engine.Database;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Migrations;

/** How PostgreSQL finds log-in strings by their beginning, whatever language it compares by. */
@Tag("processes")
class LoginSearchPlanTest {

  @ParameterizedTest
  @ValueSource(strings = {">=", ">"})
  void aPageIsARangeOfTheIndex(String from) {
    try (Database database = PostgresServer.open(PostgresServer.at(PostgresServer.newDatabase()))) {
      Migrations.migrate(database);
      String plan =
          database.read(
              handle -> {
                // It is what a large table wants: an empty one is read and sorted faster.
                for (String other : List.of("seqscan", "bitmapscan", "sort")) {
                  handle.execute("set enable_" + other + " = off");
                }
                return String.join(
                    "\n",
                    handle
                        .createQuery(
                            "explain "
                                + SqlLoginSearch.ranged(Dialect.POSTGRES, from)
                                    .replace(":lowest", "'ada'")
                                    .replace(":end", "'adb'")
                                    .replace(":most", "51"))
                        .mapTo(String.class)
                        .list());
              });
      assertThat(plan)
          .contains("Index Scan using identifier_by_characters")
          .contains("Index Cond:")
          .doesNotContain("Sort")
          .doesNotContain("Filter");
    }
  }

  @Test
  void theEndOfABeginningIsTheNextCharacterOfUnicode() {
    assertThat(SqlLoginSearch.end("ada")).isEqualTo("adb");
    assertThat(SqlLoginSearch.end("a\ud7ff")).isEqualTo("a\ue000");
    assertThat(SqlLoginSearch.end("a\uffff")).isEqualTo("a\ud800\udc00");
    assertThat(SqlLoginSearch.end("a\udbff\udfff")).isEqualTo("b");
    assertThat(SqlLoginSearch.end("")).isEqualTo("\udbff\udfff");
    assertThat(SqlLoginSearch.end("\udbff\udfff")).isEqualTo("\udbff\udfff");
  }
}
