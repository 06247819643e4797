package vestibule.store.sql;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Rights;
import vestibule.core.store.PasswordStore;
import vestibule.store.engine.Database;

/** All accounts with what belongs to them, as one moment held them, by their ids. */
public final class SqlPeople implements AutoCloseable {

  private final Handle handle;
  private final boolean hashes;
  private long after;

  private SqlPeople(Handle handle, boolean hashes) {
    this.handle = handle;
    this.hashes = hashes;
  }

  /**
   * Begins to read; others write meanwhile.
   *
   * @param hashes whether those of passwords are read too
   */
  public static SqlPeople of(Database database, boolean hashes) {
    return new SqlPeople(database.snapshot(), hashes);
  }

  /**
   * An account with what belongs to it.
   *
   * @param emails by id, those that name the account: no decoys, and none that an earlier claimant
   *     has
   * @param hash empty where there is none, or where none are read
   * @param rights that the account itself was given, in no order of their own
   */
  public record Whole(
      Account account, List<Email> emails, Optional<String> hash, List<Right> rights) {

    /** Hides the hash and the addresses. */
    @Override
    public String toString() {
      return "Whole[" + account.id() + "]";
    }
  }

  /** A group, role or permission. */
  public record Right(Rights.Kind kind, String name) {}

  /** How many accounts there are; it looks through all of them. */
  public long count() {
    return new SqlAccounts(handle).count();
  }

  /**
   * The next accounts.
   *
   * @param most at least 1
   * @return empty at the end
   */
  public List<Whole> next(int most) {
    List<Account> accounts = new SqlAccounts(handle).list(after, most);
    if (accounts.isEmpty()) {
      return List.of();
    }
    long first = accounts.getFirst().id();
    long last = accounts.getLast().id();
    after = last;
    Map<Long, List<Email>> emails =
        new SqlEmails(handle).between(first, last).stream().collect(groupingBy(Email::account));
    Map<Long, List<SqlRights.Own>> rights =
        new SqlRights(handle)
            .between(first, last).stream().collect(groupingBy(SqlRights.Own::account));
    Map<Long, String> kept = hashes ? hashes(first, last) : Map.of();
    return accounts.stream()
        .map(
            account ->
                new Whole(
                    account,
                    own(emails.getOrDefault(account.id(), List.of())),
                    Optional.ofNullable(kept.get(account.id())),
                    rights(rights.getOrDefault(account.id(), List.of()).stream())))
        .toList();
  }

  private Map<Long, String> hashes(long first, long last) {
    return new SqlPasswords(handle)
        .between(first, last).stream()
            .collect(toMap(PasswordStore.Kept::account, PasswordStore.Kept::hash));
  }

  private static List<Right> rights(Stream<SqlRights.Own> own) {
    return own.map(one -> new Right(one.kind(), one.name())).toList();
  }

  /** Of an unproven address only the string of its first claimant tells whose it is. */
  private List<Email> own(List<Email> emails) {
    return emails.stream().filter(email -> email.verified() || isOwn(email)).toList();
  }

  private boolean isOwn(Email email) {
    return new SqlIdentifiers(handle)
        .find(email.key())
        .filter(found -> found.account() == email.account())
        .isPresent();
  }

  @Override
  public void close() {
    handle.close();
  }
}
