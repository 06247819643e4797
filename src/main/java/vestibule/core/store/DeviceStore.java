package vestibule.core.store;

import java.time.Instant;
import java.util.Optional;

/** Keeps from which browsers and networks accounts have signed in; by account. */
public interface DeviceStore {

  /** When the account signed in from the device last; empty when it is not kept. */
  Optional<Instant> seen(long account, String device);

  /** Whether any device of the account is kept. */
  boolean hasAny(long account);

  /** Of how many devices that were seen since then the account was told. */
  int told(long account, Instant since);

  /**
   * Notes a sign-in.
   *
   * @param told whether the account is told of the device
   */
  void put(long account, String device, Instant now, boolean told);

  /** Removes the devices of an account. */
  void deleteAll(long account);
}
