package vestibule.store.sql;

import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import vestibule.core.Stores;
import vestibule.core.account.AccountStore;
import vestibule.core.account.IdentifierStore;
import vestibule.core.audit.AuditStore;
import vestibule.core.code.CodeStore;
import vestibule.core.email.EmailStore;
import vestibule.core.mail.OutboxStore;
import vestibule.core.password.PasswordStore;
import vestibule.core.rights.RightsStore;
import vestibule.core.session.SessionStore;
import vestibule.core.token.SecretStore;
import vestibule.core.token.SigningKeyStore;

/** The stores on one connection, for the length of one unit of work. */
public final class SqlStores implements Stores {

  private final Handle handle;
  private final LongConsumer changed;
  private final Runnable owed;

  /**
   * Stores on a connection.
   *
   * @param changed hears of the accounts whose change must be told
   * @param owed hears of each mail that is queued
   */
  public SqlStores(Handle handle, LongConsumer changed, Runnable owed) {
    this.handle = handle;
    this.changed = changed;
    this.owed = owed;
  }

  @Override
  public AccountStore accounts() {
    return new SqlAccounts(handle);
  }

  @Override
  public IdentifierStore identifiers() {
    return new SqlIdentifiers(handle);
  }

  @Override
  public EmailStore emails() {
    return new SqlEmails(handle);
  }

  @Override
  public PasswordStore passwords() {
    return new SqlPasswords(handle);
  }

  @Override
  public CodeStore codes() {
    return new SqlCodes(handle);
  }

  @Override
  public SessionStore sessions() {
    return new SqlSessions(handle);
  }

  @Override
  public SecretStore secrets() {
    return new SqlSecrets(handle);
  }

  @Override
  public RightsStore rights() {
    return new SqlRights(handle);
  }

  @Override
  public OutboxStore outbox() {
    return new SqlOutbox(handle, owed);
  }

  @Override
  public AuditStore audit() {
    return new SqlAudit(handle);
  }

  @Override
  public SigningKeyStore signingKeys() {
    return new SqlSigningKeys(handle);
  }

  @Override
  public void changed(long account) {
    changed.accept(account);
  }
}
