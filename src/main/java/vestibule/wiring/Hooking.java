package vestibule.wiring;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.Config;
import vestibule.config.FirstLogInConfig;
import vestibule.core.arrival.Arrivals;
import vestibule.core.hook.FirstLogIns;
import vestibule.core.hook.Questions;
import vestibule.core.password.PasswordHashing;
import vestibule.core.secret.Derived;
import vestibule.hook.Hook;

/** The system that the settings have asked about people who are not here yet. */
final class Hooking {

  private static final Logger LOG = LoggerFactory.getLogger(FirstLogIns.class);

  private Hooking() {}

  static Optional<FirstLogIns> of(
      Config config,
      Foundation.Surroundings outside,
      Storage storage,
      Arrivals arrivals,
      PasswordHashing hashing) {
    return config
        .firstLogIn()
        .hook()
        .map(
            hook ->
                new FirstLogIns(
                    hook.source(),
                    questions(hook, outside, storage),
                    arrivals,
                    hashing,
                    Hooking::warn));
  }

  private static Questions questions(
      FirstLogInConfig.Hook hook, Foundation.Surroundings outside, Storage storage) {
    return new Questions(
        new Hook(new Hook.Target(hook.url(), hook.key(), hook.timeout()), outside.nanoTime()),
        new Questions.Time(outside.clock(), outside.nanoTime(), Thread::sleep),
        new Questions.Chance(storage.keys().derived(Derived.STAND_INS), outside.random()),
        Hooking::warn);
  }

  private static void warn(String sentence) {
    LOG.warn("First log-in: {}", sentence);
  }
}
