package vestibule.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vestibule.store.Chore;
import vestibule.store.Housekeeping;
import vestibule.store.SqlTransactions;
import vestibule.store.engine.Migrations;

/** The rules that every statement and the schema keep, so that one text serves every database. */
class SqlTextTest {

  private static final List<Class<?>> HOLDERS =
      List.of(
          SqlAccounts.class,
          SqlAudit.class,
          SqlCodes.class,
          SqlEmails.class,
          SqlIdentifiers.class,
          SqlOutbox.class,
          SqlPasswords.class,
          SqlRights.class,
          SqlSecrets.class,
          SqlSessions.class,
          SqlSigningKeys.class,
          SqlTransactions.class,
          Chore.class,
          Housekeeping.class);

  /** Each table's family, as the name of the key that the statements on it hold. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("account", "id"),
          Map.entry("email", "account"),
          Map.entry("password", "account"),
          Map.entry("code", "account"),
          Map.entry("session", "account"),
          Map.entry("account_right", "account"),
          Map.entry("identifier", "key"),
          Map.entry("secret", "hash"),
          Map.entry("signing_key", "name"),
          Map.entry("chore", "name"),
          Map.entry("outbox", "slot"),
          Map.entry("change", "slot"),
          Map.entry("audit", "slot"));

  private static final Set<String> REFERENCE = Set.of("named_right", "role_permission");

  /** Statements that ask every machine: few, short or rare. */
  private static final Set<String> EVERYWHERE =
      Set.of(
          "SqlAccounts.LIST",
          "SqlEmails.CLAIMS",
          "SqlOutbox.IS_DUE",
          "SqlOutbox.DUE",
          "SqlOutbox.RELEASE_ALL",
          "SqlOutbox.COUNT",
          "SqlOutbox.DEAD",
          "Housekeeping.CODES",
          "Housekeeping.ENDED_SESSIONS",
          "Housekeeping.EXPIRED_SESSIONS");

  private static final Pattern TABLE =
      Pattern.compile("\\b(?:from|join|into|update)\\s+([a-z_]+)(?:\\s+([a-z])\\b)?");

  private static final Pattern FOREIGN =
      Pattern.compile(
          "::|\\bautoincrement\\b|\\bserial\\b|\\bidentity\\b|\\bcollate\\b|\\btrigger\\b"
              + "|\\breferences\\b|\\bforeign\\b|\\bnow\\(|current_|\\blike\\b|\\breplace into\\b"
              + "|\\binsert or\\b|\\browid\\b|\\bboolean\\b|\\btimestamp|\\bblob\\b|\\bbytea\\b"
              + "|\\bskip locked\\b|\\bfor update\\b|\\blast_insert");

  @Test
  void everyStatementNamesTheKeyOfItsFamilyUnlessItIsListed() {
    Set<String> everywhere = new HashSet<>();
    statements()
        .forEach(
            (name, sql) -> {
              for (String table : tables(sql)) {
                if (!REFERENCE.contains(table) && !namesKey(sql, KEYS.get(table))) {
                  everywhere.add(name);
                }
              }
            });
    assertThat(everywhere).isEqualTo(EVERYWHERE);
  }

  @Test
  void noStatementJoinsFamilies() {
    statements()
        .forEach(
            (name, sql) -> {
              List<String> keyed =
                  tables(sql).stream().filter(table -> !REFERENCE.contains(table)).toList();
              assertThat(new HashSet<>(keyed)).as(name).hasSizeLessThanOrEqualTo(1);
            });
  }

  @Test
  void nothingIsSaidThatOneDatabaseAloneUnderstands() throws IOException {
    Map<String, String> texts = statements();
    texts.put("schema", schema());
    texts.forEach((name, sql) -> assertThat(FOREIGN.matcher(sql).find()).as(name).isFalse());
  }

  @Test
  void everyUniquenessOfAFamilyHoldsItsKey() throws IOException {
    Matcher table =
        Pattern.compile("create table (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL).matcher(schema());
    int found = 0;
    while (table.find()) {
      String key = KEYS.get(table.group(1));
      if (key == null) {
        continue;
      }
      found++;
      boolean alone = table.group(2).matches("(?s).*\\n? +" + key + " [^\\n]*primary key,.*");
      boolean first = table.group(2).contains("primary key (" + key + ",");
      assertThat(alone || first).as(table.group(1)).isTrue();
      assertThat(table.group(2)).doesNotContain("unique");
    }
    assertThat(found).isEqualTo(KEYS.size());
    assertThat(schema()).doesNotContain("unique index");
  }

  private static boolean namesKey(String sql, String key) {
    return sql.startsWith("insert")
        ? Pattern.compile("\\(([^)]*\\b)?" + key + "\\b").matcher(sql).find()
        : Pattern.compile("\\b" + key + " (= :|in \\()").matcher(sql).find();
  }

  private static List<String> tables(String sql) {
    return TABLE
        .matcher(sql.replaceAll("do update\\s+set", ""))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Every statement by its class and constant. */
  static Map<String, String> statements() {
    Map<String, String> statements = new TreeMap<>();
    for (Class<?> holder : HOLDERS) {
      Stream.of(holder.getDeclaredFields())
          .filter(field -> Modifier.isStatic(field.getModifiers()))
          .filter(field -> field.getType() == String.class)
          .filter(field -> read(field).contains(" "))
          .forEach(
              field -> statements.put(holder.getSimpleName() + "." + field.getName(), read(field)));
    }
    assertThat(statements).hasSizeGreaterThan(60);
    return statements;
  }

  private static String read(Field field) {
    try {
      field.setAccessible(true);
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All scripts, without their comments. */
  private static String schema() throws IOException {
    StringBuilder schema = new StringBuilder();
    for (String script : Migrations.SCRIPTS) {
      try (InputStream text = SqlTextTest.class.getResourceAsStream("/db/migration/" + script)) {
        schema.append(new String(text.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
      }
    }
    return schema.toString().replaceAll("--.*", "");
  }
}
