package vestibule.core.factor;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import vestibule.core.change.Changes;
import vestibule.core.limit.Limits;
import vestibule.core.outbox.Notices;
import vestibule.core.secret.Sealing;
import vestibule.core.secret.Secrets;
import vestibule.core.session.Sessions;
import vestibule.core.signin.Factor;
import vestibule.core.signin.FactorRules;
import vestibule.core.signin.FurtherFactors;
import vestibule.core.store.Ids;

/**
 * What people do with second factors.
 *
 * @param rules what sign-ins ask
 */
public record SecondFactors(
    FurtherFactors rules,
    Factors factors,
    Enrolment enrolment,
    StepUp stepUp,
    PasskeySignIn passkeySignIn) {

  /**
   * What factors are made of.
   *
   * @param sealing under a key for the secrets of one-time codes alone
   * @param challengeKey signs what devices sign
   * @param site whose pages ask for them
   */
  public record Means(
      Sealing sealing,
      byte[] challengeKey,
      PasskeyOffer.Site site,
      Ceremonies ceremonies,
      RandomGenerator random) {}

  /**
   * What they change, and who is told.
   *
   * @param more factors that accounts can ask for beside those of the program
   */
  public record Around(
      Changes changes,
      Ids ids,
      Notices notices,
      Limits limits,
      Sessions sessions,
      List<Factor> more) {}

  /** The use cases over these means. */
  public static SecondFactors of(Around around, Means means, FactorRules operators) {
    Changes changes = around.changes();
    TotpSecrets secrets = new TotpSecrets(means.sealing(), means.site().name(), means.random());
    RecoveryCodes codes = new RecoveryCodes(means.random());
    SignedChallenges challenges = new SignedChallenges(means.challengeKey(), means.random());
    PasskeyFactor passkey = new PasskeyFactor(means.ceremonies(), challenges);
    Passkeys passkeys = new Passkeys(changes, means.site(), means.ceremonies(), challenges);
    FurtherFactors rules =
        new FurtherFactors(
            Stream.concat(
                    Stream.of(new TotpFactor(secrets), passkey, codes), around.more().stream())
                .toList(),
            operators,
            new Secrets(means.random()));
    Addition addition = new Addition(changes, around.ids(), around.notices(), codes);
    return new SecondFactors(
        rules,
        new Factors(changes, around.notices(), addition, codes, rules),
        new Enrolment(changes, around.limits(), addition, secrets, passkeys),
        new StepUp(changes, around.limits(), rules, passkeys),
        new PasskeySignIn(
            changes,
            around.limits(),
            around.sessions(),
            passkeys,
            new PasskeySignIn.Verifying(means.ceremonies(), challenges, passkey)));
  }
}
