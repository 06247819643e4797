package vestibule.core.factor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.factor.EnrolledFactor.Kind;
import vestibule.core.signin.Factor;

/** One-time codes as a factor: each works once, and none before one that was used. */
final class TotpFactor implements Factor {

  private final TotpSecrets secrets;

  TotpFactor(TotpSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return Kind.TOTP.word();
  }

  @Override
  public boolean isWanted(long account, List<EnrolledFactor> enrolled) {
    return enrolled.stream().anyMatch(factor -> factor.kind() == Kind.TOTP);
  }

  @Override
  public Optional<Answer> judge(
      long account, List<EnrolledFactor> enrolled, String answer, Instant now) {
    return enrolled.stream()
        .filter(factor -> factor.kind() == Kind.TOTP)
        .flatMap(factor -> judge(factor, answer, now).stream())
        .findFirst();
  }

  private Optional<Answer> judge(EnrolledFactor factor, String answer, Instant now) {
    EnrolledFactor.Material material = factor.material();
    return secrets
        .open(factor.account(), material.secret())
        .map(secret -> Totp.step(secret, answer, now, material.counter()))
        .filter(OptionalLong::isPresent)
        .map(step -> factor.with(material.used(step.getAsLong(), material.traits())))
        .map(used -> change -> change.stores().factors().use(used, material.counter(), now));
  }
}
