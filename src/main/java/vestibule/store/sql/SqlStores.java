package vestibule.store.sql;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import vestibule.core.store.AccountStore;
import vestibule.core.store.AddressChangeStore;
import vestibule.core.store.ArrivalStore;
import vestibule.core.store.AuditStore;
import vestibule.core.store.CodeStore;
import vestibule.core.store.DeviceStore;
import vestibule.core.store.EmailStore;
import vestibule.core.store.HeldAddressStore;
import vestibule.core.store.IdentifierStore;
import vestibule.core.store.LimitUseStore;
import vestibule.core.store.MailRequestStore;
import vestibule.core.store.OutboxStore;
import vestibule.core.store.PasswordStore;
import vestibule.core.store.RecordStore;
import vestibule.core.store.RefreshTokenStore;
import vestibule.core.store.RightsStore;
import vestibule.core.store.RoleGrantStore;
import vestibule.core.store.SealStore;
import vestibule.core.store.SecretStore;
import vestibule.core.store.SessionStore;
import vestibule.core.store.SignInTicketStore;
import vestibule.core.store.SigningKeyStore;
import vestibule.core.store.Stores;
import vestibule.core.store.avatar.AvatarStore;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.core.store.event.EventStore;
import vestibule.core.store.event.WebhookStore;
import vestibule.core.store.factor.FactorStore;
import vestibule.core.store.factor.RecoveryCodeStore;
import vestibule.core.store.node.HourlyFigureStore;
import vestibule.core.store.node.NodeStateStore;
import vestibule.core.store.node.StruckLimitStore;
import vestibule.core.store.once.KeptAnswerStore;
import vestibule.core.store.once.SpentAnswerStore;
import vestibule.core.store.operator.ImportReportStore;
import vestibule.core.store.operator.LoginSearchStore;
import vestibule.core.store.service.ServiceStore;
import vestibule.core.store.signin.MailedSignInStore;
import vestibule.store.engine.Dialect;
import vestibule.store.engine.Witness;
import vestibule.store.sql.avatar.SqlAvatars;
import vestibule.store.sql.event.SqlEventDeliveries;
import vestibule.store.sql.event.SqlEvents;
import vestibule.store.sql.event.SqlWebhooks;
import vestibule.store.sql.factor.SqlFactors;
import vestibule.store.sql.factor.SqlRecoveryCodes;
import vestibule.store.sql.node.SqlHourlyFigures;
import vestibule.store.sql.node.SqlNodeStates;
import vestibule.store.sql.node.SqlStruckLimits;
import vestibule.store.sql.operator.SqlImportReports;
import vestibule.store.sql.operator.SqlLoginSearch;
import vestibule.store.sql.service.SqlServices;
import vestibule.store.sql.signin.SqlMailedSignIns;

/** The stores on one connection, for the length of one unit of work. */
public record SqlStores(Handle handle, Dialect dialect, Following following) implements Stores {

  /**
   * The listeners to the work while it is done.
   *
   * @param changed the accounts whose change must be told
   * @param owed each mail that is queued
   * @param witness rows under keys that only this unit of work inserts
   */
  public record Following(LongConsumer changed, Runnable owed, Consumer<Witness> witness) {}

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
  public SignInTicketStore signInTickets() {
    return new SqlSignInTickets(handle);
  }

  @Override
  public FactorStore factors() {
    return new SqlFactors(handle);
  }

  @Override
  public RecoveryCodeStore recoveryCodes() {
    return new SqlRecoveryCodes(handle);
  }

  @Override
  public MailedSignInStore mailedSignIns() {
    return new SqlMailedSignIns(handle);
  }

  @Override
  public AvatarStore avatars() {
    return new SqlAvatars(handle);
  }

  @Override
  public RefreshTokenStore refreshTokens() {
    return new SqlRefreshTokens(handle);
  }

  @Override
  public DeviceStore devices() {
    return new SqlDevices(handle);
  }

  @Override
  public AddressChangeStore addressChanges() {
    return new SqlAddressChanges(handle);
  }

  @Override
  public HeldAddressStore heldAddresses() {
    return new SqlHeldAddresses(handle);
  }

  @Override
  public ArrivalStore arrivals() {
    return new SqlArrivals(handle);
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
  public RoleGrantStore roleGrants() {
    return new SqlRoleGrants(handle);
  }

  @Override
  public OutboxStore outbox() {
    return new SqlOutbox(handle, following.owed());
  }

  @Override
  public LimitUseStore limitUses() {
    return new SqlLimitUses(handle);
  }

  @Override
  public StruckLimitStore struckLimits() {
    return new SqlStruckLimits(handle);
  }

  @Override
  public NodeStateStore nodeStates() {
    return new SqlNodeStates(handle);
  }

  @Override
  public HourlyFigureStore hourlyFigures() {
    return new SqlHourlyFigures(handle);
  }

  @Override
  public SpentAnswerStore spentAnswers() {
    return new SqlSpentAnswers(handle);
  }

  @Override
  public KeptAnswerStore keptAnswers() {
    return new SqlKeptAnswers(handle);
  }

  @Override
  public MailRequestStore mailRequests() {
    return new SqlMailRequests(handle, following.owed());
  }

  @Override
  public AuditStore audit() {
    return new SqlAudit(handle, following.witness());
  }

  @Override
  public EventStore events() {
    return new SqlEvents(handle);
  }

  @Override
  public WebhookStore webhooks() {
    return new SqlWebhooks(handle);
  }

  @Override
  public EventDeliveryStore eventDeliveries() {
    return new SqlEventDeliveries(handle);
  }

  @Override
  public SealStore seals() {
    return new SqlSeals(handle);
  }

  @Override
  public SigningKeyStore signingKeys() {
    return new SqlSigningKeys(handle);
  }

  @Override
  public RecordStore records() {
    return new SqlRecords(handle);
  }

  @Override
  public LoginSearchStore loginSearch() {
    return new SqlLoginSearch(handle, dialect);
  }

  @Override
  public ImportReportStore importReports() {
    return new SqlImportReports(handle);
  }

  @Override
  public ServiceStore services() {
    return new SqlServices(handle);
  }

  @Override
  public void changed(long account) {
    following.changed().accept(account);
  }
}
