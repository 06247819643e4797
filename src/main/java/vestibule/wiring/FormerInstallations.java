package vestibule.wiring;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.Config;
import vestibule.config.FormerKey;
import vestibule.config.FormerTokensConfig;
import vestibule.config.FormerTokensConfig.Library;
import vestibule.contracts.former.BareTokens;
import vestibule.contracts.former.FlaskTokens;
import vestibule.contracts.former.SimpleJwtTokens;
import vestibule.contracts.former.SupabaseTokens;
import vestibule.core.former.FormerFormat;
import vestibule.core.former.FormerSessions;
import vestibule.core.former.Installation;
import vestibule.core.model.Door;
import vestibule.core.model.SigningKey;
import vestibule.core.token.FormerTokens;
import vestibule.core.token.KeyAlgorithms;

/**
 * The installations before, as the settings have them: which doors take the tokens of which
 * (decision 34).
 */
record FormerInstallations(Config config, UseCases core, KeyAlgorithms algorithms) {

  private static final Logger LOG = LoggerFactory.getLogger(FormerInstallations.class);

  /** What had made the tokens that a door's clients hold. */
  private static final Set<Library> OF_COOKIES =
      Set.of(Library.FLASK_JWT_EXTENDED, Library.PYJWT, Library.SUPABASE);

  private static final Set<Library> OF_PAIRS =
      Set.of(Library.SIMPLEJWT, Library.PYJWT, Library.SUPABASE);

  /** Those that the doors take whose tokens lie in cookies or headers. */
  FormerTokens ofCookies(Set<String> doors) {
    return of(OF_COOKIES, doors);
  }

  /** Those that the doors take whose access tokens come of refresh tokens. */
  FormerTokens ofPairs(Set<String> doors) {
    return of(OF_PAIRS, doors);
  }

  private FormerTokens of(Set<Library> libraries, Set<String> names) {
    List<Installation> installations =
        settings().stream()
            .filter(one -> libraries.contains(one.library()))
            .map(this::installation)
            .toList();
    List<Door> doors =
        Wiring.doors(config).stream().filter(door -> names.contains(door.name())).toList();
    return installations.isEmpty()
        ? FormerTokens.NONE
        : new FormerSessions(
            core.changes(),
            core.sessions(),
            installations,
            doors,
            core.secondFactors().rules()::isDemanded);
  }

  private Installation installation(FormerTokensConfig.Installation one) {
    FormerTokensConfig.Checks checks = one.checks();
    return new Installation(
        one.source(),
        algorithms.verifier(algorithm(one.key().algorithm()), one.key().bytes()),
        format(one.library()),
        new Installation.Conditions(
            checks.claim(), checks.audience(), checks.issuedBefore(), checks.end()));
  }

  private static SigningKey.Algorithm algorithm(FormerKey.Algorithm wanted) {
    return switch (wanted) {
      case HS256 -> SigningKey.Algorithm.HS256;
      case RS256 -> SigningKey.Algorithm.RS256;
      case ES256 -> SigningKey.Algorithm.ES256;
    };
  }

  private static FormerFormat format(Library library) {
    return switch (library) {
      case FLASK_JWT_EXTENDED -> new FlaskTokens();
      case SIMPLEJWT -> new SimpleJwtTokens();
      case PYJWT -> new BareTokens();
      case SUPABASE -> new SupabaseTokens();
      case DRF_TOKEN -> throw new IllegalArgumentException("its keys are no tokens");
    };
  }

  /** Tells the operator of what is a slip, or can go. */
  void lookOver(Instant now) {
    for (FormerTokensConfig.Installation one : settings()) {
      if (!now.isBefore(one.checks().end())) {
        LOG.warn(
            "The last day of the tokens of {} has passed: its former-tokens can go", one.source());
      } else if (core.arrivals().formerIds(one.source(), "", 1).isEmpty()) {
        LOG.warn("Nobody has come in from {} yet: its tokens let nobody in", one.source());
      }
    }
  }

  private List<FormerTokensConfig.Installation> settings() {
    return config.contracts().sessions().keys().former().installations();
  }
}
