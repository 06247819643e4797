package vestibule.wiring;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import vestibule.config.AccountsConfig;
import vestibule.config.Config;
import vestibule.config.LogConfig;
import vestibule.config.RegistrationConfig;
import vestibule.contracts.knowme.KnowMeContract;
import vestibule.core.address.AddressCare;
import vestibule.core.address.AddressClaims;
import vestibule.core.address.Confirmations;
import vestibule.core.address.Emails;
import vestibule.core.administration.Administration;
import vestibule.core.administration.Records;
import vestibule.core.administration.Trials;
import vestibule.core.arrival.Arrivals;
import vestibule.core.arrival.ArrivingKeys;
import vestibule.core.arrival.ArrivingRights;
import vestibule.core.arrival.CatchUp;
import vestibule.core.arrival.Landing;
import vestibule.core.audit.Refusals;
import vestibule.core.avatar.Avatars;
import vestibule.core.cache.SessionEnd;
import vestibule.core.challenge.Challenges;
import vestibule.core.change.Changes;
import vestibule.core.departure.Departure;
import vestibule.core.departure.Erasures;
import vestibule.core.departure.Keeping;
import vestibule.core.event.EventFeed;
import vestibule.core.event.EventLog;
import vestibule.core.factor.SecondFactors;
import vestibule.core.hook.FirstLogIns;
import vestibule.core.limit.Limits;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Session;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Notices;
import vestibule.core.password.PasswordCheck;
import vestibule.core.password.PasswordRules;
import vestibule.core.password.Passwords;
import vestibule.core.profile.Accounts;
import vestibule.core.profile.UserNames;
import vestibule.core.registration.Admission;
import vestibule.core.registration.Entrance;
import vestibule.core.registration.Registration;
import vestibule.core.registration.Registration.Newcomer;
import vestibule.core.repeat.Repeats;
import vestibule.core.reset.Alarms;
import vestibule.core.reset.Resets;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.rights.RoleNotices;
import vestibule.core.ring.KeyRotation;
import vestibule.core.ring.MasterKeyChange;
import vestibule.core.secret.Derived;
import vestibule.core.secret.Secrets;
import vestibule.core.service.ServiceAccess;
import vestibule.core.service.Services;
import vestibule.core.session.KnownDevices;
import vestibule.core.session.RefreshRotation;
import vestibule.core.session.Sessions;
import vestibule.core.signin.KeyMails;
import vestibule.core.signin.MailedCodeSignIn;
import vestibule.core.signin.SignIn;
import vestibule.core.signin.SignIn.Checks;
import vestibule.core.store.Ids;
import vestibule.core.webhook.Deliveries;
import vestibule.core.webhook.WebhookSecrets;
import vestibule.core.webhook.Webhooks;
import vestibule.crypto.HashingPool;
import vestibule.crypto.JdkKeyAlgorithms;
import vestibule.crypto.Seal;
import vestibule.picture.Pictures;

