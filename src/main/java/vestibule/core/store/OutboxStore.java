package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.model.Mail;

/** Keeps the mails that are owed, spread over 64 slots by account. */
public interface OutboxStore {

  /** Queues a mail. */
  void insert(Mail mail);

  /** Whether any mail is due and leased to nobody. */
  boolean isDue(Instant now);

  /**
   * Leases the mail that has been due longest and is leased to nobody.
   *
   * @param lease names the lease; unique for each call
   */
  Optional<Mail> claim(String lease, Instant now, Instant until);

  /**
   * Removes a sent or pointless mail.
   *
   * @return false when the lease is not valid any more
   */
  boolean delete(Mail mail, String lease);

  /**
   * Gives a mail back, to be tried when it is due again.
   *
   * @param reason why the server refused it; empty keeps the former reason
   */
  boolean release(Mail mail, String lease, Mail.Tries next, Optional<String> reason);

  /** Marks a mail as dead: trying again is of no use. */
  boolean bury(Mail mail, String lease, String reason, Instant now);

  /** Gives back all mails that a lease prefix (one worker's) holds. */
  void releaseAll(String leasePrefix);

  /** Removes the unsent mails of one purpose of an account, as a newer one replaces them. */
  void deletePending(long account, Mail.Purpose purpose);

  /** Removes all mails to an account. */
  void deleteAll(long account);

  /** How many wait, and how many are dead. */
  Count count();

  /** When the oldest of those that wait was queued. */
  Optional<Instant> oldest();

  /** Dead mails, newest first. */
  List<Dead> dead(int most);

  /** Mails that wait, the next due first. */
  List<Waiting> waiting(int most);

  /**
   * Makes a mail due now; a dead one begins anew.
   *
   * @return false when it is not there, or is being sent
   */
  boolean retry(long id, Instant now);

  /**
   * The same with some of those that are dead or due later.
   *
   * @return how many were; fewer than {@code most} when these were the last
   */
  int retrySome(Instant now, int most);

  /**
   * Removes a mail, dead or not.
   *
   * @param id of one mail; empty for every dead one
   * @return how many were; one that is being sent is not
   */
  int drop(OptionalLong id, Instant now);

  /** How many mails wait, how many are dead. */
  record Count(long waiting, long dead) {}

  /** A mail that is not tried any more, and why. */
  record Dead(Mail mail, String reason, Instant at) {}

  /** A mail that is owed, and what the server said when it refused it last. */
  record Waiting(Mail mail, Optional<String> reason) {}
}
