package vestibule.store.sql.operator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.operator.ImportReport;
import vestibule.core.store.operator.ImportReportStore;
import vestibule.store.engine.Columns;

/** What the runs of imports came to, in a database. */
public record SqlImportReports(Handle handle) implements ImportReportStore {

  private static final String PUT =
      """
      insert into import_report
        (source, began_at, noted_at, ended_at, rows_before,
         imported, updated, unchanged, refused, reasons, warnings)
      values
        (:source, :began, :noted, :ended, :before,
         :imported, :updated, :unchanged, :refused, :reasons, :warnings)
      on conflict (source, began_at) do update
      set noted_at = excluded.noted_at, ended_at = excluded.ended_at,
          imported = excluded.imported, updated = excluded.updated,
          unchanged = excluded.unchanged, refused = excluded.refused,
          reasons = excluded.reasons, warnings = excluded.warnings
      """;

  @Override
  public void put(ImportReport report) {
    ImportReport.Outcomes outcomes = report.counts().outcomes();
    handle
        .createUpdate(PUT)
        .bind("source", report.run().source())
        .bind("began", Columns.micros(report.run().began()))
        .bind("noted", Columns.micros(report.noted()))
        .bind("ended", Columns.micros(report.ended()))
        .bind("before", report.run().rowsBefore())
        .bind("imported", outcomes.imported())
        .bind("updated", outcomes.updated())
        .bind("unchanged", outcomes.unchanged())
        .bind("refused", outcomes.refused())
        .bind("reasons", text(report.counts().reasons()))
        .bind("warnings", text(report.counts().warnings()))
        .execute();
  }

  private static final String FORGET =
      """
      delete from import_report
      where source = :source and began_at not in
        (select began_at from import_report where source = :source
         order by began_at desc limit :kept)
      """;

  @Override
  public void forget(String source, int kept) {
    handle.createUpdate(FORGET).bind("source", source).bind("kept", kept).execute();
  }

  private static final String NEWEST =
      """
      select source, began_at, noted_at, ended_at, rows_before,
             imported, updated, unchanged, refused, reasons, warnings
      from import_report
      order by began_at desc, source
      limit :most
      """;

  @Override
  public List<ImportReport> newest(int most) {
    return handle.createQuery(NEWEST).bind("most", most).map((row, _) -> report(row)).list();
  }

  private static ImportReport report(ResultSet row) throws SQLException {
    return new ImportReport(
        new ImportReport.Run(
            row.getString("source"), Columns.time(row, "began_at"), row.getLong("rows_before")),
        Columns.time(row, "noted_at"),
        Columns.optionalTime(row, "ended_at"),
        new ImportReport.Counts(
            new ImportReport.Outcomes(
                row.getLong("imported"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("refused")),
            counted(row.getString("reasons")),
            counted(row.getString("warnings"))));
  }

  private static String text(SortedMap<String, Long> counted) {
    return counted.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static SortedMap<String, Long> counted(String text) {
    SortedMap<String, Long> counted = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int blank = line.indexOf(' ');
      counted.put(line.substring(0, blank), Long.parseLong(line.substring(blank + 1)));
    }
    return counted;
  }
}
