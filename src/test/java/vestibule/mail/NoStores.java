package vestibule.mail;

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

/** Stores none of which there is: a test has those that it uses. */
abstract class NoStores implements Stores {

  @Override
  public AccountStore accounts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public IdentifierStore identifiers() {
    throw new UnsupportedOperationException();
  }

  @Override
  public EmailStore emails() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FactorStore factors() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RecoveryCodeStore recoveryCodes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public PasswordStore passwords() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CodeStore codes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SessionStore sessions() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SignInTicketStore signInTickets() {
    throw new UnsupportedOperationException();
  }

  @Override
  public MailedSignInStore mailedSignIns() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AvatarStore avatars() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RefreshTokenStore refreshTokens() {
    throw new UnsupportedOperationException();
  }

  @Override
  public DeviceStore devices() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AddressChangeStore addressChanges() {
    throw new UnsupportedOperationException();
  }

  @Override
  public HeldAddressStore heldAddresses() {
    throw new UnsupportedOperationException();
  }

  @Override
  public KeptAnswerStore keptAnswers() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SpentAnswerStore spentAnswers() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RoleGrantStore roleGrants() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ArrivalStore arrivals() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SecretStore secrets() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RightsStore rights() {
    throw new UnsupportedOperationException();
  }

  @Override
  public OutboxStore outbox() {
    throw new UnsupportedOperationException();
  }

  @Override
  public MailRequestStore mailRequests() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AuditStore audit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public StruckLimitStore struckLimits() {
    throw new UnsupportedOperationException();
  }

  @Override
  public NodeStateStore nodeStates() {
    throw new UnsupportedOperationException();
  }

  @Override
  public HourlyFigureStore hourlyFigures() {
    throw new UnsupportedOperationException();
  }

  @Override
  public LimitUseStore limitUses() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RecordStore records() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SigningKeyStore signingKeys() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void changed(long account) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ImportReportStore importReports() {
    throw new UnsupportedOperationException();
  }

  @Override
  public LoginSearchStore loginSearch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServiceStore services() {
    throw new UnsupportedOperationException();
  }

  @Override
  public EventStore events() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WebhookStore webhooks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public EventDeliveryStore eventDeliveries() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SealStore seals() {
    throw new UnsupportedOperationException();
  }
}
