package vestibule.wiring;

import java.time.Duration;
import vestibule.challenge.ProofOfWork;
import vestibule.challenge.SiteVerify;
import vestibule.config.ChallengeConfig;
import vestibule.config.Config;
import vestibule.core.challenge.Challenges;
import vestibule.core.challenge.Provider;
import vestibule.core.challenge.Puzzles;
import vestibule.core.limit.Limits;
import vestibule.core.secret.Derived;

/** The challenges that the settings ask for. */
final class Challenging {

  /** Longer than a provider that works takes, and no longer than a person waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Challenging() {}

  static Challenges of(
      Config config, Foundation.Surroundings outside, Storage storage, Limits limits) {
    ChallengeConfig asked = config.accounts().challenge();
    return new Challenges(
        new Challenges.Terms(asked.registration(), asked.failures(), asked.admitsOnOutage()),
        asked
            .foreign()
            .<Provider>map(
                site ->
                    new SiteVerify(
                        new SiteVerify.Site(
                            site.name(), site.siteKey(), site.secret(), site.verifyUrl()),
                        PATIENCE))
            .orElseGet(
                () ->
                    new ProofOfWork(
                        new Puzzles(
                            storage.keys().derived(Derived.PUZZLES),
                            asked.difficulty(),
                            outside.random()))),
        limits,
        storage.transactions(),
        outside.clock());
  }
}