/** What people and operators can do, each use case built from what it needs. */
public record UseCases(
    Changes changes,
    Challenges challenges,
    Registration registration,
    SignIn signIn,
    MailedCodeSignIn byMail,
    SecondFactors secondFactors,
    Sessions sessions,
    RefreshRotation rotation,
    Accounts accounts,
    UserNames userNames,
    Avatars avatars,
    Emails emails,
    AddressCare addressCare,
    Confirmations confirmations,
    Passwords passwords,
    Resets resets,
    Alarms alarms,
    Administration administration,
    Ending ending,
    Records records,
    RightsAdministration rights,
    RoleNotices roleNotices,
    Arrivals arrivals,
    Optional<FirstLogIns> firstLogIns,
    Trials trials,
    KeyRotation keys,
    MasterKeyChange masterKey,
    Repeats repeats,
    Services services,
    ServiceAccess serviceAccess,
    Secrets secrets,
    Events events) {

  /** The end of accounts that their people want deleted. */
  public record Ending(Departure departure, Keeping keeping, Erasures erasures) {

    static Ending of(
        Config config, Changes changes, PasswordCheck check, Notices notices, Limits limits) {
      return new Ending(
          new Departure(changes, check, notices, config.accounts().life().deletion()),
          new Keeping(changes, limits),
          new Erasures(changes));
    }
  }

  /** What other systems are told, and where. */
  public record Events(EventFeed feed, Webhooks webhooks, Deliveries deliveries) {

    static Events of(
        Config config, Foundation.Surroundings outside, Storage storage, Changes changes) {
      LogConfig.Events terms = config.log().events();
      WebhookSecrets secrets = new WebhookSecrets(storage.keys(), outside.random());
      return new Events(
          new EventFeed(storage.transactions()),
          new Webhooks(
              changes,
              storage.ids(),
              storage.keys(),
              secrets,
              new Webhooks.Terms(terms.on(), Telling.allowed(terms))),
          new Deliveries(storage.transactions(), secrets, outside.clock()));
    }
  }

  /**
   * What use cases leave to be sent, and to whose links.
   *
   * @param afterwards takes what is done after an answer
   * @param refusals where refused attempts are told
   * @param events what other systems are told
   */
  record Outgoing(
      Doors doors, Mails mails, Afterwards afterwards, Refusals refusals, EventLog events) {}

  static UseCases of(
      Config config,
      Foundation.Surroundings outside,
      Storage storage,
      Hashing hashes,
      Limits limits,
      Outgoing outgoing) {
    Mails mails = outgoing.mails();
    Ids ids = storage.ids();
    Changes changes = changes(outside, storage, outgoing);
    PasswordRules rules = PasswordPolicy.rules(config);
    HashingPool hashing = hashes.pool();
    PasswordCheck check = new PasswordCheck(changes, hashing, hashes.stock(), limits);
    Secrets secrets = new Secrets(outside.random());
    Notices notices = new Notices(mails, outgoing.doors());
    KnownDevices devices = new KnownDevices(changes, notices);
    Sessions sessions = new Sessions(changes, ids, secrets, end(config), devices);
    AddressClaims claims = new AddressClaims(isDiscreet(config.accounts()));
    SecondFactors.Around around =
        new SecondFactors.Around(changes, ids, notices, limits, sessions, outside.factors());
    SecondFactors secondFactors = SecondFactoring.of(config, outside, storage, around);
    Challenges challenges = Challenging.of(config, outside, storage, limits);
    Emails.Posting posting = new Emails.Posting(mails, notices);
    Resets.Mailing mailing = new Resets.Mailing(mails, notices, outgoing.doors());
    Emails emails = new Emails(changes, ids, posting, claims, limits, challenges);
    RightsAdministration rights = new RightsAdministration(changes, ids, notices);
    ArrivingKeys keys = arrivingKeys(config, ids, outgoing.doors(), secondFactors);
    Arrivals arrivals = arrivals(changes, ids, claims, rights, keys);
    Optional<FirstLogIns> firstLogIns = Hooking.of(config, outside, storage, arrivals, hashing);
    Checks checks = checks(check, limits, challenges, devices, claims, firstLogIns);
    Newcomer newcomer = new Newcomer(rules, hashing, emails, mails, sessions);
    KeyMails keyMails = new KeyMails(changes, mails, outgoing.afterwards());
    return new UseCases(
        changes,
        challenges,
        new Registration(changes, ids, newcomer, claims, entrance(config, limits, challenges)),
        new SignIn(changes, checks, sessions, secondFactors.rules(), keyMails),
        byMail(config, around, challenges, mails, secondFactors, secrets),
        secondFactors,
        sessions,
        new RefreshRotation(changes, notices),
        new Accounts(storage.cache(), changes, limits),
        new UserNames(changes, notices, limits),
        new Avatars(changes, limits, new Pictures()),
        emails,
        new AddressCare(changes, claims, notices),
        new Confirmations(changes, check, claims, limits, notices),
        new Passwords(changes, check, hashing, rules, notices),
        new Resets(changes, new Resets.Fresh(rules, hashing), mailing, claims, limits, challenges),
        new Alarms(changes, mails, limits),
        new Administration(changes),
        Ending.of(config, changes, check, notices, limits),
        new Records(storage.transactions()),
        rights,
        new RoleNotices(changes, notices),
        arrivals,
        firstLogIns,
        new Trials(changes),
        keys(config, outside, storage, changes),
        new MasterKeyChange(changes),
        repeats(outside, storage, secrets),
        new Services(changes, ids, secrets),
        access(outside, storage, limits, outgoing),
        secrets,
        Events.of(config, outside, storage, changes));
  }

  private static Checks checks(
      PasswordCheck check,
      Limits limits,
      Challenges challenges,
      KnownDevices devices,
      AddressClaims claims,
      Optional<FirstLogIns> firstLogIns) {
    return new Checks(check, limits, challenges, devices, claims.isDiscreet(), firstLogIns);
  }

  private static MailedCodeSignIn byMail(
      Config config,
      SecondFactors.Around around,
      Challenges challenges,
      Mails mails,
      SecondFactors factors,
      Secrets secrets) {
    return new MailedCodeSignIn(
        around.changes(),
        new MailedCodeSignIn.Gate(
            around.limits(), challenges, config.accounts().life().mailedCodes()),
        mails,
        around.sessions(),
        factors.rules(),
        secrets);
  }

  private static Changes changes(
      Foundation.Surroundings outside, Storage storage, Outgoing outgoing) {
    return new Changes(
        storage.transactions(),
        storage.ids(),
        outside.clock(),
        outgoing.refusals(),
        outgoing.events());
  }

  private static Repeats repeats(
      Foundation.Surroundings outside, Storage storage, Secrets secrets) {
    return new Repeats(
        storage.transactions(),
        Seal.under(storage.keys().derived(Derived.KEPT_ANSWERS), outside.random()),
        secrets,
        outside.clock());
  }

  private static ServiceAccess access(
      Foundation.Surroundings outside, Storage storage, Limits limits, Outgoing outgoing) {
    return new ServiceAccess(
        storage.memory().services(), limits, outgoing.refusals(), outside.clock());
  }

  private static SessionEnd end(Config config) {
    return new SessionEnd(config.contracts().sessions().absolute());
  }

  private static boolean isDiscreet(AccountsConfig config) {
    return config.privacy() == AccountsConfig.Privacy.STRICT;
  }

  private static Arrivals arrivals(
      Changes changes,
      Ids ids,
      AddressClaims claims,
      RightsAdministration rights,
      ArrivingKeys keys) {
    Landing landing = new Landing(claims, keys);
    return new Arrivals(
        changes, ids, landing, new CatchUp(landing, keys), new ArrivingRights(rights), keys);
  }

  /** Keys of the framework that document D's system was made with are those that its door gives. */
  private static ArrivingKeys arrivingKeys(
      Config config, Ids ids, Doors doors, SecondFactors factors) {
    Door door = doors.named(KnowMeContract.NAME).orElseThrow();
    Duration idle = config.contracts().sessions().idle().get(door.name());
    Session.Terms terms = new Session.Terms(OptionalInt.empty(), false, idle);
    return new ArrivingKeys(ids, end(config), door, terms, factors.rules()::isDemanded);
  }

  private static KeyRotation keys(
      Config config, Foundation.Surroundings outside, Storage storage, Changes changes) {
    return new KeyRotation(
        changes,
        storage.keys(),
        new JdkKeyAlgorithms(outside.random()),
        Tokens.keys(config.contracts().sessions()),
        outside.random());
  }

  private static Entrance entrance(Config config, Limits limits, Challenges challenges) {
    return new Entrance(admission(config.accounts().registration()), limits, challenges);
  }

  private static Admission admission(RegistrationConfig config) {
    return switch (config.mode()) {
      case OPEN -> new Admission.Open();
      case DOMAINS -> new Admission.Listed(config.domains());
      case INVITATION -> new Admission.Closed(true);
      case CLOSED -> new Admission.Closed(false);
    };
  }
}
