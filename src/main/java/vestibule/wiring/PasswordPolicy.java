package vestibule.wiring;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.Config;
import vestibule.config.PasswordsConfig;
import vestibule.core.password.BreachedPasswords;
import vestibule.core.password.CommonPasswords;
import vestibule.core.password.ContextWords;
import vestibule.core.password.PasswordRules;

/** What the settings ask of new passwords, for servers and commands alike. */
public final class PasswordPolicy {

  private static final Logger LOG = LoggerFactory.getLogger(PasswordPolicy.class);

  private PasswordPolicy() {}

  /** The rules of all doors. */
  public static PasswordRules rules(Config config) {
    PasswordsConfig asked = config.accounts().passwords();
    Predicate<String> breached = asked.refuseBreached() ? breached(config)::holds : _ -> false;
    return new PasswordRules(
        asked.minimumLength(),
        CommonPasswords.load(),
        breached,
        asked.refuseContextWords()
            ? Optional.of(
                new ContextWords(config.mail().serviceName(), config.http().publicUrl().getHost()))
            : Optional.empty());
  }

  /** The passwords that are known from breaches. */
  public static BreachedPasswords breached(Config config) {
    return new BreachedPasswords(list(config), LOG::error);
  }

  /** Where the filter of a loaded list is. */
  public static Path list(Config config) {
    return config.storage().dataDir().resolve(BreachedPasswords.FILE);
  }
}
