package vestibule.core.store;

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

/** The stores of one transaction; using them after its end is an error. */
public interface Stores {

  /** What {@link #changed} is told instead of an account when the ring of signing keys changed. */
  long SIGNING_KEYS = -1;

  /** The same when the services changed. */
  long SERVICES = -2;

  /** The account rows. */
  AccountStore accounts();

  /** The log-in strings. */
  IdentifierStore identifiers();

  /** The e-mail addresses. */
  EmailStore emails();

  /** The password hashes. */
  PasswordStore passwords();

  /** The one-time codes. */
  CodeStore codes();

  /** The sessions. */
  SessionStore sessions();

  /** The sign-ins that wait for another factor. */
  SignInTicketStore signInTickets();

  /** The sign-ins that wait for the code of a mail. */
  MailedSignInStore mailedSignIns();

  /** The factors beside passwords. */
  FactorStore factors();

  /** The codes that stand in for lost factors. */
  RecoveryCodeStore recoveryCodes();

  /** The pictures of people. */
  AvatarStore avatars();

  /** The refresh tokens that rotate. */
  RefreshTokenStore refreshTokens();

  /** The devices that accounts sign in from. */
  DeviceStore devices();

  /** The changes of addresses that can be taken back. */
  AddressChangeStore addressChanges();

  /** The removed addresses that nobody else can have yet. */
  HeldAddressStore heldAddresses();

  /** Who came from other systems. */
  ArrivalStore arrivals();

  /** The hashes of keys and codes. */
  SecretStore secrets();

  /** Groups, roles and permissions. */
  RightsStore rights();

  /** What was given to roles and is not told to all yet. */
  RoleGrantStore roleGrants();

  /** The mails to be sent. */
  OutboxStore outbox();

  /** The mails that were asked for, before their receiver is known. */
  MailRequestStore mailRequests();

  /** The audit trail. */
  AuditStore audit();

  /** What other systems are told. */
  EventStore events();

  /** Where other systems are told. */
  WebhookStore webhooks();

  /** What is owed to them. */
  EventDeliveryStore eventDeliveries();

  /** What nodes tell each other of used limits. */
  LimitUseStore limitUses();

  /** Whom limits struck lately. */
  StruckLimitStore struckLimits();

  /** How the nodes are. */
  NodeStateStore nodeStates();

  /** What the nodes counted by the hour. */
  HourlyFigureStore hourlyFigures();

  /** The solutions of challenges that were used. */
  SpentAnswerStore spentAnswers();

  /** What was answered to requests that may be sent once more. */
  KeptAnswerStore keptAnswers();

  /** The seals over the audit trail. */
  SealStore seals();

  /** The rows as operators look them up. */
  RecordStore records();

  /** The log-in strings by their beginning. */
  LoginSearchStore loginSearch();

  /** What the runs of imports came to. */
  ImportReportStore importReports();

  /** The sealed secrets, signing keys above all. */
  SigningKeyStore signingKeys();

  /** The programs that have credentials of their own. */
  ServiceStore services();

  /**
   * Tells every node, this one before the answer and every other within a second, to forget what it
   * remembers of an account.
   *
   * @param account the account id; 0 means every account, {@link #SIGNING_KEYS} and {@link
   *     #SERVICES} none
   */
  void changed(long account);
}
