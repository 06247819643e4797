package vestibule.core.factor;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.challenge.Once;
import vestibule.core.change.Changes;
import vestibule.core.factor.SignedChallenges.Purpose;
import vestibule.core.model.Person;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.factor.EnrolledFactor.Kind;
import vestibule.core.model.factor.EnrolledFactor.Material;

/** What devices are asked about passkeys, and whose what they signed is. */
final class Passkeys {

  private final Changes changes;
  private final PasskeyOffer.Site site;
  private final Ceremonies ceremonies;
  private final SignedChallenges challenges;

  Passkeys(
      Changes changes, PasskeyOffer.Site site, Ceremonies ceremonies, SignedChallenges challenges) {
    this.changes = changes;
    this.site = site;
    this.ceremonies = ceremonies;
    this.challenges = challenges;
  }

  PasskeyOffer offer(Person person) {
    long account = person.id();
    return new PasskeyOffer(
        site,
        handle(account),
        person.loginName(),
        challenges.draw(Purpose.ADD, account, changes.now()),
        known(account));
  }

  /** What a device is asked to prove one of an account's passkeys by. */
  PasskeyRequest request(long account) {
    return new PasskeyRequest(
        site.host(), challenges.draw(Purpose.PROVE, account, changes.now()), known(account), false);
  }

  /** What a device is asked to let in somebody by whom nobody knows yet. */
  PasskeyRequest request() {
    return new PasskeyRequest(
        site.host(), challenges.draw(Purpose.SIGN_IN, 0, changes.now()), List.of(), true);
  }

  private List<PasskeyRequest.Known> known(long account) {
    return changes.read(stores -> stores.factors().of(account)).stream()
        .filter(factor -> factor.kind() == Kind.PASSKEY)
        .map(EnrolledFactor::material)
        .map(
            material ->
                new PasskeyRequest.Known(material.credential().orElseThrow(), material.traits()))
        .toList();
  }

  /** A passkey that was made. */
  record Made(Material material, Once once) {}

  Optional<Made> made(long account, String answer, Instant now) {
    return ceremonies
        .claimedNew(answer)
        .flatMap(
            claimed ->
                challenges
                    .judge(claimed.challenge(), Purpose.ADD, account, now)
                    .flatMap(
                        once ->
                            ceremonies
                                .made(answer, claimed.challenge())
                                .map(material -> new Made(material, once))));
  }

  /** What devices know an account by: it tells nothing of its person. */
  private static byte[] handle(long account) {
    return ByteBuffer.allocate(Long.BYTES).putLong(account).array();
  }

  /** The account that a device knows by that; 0 where it was not made here. */
  static long account(byte[] handle) {
    return handle.length == Long.BYTES ? ByteBuffer.wrap(handle).getLong() : 0;
  }
}
