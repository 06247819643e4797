package vestibule.store.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * The reader of {@code :name} and {@code ?} in our own statements, outside of quotes and comments.
 * The library's own readers are made of a parser generator's tables, whose loading is a tenth of
 * the start.
 */
public final class NamedParameters implements SqlParser {
  /** More than there are different statements; what comes after them is read each time. */
  private static final int KEPT = 1_000;

  private static final NamedParameters SHARED = new NamedParameters();

  private final ConcurrentMap<String, ParsedSql> read = new ConcurrentHashMap<>();

  private NamedParameters() {}

  /** Makes statements be read by this, and taken as they are: none is a template. */
  public static void readBy(SqlStatements statements) {
    statements.setSqlParser(SHARED).setTemplateEngine(TemplateEngine.NOP);
  }

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    ParsedSql known = read.get(sql);
    if (known != null) {
      return known;
    }
    ParsedSql parsed = parse(sql);
    if (read.size() < KEPT) {
      read.put(sql, parsed);
    }
    return parsed;
  }

  @Override
  public String nameParameter(String name, StatementContext context) {
    return ":" + name;
  }

  static ParsedSql parse(String sql) {
    ParsedSql.Builder parsed = ParsedSql.builder();
    int begin = 0;
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == ':' && isName(sql, at + 1)) {
        parsed.append(sql.substring(begin, at));
        begin = endOfName(sql, at + 1);
        parsed.appendNamedParameter(sql.substring(at + 1, begin));
        at = begin;
      } else if (c == '?') {
        parsed.append(sql.substring(begin, at)).appendPositionalParameter();
        at++;
        begin = at;
      } else {
        at = endOfPlain(sql, at);
      }
    }
    return parsed.append(sql.substring(begin)).build();
  }

  /** Past a quoted text, a comment, a cast's two colons, or one character of anything else. */
  private static int endOfPlain(String sql, int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"') {
      return past(sql, String.valueOf(c), at + 1);
    }
    if (sql.startsWith("--", at)) {
      return past(sql, "\n", at + 2);
    }
    if (sql.startsWith("/*", at)) {
      return past(sql, "*/", at + 2);
    }
    return sql.startsWith("::", at) ? at + 2 : at + 1;
  }

  /** A quote that is doubled ends a text and begins the next, which comes to the same. */
  private static int past(String sql, String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private static boolean isName(String sql, int at) {
    return at < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_');
  }

  private static int endOfName(String sql, int from) {
    int at = from;
    while (isName(sql, at)) {
      at++;
    }
    return at;
  }
}
