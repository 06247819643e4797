package vestibule.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.store.engine.Database;
import vestibule.store.engine.Migrations;
import vestibule.store.sqlite.SqliteDatabase;

/** How SQLite finds the rows of every statement, as it does on a database without statistics. */
class QueryPlanTest {

  /**
   * Rare, and on tables that hold little: the outbox, what roles carry or were given, kept ids. Or
   * on an index that holds little: events without a position are those of the last second. Or up to
   * a bound: what is owed to webhooks. What operators look for is read by commands alone, beside
   * writers and not before them.
   */
  private static final Set<String> READ_ALL =
      Set.of(
          "SqlAccounts.COUNT",
          "SqlEvents.ANY_UNPLACED",
          "SqlEvents.UNPLACED",
          "SqlEventDeliveries.COUNT_DEAD",
          "SqlEventDeliveries.COUNT_WAITING",
          "SqlWebhooks.ALL",
          "SqlOutbox.COUNT",
          "SqlOutbox.DEAD",
          "SqlOutbox.RELEASE_ALL",
          "SqlOutbox.WAITING",
          "SqlOutbox.RETRY",
          "SqlOutbox.NOT_DUE",
          "SqlOutbox.DROP",
          "SqlOutbox.DROP_DEAD",
          "SqlArrivals.KEPT",
          "SqlImportReports.NEWEST",
          "SqlNodeStates.ALL",
          "SqlMailRequests.COUNT",
          "SqlMailRequests.OLDEST",
          "SqlPasswords.FORMS",
          "SqlPasswords.HAS",
          "SqlRecords.ACCOUNT_OF",
          "SqlRoleGrants.PENDING",
          "SqlRecords.USER_NAMES",
          "SqlSeals.LAST",
          "SqlServices.ALL",
          "SqlSigningKeys.ALL",
          "SqlSeals.COUNT",
          "SqlSeals.OLDEST",
          "SqlRights.COUNT_MEMBERS",
          "SqlRights.DROP_PERMISSION");

  /** Of one address, of one account, of dead mails, of roles, and what operators look for. */
  private static final Set<String> SORTED =
      Set.of(
          "SqlEmails.CLAIMS",
          "SqlHourlyFigures.SINCE",
          "SqlImportReports.NEWEST",
          "SqlNodeStates.ALL",
          "SqlOutbox.DEAD",
          "SqlRecords.CODES",
          "SqlRecords.SIGN_INS",
          "SqlRecords.USER_NAMES",
          "SqlRoleGrants.PENDING",
          "SqlStruckLimits.SINCE");

  @Test
  void everyStatementIsAnsweredByAnIndexAndInItsOrder(@TempDir Path folder) {
    Map<String, List<String>> plans = plans(folder);
    Set<String> all = new HashSet<>();
    Set<String> sorted = new HashSet<>();
    plans.forEach(
        (name, plan) -> {
          if (plan.stream().anyMatch(step -> step.startsWith("SCAN"))) {
            all.add(name);
          }
          if (plan.stream().anyMatch(step -> step.contains("TEMP B-TREE"))) {
            sorted.add(name);
          }
        });
    assertThat(all).isEqualTo(READ_ALL);
    assertThat(sorted).isEqualTo(SORTED);
  }

  @Test
  void theRightsOfAnAccountAreFoundFromTheAccount(@TempDir Path folder) {
    List<String> plan = plans(folder).get("SqlRights.OF");
    assertThat(plan).filteredOn(step -> step.startsWith("SEARCH a ")).hasSize(2);
    assertThat(plan)
        .filteredOn(step -> step.startsWith("SEARCH n "))
        .hasSize(2)
        .allMatch(step -> step.endsWith("(kind=? AND id=?)"));
  }

  private static Map<String, List<String>> plans(Path folder) {
    SqliteDatabase.Settings settings = SqliteDatabase.Settings.commandLine(new SecureRandom());
    try (Database database = SqliteDatabase.open(folder.resolve("plans.db"), settings)) {
      Migrations.migrate(database);
      Map<String, List<String>> plans = new HashMap<>();
      SqlTextTest.statements()
          .forEach((name, sql) -> plans.put(name, database.read(handle -> plan(handle, sql))));
      return plans;
    }
  }

  private static List<String> plan(Handle handle, String sql) {
    try (Query query = handle.createQuery("explain query plan " + sql)) {
      Pattern.compile(":([a-zA-Z_]+)")
          .matcher(sql)
          .results()
          .forEach(name -> query.bind(name.group(1), 1L));
      return query.map((row, context) -> row.getString("detail")).list();
    }
  }
}
