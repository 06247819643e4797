package vestibule.moving.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import vestibule.store.sql.SqlPeople;
import vestibule.store.transfer.Progress;

/** Writes all people of a database in our own form, one a line, by their ids. */
public final class Export {

  /** How many are read at a time. */
  private static final int PAGE = 1_000;

  private final SqlPeople people;
  private final Progress progress;

  /** An export that has not begun. */
  public Export(SqlPeople people, Progress progress) {
    this.people = people;
    this.progress = progress;
  }

  /**
   * How many there were.
   *
   * @param people who were written
   * @param hashes of passwords that were written with them
   * @param withoutLogin accounts that were left out, as nothing names them and nobody could come in
   *     as one
   */
  public record Summary(long people, long hashes, long withoutLogin) {}

  /** Writes them all, and leaves nothing in a buffer. */
  public Summary write(OutputStream out) throws IOException {
    progress.begin("exporting", people.count());
    long written = 0;
    long hashes = 0;
    long left = 0;
    List<SqlPeople.Whole> page = people.next(PAGE);
    while (!page.isEmpty()) {
      for (SqlPeople.Whole one : page) {
        if (one.account().username().isEmpty() && one.emails().isEmpty()) {
          left++;
        } else {
          out.write(PersonLine.of(one));
          out.write('\n');
          written++;
          hashes += one.hash().isPresent() ? 1 : 0;
        }
      }
      progress.done(written + left);
      page = people.next(PAGE);
    }
    out.flush();
    progress.end();
    return new Summary(written, hashes, left);
  }
}
