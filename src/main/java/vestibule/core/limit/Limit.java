package vestibule.core.limit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.limit.Policy.Bucket;
import vestibule.core.limit.Policy.Delays;

/**
 * What is limited, and for whom. Their names are kept in the database and shown to clients: they
 * never change.
 *
 * <p>The figures follow from what an honest client does: 300 registrations and 300 sign-ins from
 * one address in five minutes, and nine mistyped passwords, meet no limit (docs/contracts O-12).
 */
enum Limit {
  /** Failed sign-ins to one account: ten at once, then some sixty an hour. */
  ACCOUNT(new Delays(10, Duration.ofSeconds(1), 6, 10)),
  /**
   * The same from a network that the account signed in from lately: few, as others may be there.
   */
  FAMILIAR_NETWORK(new Bucket(5, 10)),
  /** The same on a device that the account signed in on before. */
  KNOWN_DEVICE(new Delays(10, Duration.ofSeconds(1), 6, 10)),
  /** The present password of an account, asked of somebody who is let in already. */
  PRESENT_PASSWORD(new Delays(10, Duration.ofSeconds(1), 6, 10)),
  /** Other user names that one account takes, as each holds the one before for a while. */
  NAME_CHANGE(new Bucket(5, 0.25)),
  /** Pictures that one account sends, as each is decoded. */
  AVATAR(new Bucket(10, 20)),
  /**
   * Answers that prove no factor of an account: five at once, then some twenty an hour for an hour
   * and four an hour in the long run. Of a million codes three are right at a time.
   */
  FACTOR(new Delays(5, Duration.ofSeconds(4), 8, 4)),
  /** Failed sign-ins from one network, to whatever accounts: 300 in an hour at most. */
  SIGN_IN(new Bucket(120, 180)),
  /** The same from the range around it. */
  SIGN_IN_RANGE(new Bucket(480, 720)),
  /** Codes that are wrong, spent or too old, from one network. */
  CODE(new Bucket(120, 240)),
  /** The same from the range around it. */
  CODE_RANGE(new Bucket(480, 960)),
  /** Reset mails to one address: after 2, 4, 8 minutes and so on, 5 in an hour at most. */
  RESET_MAIL(new Delays(1, Duration.ofMinutes(2), 5, 0.5)),
  /** Other mails that anybody can cause to one address: 5 in an hour at most. */
  OTHER_MAIL(new Delays(2, Duration.ofMinutes(4), 4, 0.5)),
  /** Mails that were asked for from one network. */
  MAIL(new Bucket(400, 600)),
  /** The same from the range around it. */
  MAIL_RANGE(new Bucket(1_600, 2_400)),
  /** Registrations from one network. */
  REGISTRATION(new Bucket(400, 600)),
  /** The same from the range around it. */
  REGISTRATION_RANGE(new Bucket(1_600, 2_400)),
  /** Questions whether a name or an address is taken, from one network. */
  NAME_CHECK(new Bucket(800, 2_400)),
  /** The same from the range around it. */
  NAME_CHECK_RANGE(new Bucket(3_200, 9_600)),
  /** Requests of strangers from one network that may be sent once more, as each is written down. */
  KEYED_REQUEST(new Bucket(400, 2_400)),
  /** The same from the range around it. */
  KEYED_REQUEST_RANGE(new Bucket(1_600, 9_600)),
  /** Credentials from one network that are no service's. */
  SERVICE(new Bucket(60, 240)),
  /** The same from the range around it. */
  SERVICE_RANGE(new Bucket(240, 960));

  private final Policy policy;

  Limit(Policy policy) {
    this.policy = policy;
  }

  /** The limit of that name. */
  static Optional<Limit> of(String name) {
    return Arrays.stream(values()).filter(limit -> limit.name().equals(name)).findFirst();
  }

  /** Whether it is counted by network alone. */
  boolean isOfNetwork() {
    return switch (this) {
      case ACCOUNT,
          FAMILIAR_NETWORK,
          KNOWN_DEVICE,
          PRESENT_PASSWORD,
          NAME_CHANGE,
          AVATAR,
          FACTOR,
          RESET_MAIL,
          OTHER_MAIL ->
          false;
      case SIGN_IN,
          SIGN_IN_RANGE,
          CODE,
          CODE_RANGE,
          MAIL,
          MAIL_RANGE,
          REGISTRATION,
          REGISTRATION_RANGE,
          NAME_CHECK,
          NAME_CHECK_RANGE,
          KEYED_REQUEST,
          KEYED_REQUEST_RANGE,
          SERVICE,
          SERVICE_RANGE ->
          true;
    };
  }

  Policy policy() {
    return policy;
  }

  /** What a client is told that it struck, as {@code sign-in-range}. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
