package vestibule.store.sqlite;

import java.nio.file.Path;
import vestibule.store.engine.Database;
import vestibule.store.engine.Databases;
import vestibule.store.engine.Unavailable;

/**
 * A process that writes one row for each line on stdin, and says on stdout what came of it: {@code
 * kept}, {@code refused}, or the name of what it did not expect.
 */
final class LimitedWriter {
  private LimitedWriter() {}

  public static void main(String[] arguments) throws Exception {
    Database database = Databases.open(Path.of(arguments[0]));
    System.out.println("ready");
    for (long id = 1; System.in.read() == '\n'; id++) {
      System.out.println(write(database, id));
    }
  }

  private static String write(Database database, long id) {
    try {
      database.write(
          t ->
              t.handle()
                  .execute("insert into item values (?, ?)", id, ("row " + id).repeat(2_000)));
      return "kept";
    } catch (Unavailable e) {
      return "refused";
    } catch (RuntimeException e) {
      return e.toString();
    }
  }
}
