package vestibule.wiring;

import java.time.InstantSource;
import vestibule.config.AccountsConfig;
import vestibule.config.Config;
import vestibule.core.address.AddressClaims;
import vestibule.core.address.Confirmations;
import vestibule.core.address.Emails;
import vestibule.core.administration.Administration;
import vestibule.core.administration.Records;
import vestibule.core.administration.Trials;
import vestibule.core.cache.SessionEnd;
import vestibule.core.change.Changes;
import vestibule.core.model.Doors;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.password.CommonPasswords;
import vestibule.core.password.PasswordCheck;
import vestibule.core.password.PasswordRules;
import vestibule.core.password.Passwords;
import vestibule.core.profile.Accounts;
import vestibule.core.registration.Registration;
import vestibule.core.reset.Resets;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.secret.Secrets;
import vestibule.core.session.Sessions;
import vestibule.core.signin.FurtherFactors;
import vestibule.core.signin.KeyMails;
import vestibule.core.signin.SignIn;
import vestibule.core.store.Ids;
import vestibule.core.store.Transactions;
import vestibule.crypto.HashingPool;

/** What people and operators can do, each use case built from what it needs. */
public final class UseCases {

  private final Changes changes;
  private final Registration registration;
  private final SignIn signIn;
  private final Accounts accounts;
  private final Emails emails;
  private final Confirmations confirmations;
  private final Passwords passwords;
  private final Resets resets;
  private final Administration administration;
  private final Records records;
  private final RightsAdministration rights;
  private final Trials trials;

  /**
   * What use cases leave to be sent, and to whose links.
   *
   * @param afterwards takes what is done after an answer
   */
  record Outgoing(Doors doors, Mails mails, Afterwards afterwards) {}

  /** The use cases on a database. */
  UseCases(
      Config config,
      Foundation.Surroundings outside,
      Storage storage,
      HashingPool hashing,
      Outgoing outgoing) {
    InstantSource clock = outside.clock();
    Mails mails = outgoing.mails();
    Transactions transactions = storage.transactions();
    Ids ids = storage.ids();
    this.changes = new Changes(transactions, ids, clock);
    PasswordRules rules =
        new PasswordRules(config.accounts().minimumPasswordLength(), CommonPasswords.load());
    PasswordCheck check = new PasswordCheck(changes, hashing);
    SessionEnd end = new SessionEnd(config.contracts().sessions().absolute());
    Secrets secrets = new Secrets(outside.random());
    Sessions sessions = new Sessions(changes, ids, secrets, end);
    AddressClaims addressClaims =
        new AddressClaims(config.accounts().privacy() == AccountsConfig.Privacy.STRICT);

    this.emails = new Emails(changes, ids, mails, addressClaims);
    this.registration =
        new Registration(
            changes,
            ids,
            new Registration.Newcomer(rules, hashing, emails, mails, sessions),
            addressClaims);
    this.signIn =
        new SignIn(
            changes,
            check,
            sessions,
            new FurtherFactors(outside.factors(), secrets),
            new KeyMails(changes, mails, outgoing.afterwards()),
            addressClaims.isDiscreet());
    this.accounts = new Accounts(storage.cache(), changes);
    this.confirmations = new Confirmations(changes, check, addressClaims);
    this.passwords = new Passwords(changes, check, hashing, rules, mails);
    this.resets =
        new Resets(
            changes,
            new Resets.Fresh(rules, hashing),
            new Resets.Mailing(mails, outgoing.doors()),
            addressClaims);
    this.administration = new Administration(changes);
    this.records = new Records(transactions);
    this.rights = new RightsAdministration(changes, ids);
    this.trials = new Trials(changes);
  }

  public Changes changes() {
    return changes;
  }

  public Registration registration() {
    return registration;
  }

  public SignIn signIn() {
    return signIn;
  }

  public Accounts accounts() {
    return accounts;
  }

  public Emails emails() {
    return emails;
  }

  public Confirmations confirmations() {
    return confirmations;
  }

  public Passwords passwords() {
    return passwords;
  }

  public Resets resets() {
    return resets;
  }

  public Administration administration() {
    return administration;
  }

  public Records records() {
    return records;
  }

  public RightsAdministration rights() {
    return rights;
  }

  public Trials trials() {
    return trials;
  }
}
