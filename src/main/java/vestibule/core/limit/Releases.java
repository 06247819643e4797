package vestibule.core.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import vestibule.core.model.LimitUse;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Network;

/**
 * Lets limits of somebody begin anew. A release is told as a use is, in the name of no node: every
 * node hears it within a second, and one of an older version takes it for a use of nothing.
 */
public final class Releases {

  /** In the place of a node's name. */
  static final String NODE = "released";

  private static final List<Limit> NARROW =
      List.of(
          Limit.SIGN_IN,
          Limit.CODE,
          Limit.MAIL,
          Limit.REGISTRATION,
          Limit.NAME_CHECK,
          Limit.KEYED_REQUEST,
          Limit.SERVICE);

  private static final List<Limit> WIDE =
      List.of(
          Limit.SIGN_IN_RANGE,
          Limit.CODE_RANGE,
          Limit.MAIL_RANGE,
          Limit.REGISTRATION_RANGE,
          Limit.NAME_CHECK_RANGE,
          Limit.KEYED_REQUEST_RANGE,
          Limit.SERVICE_RANGE);

  private final Uses uses;

  /** Releases of what is counted by these numbers. */
  public Releases(Uses uses) {
    this.uses = uses;
  }

  /** Of all that is counted by a network, and by the range around it. */
  public List<LimitUse> of(Network network, Instant at) {
    return Stream.concat(
            NARROW.stream().map(limit -> release(limit, network.narrow(), at)),
            WIDE.stream().map(limit -> release(limit, network.wide(), at)))
        .toList();
  }

  /**
   * Of what is counted by an account: failed log-ins of all who are not on a marked device, answers
   * that prove no factor, other user names, pictures, and mails to its addresses.
   *
   * @param keys its log-in strings, by which failures are counted under strict privacy
   */
  public List<LimitUse> of(long account, Collection<LoginKey> keys, Instant at) {
    List<LimitUse> released = new ArrayList<>();
    for (Limit limit :
        List.of(Limit.ACCOUNT, Limit.PRESENT_PASSWORD, Limit.NAME_CHANGE, Limit.AVATAR)) {
      released.add(release(limit, "account " + account, at));
    }
    released.add(release(Limit.FACTOR, Long.toString(account), at));
    for (LoginKey key : keys) {
      released.add(release(Limit.ACCOUNT, "name " + key.text(), at));
      released.add(release(Limit.RESET_MAIL, key.text(), at));
      released.add(release(Limit.OTHER_MAIL, key.text(), at));
    }
    return released;
  }

  private LimitUse release(Limit limit, String whom, Instant at) {
    return new LimitUse(uses.key(limit, whom), NODE, limit.name(), 0, at);
  }

  /** Does on this node at once what others hear of. */
  public void hear(List<LimitUse> released, Instant now) {
    released.forEach(use -> uses.hear(use, now));
  }
}
