package vestibule.store.sql;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which family each table belongs to, and how a statement says which machine it is for. */
public final class Families {

  private Families() {}

  /** Each table's key: the column that tells which machine a row lies on. */
  public static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("account", "id"),
          Map.entry("email", "account"),
          Map.entry("password", "account"),
          Map.entry("password_form", "form"),
          Map.entry("code", "account"),
          Map.entry("session", "account"),
          Map.entry("account_right", "account"),
          Map.entry("refresh_token", "account"),
          Map.entry("known_device", "account"),
          Map.entry("address_change", "account"),
          Map.entry("factor", "account"),
          Map.entry("recovery_code", "account"),
          Map.entry("avatar", "account"),
          Map.entry("held_address", "key"),
          Map.entry("former_id", "old_id"),
          Map.entry("former_token", "hash"),
          Map.entry("import_run", "source"),
          Map.entry("import_report", "source"),
          Map.entry("identifier", "key"),
          Map.entry("secret", "hash"),
          Map.entry("sign_in_ticket", "hash"),
          Map.entry("signing_key", "name"),
          Map.entry("chore", "name"),
          Map.entry("transfer", "name"),
          Map.entry("id_block", "name"),
          Map.entry("outbox", "slot"),
          Map.entry("mail_request", "slot"),
          Map.entry("mailed_sign_in", "slot"),
          Map.entry("limit_use", "slot"),
          Map.entry("spent_answer", "answer"),
          Map.entry("kept_answer", "request"),
          Map.entry("role_grant", "role"),
          Map.entry("change", "slot"),
          Map.entry("audit", "slot"),
          Map.entry("event", "slot"),
          Map.entry("event_delivery", "slot"),
          Map.entry("webhook", "id"),
          Map.entry("node_state", "name"),
          Map.entry("hourly_figure", "slot"),
          Map.entry("struck_limit", "slot"),
          Map.entry("audit_seal", "number"));

  /** Small tables that are the same everywhere. */
  public static final Set<String> REFERENCE =
      Set.of("named_right", "role_permission", "kept_ids", "service");

  /** The letter under which the schema and design.md list each keyed table. */
  static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("account", "a"),
          Map.entry("email", "a"),
          Map.entry("password", "a"),
          Map.entry("password_form", "b"),
          Map.entry("code", "a"),
          Map.entry("session", "a"),
          Map.entry("account_right", "a"),
          Map.entry("refresh_token", "a"),
          Map.entry("known_device", "a"),
          Map.entry("address_change", "a"),
          Map.entry("factor", "a"),
          Map.entry("recovery_code", "a"),
          Map.entry("avatar", "a"),
          Map.entry("held_address", "b"),
          Map.entry("former_id", "b"),
          Map.entry("former_token", "b"),
          Map.entry("import_run", "b"),
          Map.entry("import_report", "b"),
          Map.entry("identifier", "b"),
          Map.entry("secret", "b"),
          Map.entry("sign_in_ticket", "b"),
          Map.entry("signing_key", "b"),
          Map.entry("chore", "b"),
          Map.entry("transfer", "b"),
          Map.entry("id_block", "b"),
          Map.entry("outbox", "c"),
          Map.entry("mail_request", "c"),
          Map.entry("mailed_sign_in", "c"),
          Map.entry("limit_use", "c"),
          Map.entry("spent_answer", "b"),
          Map.entry("kept_answer", "b"),
          Map.entry("role_grant", "b"),
          Map.entry("change", "c"),
          Map.entry("audit", "c"),
          Map.entry("event", "c"),
          Map.entry("event_delivery", "c"),
          Map.entry("webhook", "b"),
          Map.entry("node_state", "b"),
          Map.entry("hourly_figure", "c"),
          Map.entry("struck_limit", "c"),
          Map.entry("audit_seal", "b"));

  private static final Pattern TABLE =
      Pattern.compile("\\b(?:from|join|into|update)\\s+([a-z_]+)\\b(?!\\()(?:\\s+([a-z])\\b)?");

  /** The tables that a statement names. */
  public static List<String> tables(String sql) {
    return TABLE
        .matcher(sql.replaceAll("do update\\s+set", ""))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Whether a statement on that table names the table's key, where it has one. */
  public static boolean isNamed(String table, String sql) {
    if (REFERENCE.contains(table)) {
      return true;
    }
    String key = KEYS.get(table);
    return sql.startsWith("insert")
        ? Pattern.compile("\\(([^)]*\\b)?" + key + "\\b").matcher(sql).find()
        : Pattern.compile("\\b" + key + " (= [:$]|in \\()").matcher(sql).find();
  }
}
