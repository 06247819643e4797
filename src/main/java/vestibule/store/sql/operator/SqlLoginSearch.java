package vestibule.store.sql.operator;

import java.util.List;
import org.jdbi.v3.core.Handle;
import vestibule.core.model.Texts;
import vestibule.core.store.operator.LoginSearchStore;
import vestibule.store.engine.Dialect;

/** Log-in strings of a database by their beginning. */
public record SqlLoginSearch(Handle handle, Dialect dialect) implements LoginSearchStore {

  private static final String ALL_TEXTS = Character.toString(Character.MAX_CODE_POINT);

  private static final String STARTING = ranged(Dialect.SQLITE, ">=");
  private static final String BEYOND = ranged(Dialect.SQLITE, ">");

  /** With one lower end, as of two SQLite reads from the first, whichever that is. */
  static String ranged(Dialect dialect, String reaches) {
    return """
    select key, account
    from identifier
    where KEY REACHES :lowest and KEY < :end
    order by KEY
    limit :most
    """
        .replace("KEY", dialect.byCharacters("key"))
        .replace("REACHES", reaches);
  }

  @Override
  public List<Login> starting(String beginning, String after, int most) {
    if (Texts.hasControl(beginning + after)) {
      return List.of();
    }
    boolean first = Texts.isBefore(after, beginning);
    return handle
        .createQuery(first ? starting() : beyond())
        .bind("lowest", first ? beginning : after)
        .bind("end", end(beginning))
        .bind("most", most)
        .map((row, context) -> new Login(row.getString("key"), row.getLong("account")))
        .list();
  }

  private String starting() {
    return dialect == Dialect.SQLITE ? STARTING : ranged(dialect, ">=");
  }

  private String beyond() {
    return dialect == Dialect.SQLITE ? BEYOND : ranged(dialect, ">");
  }

  /** The first text behind all that begin so: its last character is the next one there is. */
  static String end(String beginning) {
    String rest = beginning;
    while (!rest.isEmpty()) {
      int last = rest.codePointBefore(rest.length());
      rest = rest.substring(0, rest.length() - Character.charCount(last));
      if (last < Character.MAX_CODE_POINT) {
        return rest + Character.toString(next(last));
      }
    }
    return ALL_TEXTS;
  }

  /** Halves of characters are in no text that a database keeps. */
  private static int next(int point) {
    return point + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : point + 1;
  }
}
