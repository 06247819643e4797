package vestibule.store.transfer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The copying of whole tables from one database into another, and their comparison afterwards. */
final class Copying {

  private static final int BATCH = 2_000;

  private final Connection from;
  private final Connection to;
  private final List<Table> tables;
  private final Progress progress;

  /**
   * A copying between two connections, each inside a transaction that its owner ends.
   *
   * @throws TransferRefused when the two have different tables
   */
  Copying(Connection from, Connection to, Progress progress) throws SQLException {
    this.from = from;
    this.to = to;
    this.progress = progress;
    this.tables = Table.all(from);
    List<Table> wanted = Table.all(to);
    if (!named(tables).equals(named(wanted))) {
      throw new TransferRefused("the two databases have different tables or columns");
    }
  }

  private static List<String> named(List<Table> tables) {
    return tables.stream().map(table -> table.name() + table.columns()).toList();
  }

  List<Table> tables() {
    return tables;
  }

  /** The tables to which a server writes at its first start, before anybody has come. */
  private static final Set<String> FIRST_START = Set.of("id_block", "signing_key");

  /**
   * Refuses a target with data, and removes what a first start has left in it.
   *
   * @throws TransferRefused naming the table that has rows
   */
  void requireEmpty() throws SQLException {
    for (Table table : tables) {
      if (!FIRST_START.contains(table.name()) && table.count(to) > 0) {
        throw new TransferRefused(
            "the target is not empty: there are rows in "
                + table.name()
                + ", and none were touched");
      }
    }
    try (Statement statement = to.createStatement()) {
      for (String name : FIRST_START) {
        statement.executeUpdate("delete from " + name);
      }
    }
  }

  /** Copies every table and {@linkplain #compare() compares} it. */
  Map<String, Checksum> copyAll() throws SQLException {
    copy(Map.of(), (table, rows) -> {});
    return compare();
  }

  /** After each batch, with how many rows of the table have been copied in all. */
  interface BatchEnd {
    void at(Table table, long rows) throws SQLException;
  }

  /**
   * Copies every table.
   *
   * @param before how many rows of each table are there already, the first ones by its key
   */
  void copy(Map<String, Long> before, BatchEnd end) throws SQLException {
    long all = 0;
    for (Table table : tables) {
      all += table.count(from);
    }
    long done = before.values().stream().mapToLong(Long::longValue).sum();
    progress.begin("copying", all);
    progress.done(done);
    for (Table table : tables) {
      done += copy(table, before.getOrDefault(table.name(), 0L), done, end);
    }
    progress.end();
  }

  private long copy(Table table, long before, long doneBefore, BatchEnd end) throws SQLException {
    long rows = 0;
    try (PreparedStatement query = from.prepareStatement(table.selectAfter(before));
        PreparedStatement insert = to.prepareStatement(table.insert())) {
      query.setFetchSize(BATCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          add(insert, row, table.columns().size());
          rows++;
          if (rows % BATCH == 0) {
            insert.executeBatch();
            end.at(table, before + rows);
            progress.done(doneBefore + rows);
          }
        }
      }
      insert.executeBatch();
      end.at(table, before + rows);
      progress.done(doneBefore + rows);
    }
    return rows;
  }

  private static void add(PreparedStatement insert, ResultSet row, int columns)
      throws SQLException {
    for (int column = 1; column <= columns; column++) {
      switch (row.getObject(column)) {
        case null -> insert.setNull(column, Types.NULL);
        case Number number -> insert.setLong(column, number.longValue());
        case Object text -> insert.setString(column, text.toString());
      }
    }
    insert.addBatch();
  }

  /**
   * Reads every table on both sides.
   *
   * @return the checksums, which are the same on both, by table
   * @throws TransferRefused when a table differs
   */
  Map<String, Checksum> compare() throws SQLException {
    long all = 0;
    for (Table table : tables) {
      all += 2 * table.count(from);
    }
    progress.begin("comparing", all);
    long[] done = {0};
    Map<String, Checksum> sums = new LinkedHashMap<>();
    List<String> different = new ArrayList<>();
    for (Table table : tables) {
      Checksum here = Checksum.of(table, from, () -> progress.done(++done[0]));
      Checksum there = Checksum.of(table, to, () -> progress.done(++done[0]));
      sums.put(table.name(), here);
      if (!here.equals(there)) {
        different.add(
            String.format(
                Locale.ROOT,
                "%s (%d rows here, %d there)",
                table.name(),
                here.rows(),
                there.rows()));
      }
    }
    progress.end();
    if (!different.isEmpty()) {
      throw new TransferRefused("the copy differs in " + String.join(", ", different));
    }
    return sums;
  }
}
