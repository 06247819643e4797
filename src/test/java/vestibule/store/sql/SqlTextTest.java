package vestibule.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import vestibule.store.sql.event.SqlEventDeliveries;
import vestibule.store.sql.event.SqlEvents;
import vestibule.store.sql.event.SqlWebhooks;
import vestibule.store.sql.node.SqlHourlyFigures;
import vestibule.store.sql.node.SqlNodeStates;
import vestibule.store.sql.node.SqlStruckLimits;
import vestibule.store.sql.operator.SqlImportReports;
import vestibule.store.sql.operator.SqlLoginSearch;
import vestibule.store.sql.service.SqlServices;

/** The rules that every statement and the schema keep, so that one text serves every database. */
class SqlTextTest {

  private static final List<Class<?>> HOLDERS =
      List.of(
          SqlAccounts.class,
          SqlArrivals.class,
          SqlAudit.class,
          SqlCodes.class,
          SqlEmails.class,
          SqlEvents.class,
          SqlEventDeliveries.class,
          SqlWebhooks.class,
          SqlIdentifiers.class,
          SqlKeptAnswers.class,
          SqlImportReports.class,
          SqlLoginSearch.class,
          IdentifierRows.class,
          SqlMailRequests.class,
          SqlOutbox.class,
          SqlPasswords.class,
          SqlRecords.class,
          SqlRoleGrants.class,
          SqlSpentAnswers.class,
          SqlRights.class,
          SqlSeals.class,
          SqlSecrets.class,
          SqlSessions.class,
          SqlSignInTickets.class,
          SqlServices.class,
          SqlNodeStates.class,
          SqlHourlyFigures.class,
          SqlStruckLimits.class,
          SqlSigningKeys.class,
          SqlTransactions.class,
          Chore.class,
          Housekeeping.class);

  /** Statements that ask every machine: few, short or rare. */
  private static final Set<String> EVERYWHERE =
      Set.of(
          "SqlAccounts.COUNT",
          "SqlAccounts.LIST",
          "SqlAccounts.ON_TRIAL",
          "SqlAccounts.TO_ERASE",
          "SqlEvents.AFTER",
          "SqlEvents.ANY_UNPLACED",
          "SqlEvents.OLDEST",
          "SqlEvents.OLDEST_UNPLACED",
          "SqlEvents.UNPLACED",
          "SqlEventDeliveries.COUNT_DEAD",
          "SqlEventDeliveries.COUNT_WAITING",
          "SqlEventDeliveries.DEAD",
          "SqlEventDeliveries.DEAD_ONE",
          "SqlEventDeliveries.DUE",
          "SqlEventDeliveries.LONG_DEAD",
          "SqlEventDeliveries.OLD",
          "SqlEventDeliveries.OLDEST",
          "SqlEventDeliveries.WAITING",
          "SqlWebhooks.ALL",
          "SqlEmails.BETWEEN",
          "SqlArrivals.DELETE_ALL",
          "SqlArrivals.DELETE_TOKENS",
          "SqlArrivals.END_SESSIONS",
          "SqlArrivals.LIST",
          "SqlEmails.CLAIMS",
          "SqlImportReports.NEWEST",
          "SqlLoginSearch.BEYOND",
          "SqlLoginSearch.STARTING",
          "SqlNodeStates.ALL",
          "SqlMailRequests.OLDEST",
          "SqlMailRequests.COUNT",
          "SqlOutbox.IS_DUE",
          "SqlOutbox.DUE",
          "SqlOutbox.RELEASE_ALL",
          "SqlOutbox.COUNT",
          "SqlOutbox.OLDEST",
          "SqlOutbox.DEAD",
          "SqlPasswords.AFTER",
          "SqlPasswords.BETWEEN",
          "SqlPasswords.FORMS",
          "SqlPasswords.HAS",
          "SqlRecords.USER_NAMES",
          "SqlRecords.ADDRESSES",
          "SqlRecords.NAMES",
          "SqlRecords.ACCOUNT_OF",
          "SqlRecords.PAGE",
          "SqlRecords.TRAIL",
          "SqlSeals.AFTER",
          "SqlSeals.LAST",
          "SqlSeals.ROWS",
          "SqlSeals.UNSEALED",
          "SqlSeals.COUNT",
          "SqlSeals.OLDEST",
          "SqlSeals.REMOVE_ROWS",
          "SqlRights.BETWEEN",
          "SqlRights.MEMBERS",
          "SqlSigningKeys.ALL",
          "SqlRights.COUNT_MEMBERS",
          "SqlOutbox.WAITING",
          "SqlOutbox.RETRY",
          "SqlOutbox.NOT_DUE",
          "SqlOutbox.DROP",
          "SqlOutbox.DROP_DEAD",
          "Housekeeping.CODES",
          "Housekeeping.ENDED_SESSIONS",
          "Housekeeping.REFRESH_TOKENS",
          "Housekeeping.HELD_ADDRESSES",
          "Housekeeping.SPENT_ANSWERS",
          "Housekeeping.KEPT_ANSWERS",
          "SqlRoleGrants.PENDING",
          "Housekeeping.ADDRESS_CHANGES",
          "Housekeeping.DEVICES",
          "Housekeeping.FORMER_NAMES",
          "Housekeeping.FORMER_TOKENS",
          "IdentifierRows.DELETE_FORMER_NAMES",
          "Housekeeping.EXPIRED_SESSIONS",
          "Housekeeping.NODE_STATES",
          "Housekeeping.OLD_TICKETS");

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
              for (String table : Families.tables(sql)) {
                if (!Families.isNamed(table, sql)) {
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
                  Families.tables(sql).stream()
                      .filter(table -> !Families.REFERENCE.contains(table))
                      .toList();
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
  void thePageOnScaleKnowsEveryTable() throws IOException {
    String page = Files.readString(Path.of("docs/scale.md"));
    assertThat(Families.KEYS.keySet())
        .filteredOn(table -> !table.equals("transfer"))
        .allSatisfy(table -> assertThat(page).contains("`" + table + "`"));
    assertThat(Families.REFERENCE)
        .allSatisfy(table -> assertThat(page).contains("create_reference_table('" + table));
  }

  @Test
  void everyTableStatesItsFamily() throws IOException {
    Matcher table =
        Pattern.compile("-- (\\((?<letter>[abc])\\)|Reference)[^;]*?\\ncreate table (?<name>\\w+) ")
            .matcher(script());
    Map<String, String> stated = new TreeMap<>();
    while (table.find()) {
      stated.put(table.group("name"), String.valueOf(table.group("letter")));
    }
    Map<String, String> wanted = new TreeMap<>(Families.LETTERS);
    Families.REFERENCE.forEach(name -> wanted.put(name, "null"));
    assertThat(stated).isEqualTo(wanted);
  }

  /** Every statement by its class and constant. */
  static Map<String, String> statements() {
    Map<String, String> statements = new TreeMap<>();
    for (Class<?> holder : HOLDERS) {
      Stream.of(holder.getDeclaredFields())
          .filter(field -> Modifier.isStatic(field.getModifiers()))
          .filter(field -> field.getType() == String.class)
          .filter(field -> read(field).strip().contains(" "))
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
    return script().replaceAll("--.*", "");
  }

  private static String script() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String script : Migrations.SCRIPTS) {
      try (InputStream text = SqlTextTest.class.getResourceAsStream("/db/migration/" + script)) {
        all.append(new String(text.readAllBytes(), StandardCharsets.UTF_8)).append('\n');
      }
    }
    return all.toString();
  }
}
