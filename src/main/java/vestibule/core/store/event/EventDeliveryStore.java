package vestibule.core.store.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps the events that are owed to webhooks. Of one account and one webhook the first alone is
 * ever due: those behind it wait until it is gone or dead.
 */
public interface EventDeliveryStore {

  /** Adds what is owed. */
  void insertAll(List<EventDelivery> deliveries);

  /** What can be sent to a webhook now, the longest due first. */
  List<EventDelivery> due(long webhook, Instant now, int most);

  /**
   * Leases one.
   *
   * @param lease names the lease; unique for each call
   * @return false when somebody else has it
   */
  boolean lease(EventDelivery delivery, String lease, Instant now, Instant until);

  /** Removes what was delivered; false when the lease is not valid any more. */
  boolean delete(EventDelivery delivery, String lease);

  /** Gives one back, to be tried when it is due again. */
  boolean release(EventDelivery delivery, String lease, EventDelivery.Tries next, String why);

  /** Gives one up. */
  boolean bury(EventDelivery delivery, String lease, String why, Instant now);

  /** Makes what waits behind one of the same account due no earlier than that. */
  void holdBack(EventDelivery delivery, Instant due);

  /** Makes what waited behind one of the same account due. */
  void letGo(EventDelivery delivery, Instant now);

  /** Gives one back untouched. */
  boolean putBack(EventDelivery delivery, String lease);

  /** Gives up what is owed since before a time and that nobody has in hand. */
  int buryOld(Instant before, Instant now, int most);

  /** Removes what was given up before a time. */
  int removeDead(Instant before, int most);

  /** Removes what is owed to a webhook, dead or not. */
  int removeOf(long webhook, int most);

  /** What was given up of a webhook's, the latest first. */
  List<Dead> dead(long webhook, int most);

  /** What is owed to a webhook and was not given up, the next due first. */
  List<Waiting> waiting(long webhook, int most);

  /**
   * Begins anew with what was given up.
   *
   * @param position of one event; empty for all
   * @return how many were
   */
  int resend(long webhook, OptionalLong position, Instant now, int most);

  /** How many are owed, and how many are dead; each is counted up to that number. */
  Count count(int most);

  /** Since when the oldest is owed that is not dead. */
  Optional<Instant> oldest();

  /** How many are owed, how many were given up. */
  record Count(long waiting, long dead) {}

  /** What is tried again, and why the last try failed; empty before the first. */
  record Waiting(EventDelivery delivery, Optional<String> why) {}

  /** What is not tried any more, and why. */
  record Dead(EventDelivery delivery, Instant at, String why) {}
}
