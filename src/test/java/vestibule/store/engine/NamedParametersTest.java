package vestibule.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters are found where the library's own reader finds them, and nowhere else. */
class NamedParametersTest {

  @Test
  void namesBecomeQuestionMarksInTheirOrder() {
    ParsedSql parsed = NamedParameters.parse("update a set b = :b, c = b + :size where b < :b_1");
    assertThat(parsed.getSql()).isEqualTo("update a set b = ?, c = b + ? where b < ?");
    assertThat(parsed.getParameters().getParameterNames()).isEqualTo(List.of("b", "size", "b_1"));
    assertThat(parsed.getParameters().isPositional()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "select 1",
        "select :a",
        ":a",
        "select a from b where c = :c and d = :d;",
        "select a from b where c in (:a,:b,:c1)",
        "insert into a values (:a, 1 + :a)",
        "select ? from a where b = ?",
        "select ':a' from a where b = :b",
        "select 'it''s :a' from a where b = :b",
        "select '' || :b",
        "select \":a\" from a where b = :b",
        "select \"a\"\":b\" from a where b = :b",
        "select a /* :b */ from a where b = :b",
        "select a /* ' */ from a where b = :b and c = '?'",
        "select a -- :b ' ?\n from a where b = :b",
        "select 4 / 2 - :b * 3",
        "select a::text from b where c = :c",
        "select a from b where c <= :c and d >= :d and e <> :e",
        "pragma wal_checkpoint(truncate)",
        "select :a_b, :a1, :A",
        "select a\n  , b\r\n from c\twhere d = :d\n",
        "select 'Zürich' from a where b = :b",
      })
  void itAgreesWithTheLibrarysReader(String sql) {
    assertThat(NamedParameters.parse(sql)).isEqualTo(new ColonPrefixSqlParser().parse(sql, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'", "\"", "select 'a", "select \":a", "/*", "select /* :a", "-", "--", ":"})
  void whatHasNoEndIsTakenAsItIs(String sql) {
    ParsedSql parsed = NamedParameters.parse(sql);
    assertThat(parsed.getSql()).isEqualTo(sql);
    assertThat(parsed.getParameters().getParameterCount()).isZero();
  }
}
