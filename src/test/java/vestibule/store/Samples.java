package vestibule.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Email;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.store.Stores;

/** Records to keep, with texts that a careless store would change. */
public final class Samples {

  public static final CodeFamily SHARED = new CodeFamily("USER_ACCOUNT");
  public static final CodeFamily CHAT = new CodeFamily("CHAT");
  public static final CodeFamily KEYED = new CodeFamily("KNOW_ME");

  /** Every family whose name stands in rows. */
  public static final List<CodeFamily> FAMILIES = List.of(SHARED, CHAT, KEYED);

  /** Texts that must come back as they went in. */
  public static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "  both ends  ",
          "O'Brien \"quoted\" `back` \\ %_ ? :name ; -- /* */",
          "Ёжик Ñandú Ω ß ﬁ İ ı",
          "👩‍👩‍👧‍👦 🇷🇺 𝒳",
          "e\u0301 \u00e9",
          "\u202eright to left",
          "line\nbreak\ttab\r\n",
          "𐍈".repeat(255),
          "null",
          "{}");

  public static final UserAgent CLIENT =
      new UserAgent("Firefox/140 “quoted” 🦊", "2001:db8::1", Language.RUSSIAN);

  private Samples() {}

  public static Optional<String> text(String text) {
    return Optional.of(text);
  }

  /** An account with every field filled by that text. */
  public static Account account(long id, String text) {
    return new Account(
        id,
        Optional.of(text),
        new Account.Profile(
            new Account.Names(text(text), text(text), text(text), text(text)),
            new Account.Contact(text(text), text(text)),
            new Account.Appearance(text(text), text(text), text(text), text(text))),
        new Account.Standing(Account.Status.DISABLED, Stage.START, OptionalLong.of(id + 1), 42));
  }

  /** An account that holds nothing but what it must. */
  public static Account bare(long id) {
    return new Account(
        id,
        Optional.empty(),
        Account.Profile.EMPTY,
        new Account.Standing(Account.Status.ACTIVE, Stage.START, OptionalLong.empty(), 1));
  }

  public static Email email(long account, long id, String address) {
    return new Email(
        id,
        account,
        address,
        false,
        new Email.Claim("chat", CHAT, Stage.START, Optional.empty(), false));
  }

  public static MailedCode code(long account, long id, MailedCode.Purpose purpose, long email) {
    return new MailedCode(
        account,
        id,
        new MailedCode.Intent(purpose, KEYED),
        email,
        "hash-" + account + "-" + id,
        new MailedCode.Life(Stage.START, Stage.START.plus(Duration.ofHours(24)), Optional.empty()));
  }

  public static Session session(long account, long id, Instant created) {
    return new Session(
        account,
        id,
        "personal",
        new Session.Terms(OptionalInt.of(3_600), true, Duration.ofDays(30).plusNanos(1_000)),
        new Session.Life(created, created, created.plus(Duration.ofDays(30)), Optional.empty()));
  }

  public static String secret(Session session) {
    return "secret-" + session.account() + "-" + session.id();
  }

  public static void insert(Stores stores, Session session) {
    stores.sessions().insert(session, Optional.of(secret(session)), CLIENT);
  }

  public static Mail mail(long account, long id, Mail.Purpose purpose, Instant due) {
    return new Mail(
        id,
        account,
        purpose,
        new Mail.Recipient(7, "Ёж+🦔@example.org", Language.RUSSIAN),
        "envelope",
        new Mail.Tries(Stage.START, 0, due));
  }
}
