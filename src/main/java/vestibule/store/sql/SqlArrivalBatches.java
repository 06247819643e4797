package vestibule.store.sql;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.Query;
import vestibule.core.model.Account;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Password;
import vestibule.core.store.ArrivalStore.FormerId;
import vestibule.core.store.ArrivalStore.Granted;
import vestibule.core.store.ArrivalStore.Landed;
import vestibule.store.engine.Columns;

/** Many people of an import at once, in the rows that the stores of the nouns have. */
record SqlArrivalBatches(Handle handle) {

  private static final String KNOWN =
      """
      select source, old_id, account, password, version, keys from former_id
      where old_id in (<keys>) and source = :source
      """;

  List<FormerId> known(String source, Collection<String> oldIds) {
    return oldIds.isEmpty()
        ? List.of()
        : query(KNOWN, oldIds).bind("source", source).map(SqlArrivals::formerId).list();
  }

  private static final String TAKEN = "select id from account where id in (<keys>)";

  Set<Long> taken(Collection<Long> accounts) {
    return accounts.isEmpty()
        ? Set.of()
        : new HashSet<>(query(TAKEN, accounts).mapTo(Long.class).list());
  }

  private static final String HELD =
      "select key from held_address where key in (<keys>) and held_until > :now";

  Set<LoginKey> held(Collection<LoginKey> keys, Instant now) {
    return keys.isEmpty()
        ? Set.of()
        : new HashSet<>(
            query(HELD, keys.stream().map(LoginKey::text).toList())
                .bind("now", Columns.micros(now))
                .map((row, context) -> new LoginKey(row.getString("key")))
                .list());
  }

  private Query query(String sql, Collection<?> keys) {
    return handle
        .createQuery(sql)
        .setTemplateEngine(new DefinedAttributeTemplateEngine())
        .bindList("keys", List.copyOf(keys));
  }

  private static final String OWNERS = "select key, account from identifier where key in (<keys>)";

  /** Who has them now is read, as PostgreSQL does not tell which rows of many it has inserted. */
  List<Boolean> claim(List<Identifier> identifiers) {
    if (identifiers.isEmpty()) {
      return List.of();
    }
    new SqlBatch(handle)
        .run(
            IdentifierRows.INSERT,
            identifiers,
            (batch, one) -> IdentifierRows.bind(batch, one.key(), one));
    Map<String, Long> owners = new HashMap<>();
    query(OWNERS, identifiers.stream().map(one -> one.key().text()).toList())
        .map((row, context) -> Map.entry(row.getString("key"), row.getLong("account")))
        .forEach(owner -> owners.put(owner.getKey(), owner.getValue()));
    return identifiers.stream()
        .map(one -> owners.getOrDefault(one.key().text(), 0L) == one.account())
        .toList();
  }

  void land(List<Landed> people, Instant now) {
    SqlBatch batch = new SqlBatch(handle);
    batch.run(SqlAccounts.INSERT, accounts(people), SqlAccounts::bind);
    batch.run(
        SqlEmails.INSERT,
        people.stream().flatMap(one -> one.emails().stream()).toList(),
        SqlEmails::bind);
    storePasswords(batch, people.stream().filter(one -> one.hash().isPresent()).toList(), now);
    batch.run(
        SqlRights.GRANT,
        people.stream()
            .flatMap(one -> one.rights().stream().map(right -> new Right(one, right)))
            .toList(),
        (row, right) ->
            SqlRights.bind(
                row, right.granted().kind(), right.granted().id(), right.whose().account().id()));
    batch.run(SqlArrivals.PUT, people.stream().map(Landed::formerId).toList(), SqlArrivals::bind);
  }

  private static List<Account> accounts(List<Landed> people) {
    return people.stream().map(Landed::account).toList();
  }

  private void storePasswords(SqlBatch batch, List<Landed> people, Instant now) {
    batch.run(
        SqlPasswords.PUT,
        people,
        (row, one) -> SqlPasswords.bind(row, one.account().id(), one.hash().get(), now));
    people.stream()
        .flatMap(one -> one.hash().stream())
        .filter(Password::isForeign)
        .map(Password::form)
        .distinct()
        .forEach(new SqlPasswords(handle)::note);
  }

  private record Right(Landed whose, Granted granted) {}
}
