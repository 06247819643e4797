package vestibule.core.factor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.challenge.Once;
import vestibule.core.factor.SignedChallenges.Purpose;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.factor.EnrolledFactor.Kind;
import vestibule.core.model.factor.EnrolledFactor.Material;
import vestibule.core.signin.Factor;

/** Passkeys as a factor. */
final class PasskeyFactor implements Factor {

  private final Ceremonies ceremonies;
  private final SignedChallenges challenges;

  PasskeyFactor(Ceremonies ceremonies, SignedChallenges challenges) {
    this.ceremonies = ceremonies;
    this.challenges = challenges;
  }

  @Override
  public String name() {
    return Kind.PASSKEY.word();
  }

  @Override
  public boolean isWanted(long account, List<EnrolledFactor> enrolled) {
    return enrolled.stream().anyMatch(factor -> factor.kind() == Kind.PASSKEY);
  }

  @Override
  public Optional<Answer> judge(
      long account, List<EnrolledFactor> enrolled, String answer, Instant now) {
    return ceremonies
        .claimed(answer)
        .flatMap(
            claimed ->
                challenges
                    .judge(claimed.challenge(), Purpose.PROVE, account, now)
                    .flatMap(
                        once -> judge(enrolled, answer, new Signed(claimed, once, false), now)));
  }

  /**
   * What a device has signed.
   *
   * @param once spends the challenge
   * @param verified whether the device must have asked for its person
   */
  record Signed(Ceremonies.Claimed claimed, Once once, boolean verified) {}

  /** Judges what one of an account's passkeys has signed. */
  Optional<Answer> judge(List<EnrolledFactor> enrolled, String answer, Signed signed, Instant now) {
    return enrolled.stream()
        .filter(factor -> factor.kind() == Kind.PASSKEY)
        .filter(
            factor ->
                factor
                    .material()
                    .credential()
                    .filter(signed.claimed().credential()::equals)
                    .isPresent())
        .findFirst()
        .flatMap(passkey -> judge(passkey, answer, signed, now));
  }

  private Optional<Answer> judge(
      EnrolledFactor passkey, String answer, Signed signed, Instant now) {
    long before = passkey.material().counter();
    Optional<Material> used =
        ceremonies.signed(answer, signed.claimed().challenge(), passkey, signed.verified());
    return used.map(
        material ->
            change ->
                change.stores().spentAnswers().spend(signed.once().answer(), signed.once().end())
                    && change.stores().factors().use(passkey.with(material), before, now));
  }
}
