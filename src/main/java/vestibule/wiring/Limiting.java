package vestibule.wiring;

import vestibule.config.Config;
import vestibule.core.limit.Devices;
import vestibule.core.limit.LimitSharing;
import vestibule.core.limit.Limits;
import vestibule.core.limit.Releases;
import vestibule.core.limit.Uses;
import vestibule.core.secret.Derived;

/** The limits of this node, and the marks of known devices. */
record Limiting(Uses uses, Limits limits, Devices devices) {

  static Limiting of(Config config, Storage storage, Foundation.Surroundings outside) {
    Uses uses = new Uses(storage.keys().derived(Derived.LIMITS));
    Devices devices = new Devices(storage.keys().derived(Derived.DEVICES), outside.random());
    return new Limiting(
        uses, new Limits(uses, devices, config.accounts().limits(), outside.clock()), devices);
  }

  /** Lets what is counted begin anew. */
  Releases releases() {
    return new Releases(uses);
  }

  /** Tells other nodes what is used, under the name of this one. */
  LimitSharing sharing(Storage storage, Foundation.Surroundings outside, String node) {
    return new LimitSharing(uses, storage.transactions(), outside.clock(), node);
  }
}
