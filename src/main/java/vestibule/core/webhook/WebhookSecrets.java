package vestibule.core.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import vestibule.core.secret.KeyRing;
import vestibule.core.store.SigningKeyStore;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.event.Webhook;

/**
 * The secrets that messages are signed with. They lie among the sealed secrets, so that they are
 * sealed anew with them when the master key is changed.
 */
public final class WebhookSecrets {

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  private final KeyRing keys;
  private final RandomGenerator random;

  /** The secrets of a database, and where new ones come from. */
  public WebhookSecrets(KeyRing keys, RandomGenerator random) {
    this.keys = keys;
    this.random = random;
  }

  private static String name(long webhook) {
    return "webhook/" + webhook;
  }

  private static String former(long webhook) {
    return name(webhook) + "/former";
  }

  byte[] draw() {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /** As receivers have to know it. */
  static String shown(byte[] secret) {
    return PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  /**
   * What a message is signed with, the secret of now first; none where they were lost, as after a
   * restore without the master key.
   */
  public List<byte[]> of(Webhook webhook, Instant now) {
    List<byte[]> known = known(keys.now(), webhook, now);
    // It may be younger than what this node remembers.
    return known.isEmpty() ? known(keys.read(), webhook, now) : known;
  }

  private static List<byte[]> known(KeyRing.Held held, Webhook webhook, Instant now) {
    List<byte[]> known = new ArrayList<>();
    held.secret(name(webhook.id())).ifPresent(known::add);
    if (webhook.overlapEnds().filter(now::isBefore).isPresent()) {
      held.secret(former(webhook.id())).ifPresent(known::add);
    }
    return known;
  }

  String sealed(long webhook, byte[] secret) {
    return keys.sealed(name(webhook), secret);
  }

  /** The secret of now as that before: a secret is bound to its name. */
  String sealedAsFormer(long webhook) {
    return keys.read()
        .secret(name(webhook))
        .map(secret -> keys.sealed(former(webhook), secret))
        .orElse("");
  }

  static void put(SigningKeyStore store, long webhook, String sealed, Instant now) {
    putNamed(store, name(webhook), sealed, now);
  }

  static void putFormer(SigningKeyStore store, long webhook, String sealed, Instant now) {
    putNamed(store, former(webhook), sealed, now);
  }

  private static void putNamed(SigningKeyStore store, String name, String sealed, Instant now) {
    if (!store.insert(SealedSecret.of(name, sealed, now))) {
      store.put(name, sealed, now);
    }
  }

  static void dropFormer(SigningKeyStore store, long webhook) {
    store.delete(former(webhook));
  }

  static void drop(SigningKeyStore store, long webhook) {
    store.delete(name(webhook));
    store.delete(former(webhook));
  }
}
