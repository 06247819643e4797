package vestibule.store.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Texts;
import vestibule.core.store.IdentifierStore;

/**
 * The log-in strings of a database.
 *
 * <p>Version 0.1, which may run beside this one, looks for some addresses by another key: {@link
 * LoginKey#former}. So an address has one row, under its own key or under its former one, where
 * version 0.1 put it and where a new row goes as long as no other address has that key. What a row
 * under a former key means is decided by its account's addresses (decision 17).
 */
record SqlIdentifiers(Handle handle, IdentifierRows rows) implements IdentifierStore {

  /** No account has this number. */
  private static final long NOBODY = 0;

  SqlIdentifiers(Handle handle) {
    this(handle, new IdentifierRows(handle));
  }

  @Override
  public Optional<Identifier> find(LoginKey key) {
    // The key may be any text. PostgreSQL refuses U+0000, and half a character would be encoded as
    // "?" and so find another key. No key that exists holds either.
    if (Texts.hasControl(key.text())) {
      return Optional.empty();
    }
    Optional<Identifier> found = row(key);
    if (found.isEmpty()) {
      // An unknown key costs the same look at addresses as a known one, so that time tells nothing.
      keys(NOBODY);
    }
    return found.map(
        row -> new Identifier(key, row.account(), row.kind(), row.proven(), row.heldUntil()));
  }

  @Override
  public boolean insert(Identifier identifier) {
    LoginKey key = identifier.key();
    return (rows.insert(key, identifier) || makeRoom(key) && rows.insert(key, identifier))
        && key.former().map(former -> moveBack(identifier, former)).orElse(true);
  }

  @Override
  public boolean hold(LoginKey key, Instant now, Instant until) {
    return locked(key).filter(row -> rows.hold(row, now, until)).isPresent();
  }

  @Override
  public boolean prove(LoginKey key, long account) {
    return locked(key).filter(row -> rows.prove(row, account)).isPresent();
  }

  @Override
  public void retire(LoginKey key, long account, Instant until) {
    rows.retire(key, account, until);
  }

  @Override
  public void restore(LoginKey key, long account) {
    rows.restore(key, account);
  }

  @Override
  public void deleteFormerNames(long account) {
    rows.deleteFormerNames(account);
  }

  @Override
  public void lock(LoginKey key) {
    rows.lock(key);
    key.former().ifPresent(rows::lock);
  }

  @Override
  public void handOver(LoginKey key, long account) {
    locked(key).ifPresent(row -> rows.handOver(row, account));
  }

  @Override
  public void delete(LoginKey key, long account) {
    locked(key).ifPresent(row -> rows.delete(row, account));
  }

  private Optional<LoginKey> locked(LoginKey key) {
    lock(key);
    return row(key).map(Identifier::key);
  }

  /**
   * The row that means the key: of two, which version 0.1 can have made of one address's spellings,
   * the one that is proven.
   */
  private Optional<Identifier> row(LoginKey key) {
    Optional<Identifier> own = rows.find(key).filter(row -> meaning(row).equals(key));
    if (own.filter(Identifier::proven).isPresent()) {
      return own;
    }
    Optional<Identifier> former =
        key.former().flatMap(rows::find).filter(row -> meaning(row).equals(key));
    return former.filter(row -> own.isEmpty() || row.proven()).or(() -> own);
  }

  /** Which address a row is for: its own key, unless its account has another of that former key. */
  private LoginKey meaning(Identifier row) {
    List<LoginKey> keys = keys(row.account());
    return row.kind() == Identifier.Kind.NAME || keys.contains(row.key())
        ? row.key()
        : keys.stream()
            .filter(key -> key.former().filter(row.key()::equals).isPresent())
            .findFirst()
            .orElse(row.key());
  }

  private static final String ADDRESSES =
      "select address from email where account = :account and decoy = 0 order by id";

  private List<LoginKey> keys(long account) {
    return handle
        .createQuery(ADDRESSES)
        .bind("account", account)
        .map((row, context) -> LoginKey.of(row.getString("address")))
        .list();
  }

  /** Moves a row of another address, which has the key from version 0.1, to that address's key. */
  private boolean makeRoom(LoginKey key) {
    rows.lock(key);
    Optional<Identifier> row = rows.find(key);
    if (row.isEmpty()) {
      return true;
    }
    LoginKey meant = meaning(row.get());
    if (meant.equals(key) || !rows.insert(meant, row.get())) {
      return false;
    }
    rows.delete(key, row.get().account());
    return true;
  }

  /**
   * Leaves a new row where version 0.1 looks for it, if that place is free. Its own key was taken
   * before, so that of two who claim the address here one waits for the other.
   *
   * @return false, and the new row is gone, when the address has a row there already
   */
  private boolean moveBack(Identifier identifier, LoginKey former) {
    boolean moved = rows.insert(former, identifier);
    boolean known =
        !moved
            && rows.find(former).filter(row -> meaning(row).equals(identifier.key())).isPresent();
    if (moved || known) {
      rows.delete(identifier.key(), identifier.account());
    }
    return !known;
  }
}
