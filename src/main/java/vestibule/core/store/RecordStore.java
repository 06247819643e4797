package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.MailedCode;

/**
 * Reads rows for operators. No request does, and there may be no index for it: a look over all
 * accounts takes about a second for each million.
 */
public interface RecordStore {

  /**
   * Accounts with a user name or an address that has the part, by id.
   *
   * @param after only ids beyond this one
   */
  List<Long> withLogin(Spellings part, long after, int most);

  /**
   * Accounts of persons whose names have the part, by id.
   *
   * @param after only ids beyond this one
   */
  List<Long> withName(Spellings part, long after, int most);

  /** The facts about an account's password that may be told. */
  Optional<Dossier.KeptPassword> password(long account);

  /** Sessions of an account, newest first, ended ones too. */
  List<Dossier.SignIn> signIns(long account, int most);

  /** The account whose session has that id. */
  OptionalLong accountOf(long session);

  /** One-time codes of an account, newest first. */
  List<MailedCode> codes(long account, int most);

  /** Mails to an account that are owed or were given up, oldest first. */
  List<Dossier.OwedMail> mails(long account, int most);

  /** Events of the audit trail, newest first. */
  List<AuditEvent> trail(Trail wanted, int most);

  /**
   * A page of them.
   *
   * @param after the event before the page begins
   */
  List<AuditEvent> trail(Trail wanted, After after, int most);

  /** The place of an event in the trail. */
  record After(Instant at, long id) {

    /** Before the newest event. */
    public static final After NOTHING = new After(Trail.END, Long.MAX_VALUE);
  }

  /**
   * A text in several ways of writing it, as databases do not agree on small and large letters.
   *
   * @param capitalised each word with a large letter
   * @param folded as log-in strings are compared
   */
  record Spellings(String given, String small, String capitalised, String folded) {}

  /**
   * Which events are wanted.
   *
   * @param account empty for all accounts, the deleted ones too
   * @param since the earliest time
   * @param until what happened at this time is left out
   * @param kind empty for all kinds
   */
  record Trail(OptionalLong account, Instant since, Instant until, Optional<AuditEvent.Kind> kind) {

    /** All of one account. */
    public static Trail of(long account) {
      return new Trail(OptionalLong.of(account), BEGIN, END, Optional.empty());
    }

    /** Before all events. */
    public static final Instant BEGIN = Instant.EPOCH;

    /** After all events. */
    public static final Instant END = Instant.parse("9999-12-31T23:59:59Z");
  }
}
