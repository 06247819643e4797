package vestibule.core.store;

import java.time.Instant;
import vestibule.core.model.LoginKey;

/** Keeps addresses that were removed, and that nobody else can claim for a while; by address. */
public interface HeldAddressStore {

  /** Holds an address for an account. */
  void hold(LoginKey key, long account, Instant until);

  /** Whether an address is held for another account than this one. */
  boolean isHeldFromOther(LoginKey key, long account, Instant now);

  /** Lets an address of an account go. */
  void release(LoginKey key, long account);
}
