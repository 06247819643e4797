package vestibule.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.departure.Erasure;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.MailedCode;
import vestibule.core.secret.MailedCodes;
import vestibule.core.signin.MailedCodeSignIn;
import vestibule.core.store.AddressChange;
import vestibule.core.store.OutboxStore;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;

/**
 * Hands the mails that are owed to those who send them, one at a time, each with codes drawn for it
 * alone.
 */
public final class Outbox {

  /** How long a worker may take for one mail before another may send it. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration CONFIRM_LIFE = Duration.ofHours(24);
  private static final Duration RESET_LIFE = Duration.ofHours(1);
  private static final Duration INVITE_LIFE = Duration.ofDays(3);
  private static final Duration NOTICE_LIFE = AddressChange.REVERSIBLE;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration GIVE_UP = Duration.ofDays(3);
  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

  /** No unit of work is long. */
  private static final int BATCH = 1_000;

  private final Transactions transactions;
  private final MailedCodes codes;
  private final Doors doors;
  private final MailRequests requests;
  private final InstantSource clock;

  /** The outbox of a database. */
  public Outbox(
      Transactions transactions,
      MailedCodes codes,
      Doors doors,
      MailRequests requests,
      InstantSource clock) {
    this.transactions = transactions;
    this.codes = codes;
    this.doors = doors;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * Leases the mail that has been due longest and draws its codes. A mail that has lost its point
   * meanwhile (the address is confirmed, or is the account's no more) is dropped on the way.
   *
   * @param lease names the lease, beginning with the worker's name; unique for each call
   * @return empty when nothing is due
   */
  public Optional<Letter> next(String lease) {
    boolean more = true;
    while (more) {
      more = answerSome();
      Optional<Letter> letter = claim(lease);
      if (letter.isPresent()) {
        return letter;
      }
    }
    return Optional.empty();
  }

  /**
   * Finds out who gets the mails that were asked for, some of them; also for while none can be
   * sent, as anybody may ask.
   *
   * @return whether there were any
   */
  public boolean answerSome() {
    return requests.answerSome();
  }

  private Optional<Letter> claim(String lease) {
    while (isWaiting()) {
      Instant now = now();
      Drawn drawn = drawn();
      Claimed claimed = transactions.write(stores -> claim(stores, lease, now, drawn));
      if (claimed.letter().isPresent() || !claimed.found()) {
        return claimed.letter();
      }
    }
    return Optional.empty();
  }

  private Drawn drawn() {
    return new Drawn(
        codes.draw(), codes.draw().cut(CodeRules.USUAL), codes.digits(MailedCodeSignIn.DIGITS));
  }

  /** Removes a mail that was sent. */
  public void sent(Letter letter) {
    transactions.write(stores -> stores.outbox().delete(letter.mail(), letter.lease()));
  }

  /** Gives a mail back untouched, as no mail can be sent now. */
  public void putBack(Letter letter) {
    Mail.Tries tries = letter.mail().tries();
    transactions.write(
        stores -> stores.outbox().release(letter.mail(), letter.lease(), tries, Optional.empty()));
  }

  /**
   * Notes that the server refused this mail for a fault of this server's, not of the mail's: it is
   * tried again after 5 s, then twice as long each time up to 5 min, and never given up.
   *
   * @param reason what the server said, shown to the operator
   */
  public void postponed(Letter letter, String reason) {
    later(letter, FIRST_DELAY, LONGEST_DELAY, reason);
  }

  /**
   * Notes that the server refused this mail for now: it is tried again after 1 minute, then twice
   * as long each time up to 1 hour, for 3 days in all.
   *
   * @param reason what the server said, shown to the operator
   */
  public void refused(Letter letter, String reason) {
    if (now().isAfter(letter.mail().tries().created().plus(GIVE_UP))) {
      dead(letter, reason);
    } else {
      later(letter, FIRST_PAUSE, LONGEST_PAUSE, reason);
    }
  }

  private void later(Letter letter, Duration first, Duration longest, String reason) {
    Mail.Tries tries = letter.mail().tries();
    Duration delay = first.multipliedBy(1L << Math.min(tries.failed(), 10));
    Instant due = now().plus(delay.compareTo(longest) < 0 ? delay : longest);
    Mail.Tries next = new Mail.Tries(tries.created(), tries.failed() + 1, due);
    transactions.write(
        stores ->
            stores.outbox().release(letter.mail(), letter.lease(), next, Optional.of(reason)));
  }

  /** Puts a mail aside that the server will never take. */
  public void dead(Letter letter, String reason) {
    Instant now = now();
    transactions.write(stores -> stores.outbox().bury(letter.mail(), letter.lease(), reason, now));
  }

  /** Gives back every mail that a worker holds, for a clean stop. */
  public void releaseAll(String worker) {
    transactions.write(
        stores -> {
          stores.outbox().releaseAll(worker);
          return worker;
        });
  }

  /** How many mails wait, those included that were asked for, and how many are dead. */
  public OutboxStore.Count count() {
    long asked = requests.count();
    OutboxStore.Count count = transactions.read(stores -> stores.outbox().count());
    return new OutboxStore.Count(count.waiting() + asked, count.dead());
  }

  /** How long the oldest mail waits that is neither sent nor given up; none where none waits. */
  public Duration oldest() {
    return transactions
        .read(stores -> stores.outbox().oldest())
        .map(since -> Duration.between(since, now()))
        .orElse(Duration.ZERO);
  }

  /** The mails that were given up, newest first. */
  public List<OutboxStore.Dead> dead(int most) {
    return transactions.read(stores -> stores.outbox().dead(most));
  }

  /** The mails that wait, the next due first. */
  public List<OutboxStore.Waiting> waiting(int most) {
    return transactions.read(stores -> stores.outbox().waiting(most));
  }

  /**
   * Makes a mail due now; a dead one begins anew.
   *
   * @param id of one mail; empty for every mail
   * @return how many were; one that is being sent, or was due already, is not
   */
  public int retry(OptionalLong id) {
    Instant now = now();
    if (id.isPresent()) {
      return transactions.write(stores -> stores.outbox().retry(id.getAsLong(), now)) ? 1 : 0;
    }
    int all = 0;
    int some;
    do {
      some = transactions.write(stores -> stores.outbox().retrySome(now, BATCH));
      all += some;
    } while (some == BATCH);
    return all;
  }

  /**
   * Removes a mail, dead or not.
   *
   * @param id of one mail; empty for every dead one
   * @return how many were; one that is being sent is not
   */
  public int drop(OptionalLong id) {
    Instant now = now();
    return transactions.write(stores -> stores.outbox().drop(id, now));
  }

  private boolean isWaiting() {
    Instant now = now();
    return transactions.read(stores -> stores.outbox().isDue(now));
  }

  private Claimed claim(Stores stores, String lease, Instant now, Drawn drawn) {
    Optional<Mail> mail = stores.outbox().claim(lease, now, now.plus(LEASE));
    Optional<Letter> letter = mail.flatMap(found -> letter(stores, found, lease, now, drawn));
    mail.filter(found -> letter.isEmpty())
        .ifPresent(pointless -> stores.outbox().delete(pointless, lease));
    return new Claimed(mail.isPresent(), letter);
  }

  private Optional<Letter> letter(
      Stores stores, Mail mail, String lease, Instant now, Drawn drawn) {
    Optional<Door> door = doors.named(mail.door());
    Optional<Account> account =
        stores.accounts().find(mail.account()).filter(of -> isServed(stores, of, mail));
    Optional<Email> email = receiver(stores, mail);
    if (door.isEmpty() || account.isEmpty() || email.filter(at -> isWanted(mail, at)).isEmpty()) {
      return Optional.empty();
    }
    Letter plain =
        new Letter(
            mail, lease, door.get(), account.get(), Letter.Carried.NOTHING, isProven(stores, mail));
    if (email.get().claim().decoy()) {
      return mail.purpose() == Mail.Purpose.ADDRESS_TAKEN
          ? toOwner(stores, plain, email.get())
          : Optional.empty();
    }
    if (mail.purpose() == Mail.Purpose.SIGN_IN_CODE) {
      return toSignIn(stores, plain, email.get(), now, drawn);
    }
    CodeRules rules = door.get().codes();
    Codes codes = new Codes(stores, email.get(), rules.family(), now);
    MailedCodes.Drawn confirm = drawn.first().cut(rules.confirmLength());
    MailedCodes.Drawn reset = drawn.first().cut(CodeRules.USUAL);
    return Optional.of(
        switch (mail.purpose()) {
          case CONFIRM ->
              plain
                  .with(codes.write(confirm, MailedCode.Purpose.CONFIRM, CONFIRM_LIFE))
                  .withDisown(codes.write(drawn.disown(), MailedCode.Purpose.DISOWN, CONFIRM_LIFE));
          case RESET -> plain.with(codes.write(reset, MailedCode.Purpose.RESET, RESET_LIFE));
          case INVITE -> plain.with(codes.write(reset, MailedCode.Purpose.RESET, INVITE_LIFE));
          case ADDRESS_TAKEN, SIGN_IN_CODE -> plain;
          case DELETION_BEGUN ->
              plain.with(
                  codes.write(reset, MailedCode.Purpose.KEEP, untilErasure(stores, mail, now)));
          case PASSWORD_CHANGED,
              PASSWORD_RESET,
              NEW_DEVICE,
              ADDRESS_ADDED,
              ADDRESS_VERIFIED,
              ADDRESS_PRIMARY,
              ADDRESS_REMOVED,
              NAME_CHANGED,
              RIGHTS_GRANTED,
              FACTOR_CHANGED,
              REFRESH_TOKEN_REUSED ->
              plain.withDisown(codes.write(drawn.disown(), MailedCode.Purpose.NOT_ME, NOTICE_LIFE));
        });
  }

  /**
   * Nothing is mailed to sign in by when the time for that is over, or the address is not proved.
   */
  private static Optional<Letter> toSignIn(
      Stores stores, Letter plain, Email email, Instant now, Drawn drawn) {
    long id = plain.mail().id();
    String hash = MailedCodeSignIn.hash(id, drawn.digits());
    return email.verified() && stores.mailedSignIns().setCode(id, hash, now)
        ? Optional.of(plain.with(drawn.digits()))
        : Optional.empty();
  }

  /** Whether mails of that kind go to an account as it is. */
  private static boolean isServed(Stores stores, Account account, Mail mail) {
    return mail.purpose() == Mail.Purpose.DELETION_BEGUN || !account.isActive()
        ? mail.purpose().isNotice() && Erasure.isRevocable(stores, account)
        : true;
  }

  private static Duration untilErasure(Stores stores, Mail mail, Instant now) {
    return Duration.between(now, stores.accounts().erasure(mail.account()).orElseThrow());
  }

  /** What is mailed elsewhere has no name in it, as anybody may have chosen that. */
  private static boolean isProven(Stores stores, Mail mail) {
    return stores
        .emails()
        .find(mail.account(), mail.recipient().email())
        .filter(email -> email.verified() && !email.claim().decoy())
        .isPresent();
  }

  /** An address that its account has lost since is told of what was done until then. */
  private static Optional<Email> receiver(Stores stores, Mail mail) {
    long id = mail.recipient().email();
    Optional<Email> present = stores.emails().find(mail.account(), id);
    return present.isEmpty() && mail.purpose().isNotice()
        ? stores.addressChanges().removed(mail.account(), id)
        : present;
  }

  /**
   * An account that only seems to have an address gets nothing: the address's owner is told, in the
   * owner's own spelling.
   */
  private static Optional<Letter> toOwner(Stores stores, Letter plain, Email decoy) {
    return stores.emails().claims(decoy.key()).stream()
        .findFirst()
        .filter(owned -> owned.bouncedAt().isEmpty())
        .flatMap(
            owned ->
                stores
                    .accounts()
                    .find(owned.account())
                    .filter(Account::isActive)
                    .map(owner -> plain.to(owner, owned)));
  }

  /**
   * Whether a mail to an address still has a point. Mail to an address that it came back from goes
   * out when somebody has asked to confirm the address since (decision 19).
   */
  private static boolean isWanted(Mail mail, Email email) {
    boolean confirms = mail.purpose() == Mail.Purpose.CONFIRM;
    return email
        .bouncedAt()
        .map(since -> confirms && mail.tries().created().isAfter(since))
        .orElse(!confirms || !email.verified());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** The codes of one mail, drawn before it is known which: the first is still to be cut. */
  private record Drawn(MailedCodes.Drawn first, MailedCodes.Drawn disown, String digits) {}

  /** Writes the codes of a mail to an address. */
  private record Codes(Stores stores, Email email, CodeFamily family, Instant now) {

    String write(MailedCodes.Drawn drawn, MailedCode.Purpose purpose, Duration life) {
      MailedCode.Intent intent = new MailedCode.Intent(purpose, family);
      MailedCodes.write(stores, drawn, email, intent, now, life);
      return drawn.text();
    }
  }

  private record Claimed(boolean found, Optional<Letter> letter) {}
}
