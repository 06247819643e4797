package vestibule.wiring;

import java.util.Map;
import java.util.stream.Collectors;
import vestibule.config.AccountsConfig;
import vestibule.config.Config;
import vestibule.core.factor.PasskeyOffer;
import vestibule.core.factor.SecondFactors;
import vestibule.core.secret.Derived;
import vestibule.core.signin.FactorMode;
import vestibule.core.signin.FactorRules;
import vestibule.crypto.Seal;
import vestibule.passkey.WebAuthn;

/** Second factors as the settings want them. */
final class SecondFactoring {

  private SecondFactoring() {}

  static SecondFactors of(
      Config config,
      Foundation.Surroundings outside,
      Storage storage,
      SecondFactors.Around around) {
    return SecondFactors.of(
        around,
        new SecondFactors.Means(
            Seal.under(storage.keys().derived(Derived.FACTORS), outside.random()),
            storage.keys().derived(Derived.PASSKEYS),
            new PasskeyOffer.Site(config.http().publicUrl().getHost(), config.mail().serviceName()),
            new WebAuthn(config.http().publicUrl()),
            outside.random()),
        rules(config.accounts().factors()));
  }

  private static FactorRules rules(AccountsConfig.Factors config) {
    return new FactorRules(
        config.doors().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, door -> mode(door.getValue()))),
        config.requiredRoles());
  }

  private static FactorMode mode(AccountsConfig.Factors.Mode mode) {
    return switch (mode) {
      case REFUSE -> FactorMode.REFUSE;
      case OTP -> FactorMode.OTP;
      case PASS -> FactorMode.PASS;
    };
  }
}
