package vestibule.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import vestibule.core.address.AddressClaims;
import vestibule.core.address.Emails;
import vestibule.core.challenge.Challenges;
import vestibule.core.challenge.TestChallenges;
import vestibule.core.change.Changes;
import vestibule.core.delivery.MailRequests;
import vestibule.core.delivery.MessageIds;
import vestibule.core.delivery.Outbox;
import vestibule.core.limit.Limits;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Email;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.model.PasswordStrength;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Notices;
import vestibule.core.outbox.Reach;
import vestibule.core.password.PasswordHashing;
import vestibule.core.password.PasswordRules;
import vestibule.core.reset.Resets;
import vestibule.core.secret.MailedCodes;
import vestibule.core.secret.Secrets;
import vestibule.core.store.Ids;
import vestibule.mail.message.Look;
import vestibule.mail.message.Mailbox;
import vestibule.mail.message.Message;
import vestibule.mail.message.Messages;

/** An outbox over a database in memory, with a clock that stands until it is moved. */
final class Post {

  private static final CodeFamily SHARED = new CodeFamily("USER_ACCOUNT");

  static final Mailbox FROM = new Mailbox(Optional.of("Вестибюль"), "no-reply@example.org");
  static final Instant START = Instant.parse("2026-11-01T12:00:00.123456Z");

  static final MessageIds MESSAGE_IDS = new MessageIds(new byte[32]);

  final MemoryDatabase database = new MemoryDatabase();
  private final AtomicLong lastId = new AtomicLong();
  private volatile Instant now = START;
  final InstantSource clock = () -> now;
  private final Ids ids = sequence -> lastId.incrementAndGet();
  private final Mails mails = new Mails(ids, clock, new Reach());
  private final Doors doors = new Doors(List.of(door("useraccount")));
  final Outbox outbox =
      new Outbox(
          database, new MailedCodes(ids, new Secrets(new Random(1))), doors, requests(), clock);
  final Messages messages = new Messages(settings(), clock, MESSAGE_IDS);

  private MailRequests requests() {
    Changes changes = new Changes(database, ids, clock);
    AddressClaims claims = new AddressClaims(false);
    Limits limits = TestLimits.off();
    Notices notices = new Notices(mails, doors);
    Challenges challenges = TestChallenges.of(Challenges.Terms.OFF, limits, database, clock);
    Emails emails =
        new Emails(changes, ids, new Emails.Posting(mails, notices), claims, limits, challenges);
    Resets.Fresh fresh = new Resets.Fresh(new PasswordRules(0, Set.of()), new NoHashing());
    Resets.Mailing mailing = new Resets.Mailing(mails, notices, doors);
    Resets resets = new Resets(changes, fresh, mailing, claims, limits, challenges);
    return new MailRequests(
        database, emails, resets, Optional.empty(), doors, new Afterwards(() -> {}));
  }

  static Messages.Settings settings() {
    return new Messages.Settings(
        "Vestibule",
        FROM,
        "https://id.example.org",
        "https://id.example.org/user_account/reset_password/{token}",
        Duration.ofDays(14),
        Look.OURS);
  }

  private static Door door(String name) {
    String base = "https://id.example.org/user_account/";
    return new Door(
        name,
        Language.ENGLISH,
        CodeRules.usual(SHARED),
        PasswordStrength.ANY,
        OptionalInt.empty(),
        new Door.Links(
            base + "confirm_email/{token}", Optional.of(base + "reset_password/{token}")));
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  /** Whether no mail is due; one that is on the way still is. */
  boolean isDry() {
    return database.waiting().stream().allMatch(mail -> mail.tries().due().isAfter(now));
  }

  /** Queues a mail of a new account to this address. */
  Mail queue(String address, Mail.Purpose purpose) {
    long account = lastId.incrementAndGet();
    Email.Claim claim = new Email.Claim("useraccount", SHARED, now, Optional.empty(), false);
    Email email = new Email(lastId.incrementAndGet(), account, address, false, claim);
    Account.Standing standing =
        new Account.Standing(Account.Status.ACTIVE, now, OptionalLong.of(email.id()), 1);
    Mail mail = mails.to(mails.id(), email, purpose, "useraccount", Language.ENGLISH);
    return database.write(
        stores -> {
          stores
              .accounts()
              .insert(new Account(account, Optional.empty(), Account.Profile.EMPTY, standing));
          stores.emails().insert(email);
          stores.outbox().insert(mail);
          return mail;
        });
  }

  Mail queue(String address) {
    return queue(address, Mail.Purpose.CONFIRM);
  }

  /** A mail as no outbox is needed for it. */
  static Message message(String to) {
    return message(1, to);
  }

  static Message message(long id, String to) {
    return new Message(
        new Message.Identity(id, "<" + id + ".5@example.org>"),
        new Message.Envelope(FROM, to),
        new Message.Head(START, Language.ENGLISH, "A subject"),
        new Message.Body("text\n", "<p>html</p>\n"));
  }

  /** No password is set here. */
  private record NoHashing() implements PasswordHashing {

    @Override
    public void requireRoom(String asker) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String hash(String asker, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean verify(String asker, String encoded, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String kind(String encoded) {
      return "";
    }

    @Override
    public void spend(String asker, String password) {
      throw new UnsupportedOperationException();
    }
  }
}
