package vestibule.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vestibule.core.cache.SessionEnd;
import vestibule.core.challenge.Challenges;
import vestibule.core.challenge.TestChallenges;
import vestibule.core.change.Changes;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.outbox.Notices;
import vestibule.core.outbox.Reach;
import vestibule.core.password.HashStock;
import vestibule.core.password.PasswordCheck;
import vestibule.core.password.PasswordHashing;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.Secrets;
import vestibule.core.session.KnownDevices;
import vestibule.core.session.Sessions;
import vestibule.core.store.Ids;
import vestibule.core.store.Transactions;

/** Signing in while no password can be hashed. */
class SignInTest {

  private static final InstantSource CLOCK = () -> Instant.EPOCH;

  private static final Door DOOR =
      new Door(
          "chat",
          Language.ENGLISH,
          CodeRules.usual(new CodeFamily("CHAT")),
          PasswordStrength.ANY,
          OptionalInt.empty(),
          new Door.Links("https://a.example/c/{token}", Optional.empty()));

  @Test
  void nothingIsReadForALogInThatCannotBeHashed() {
    Transactions untouched = new Untouched();
    Ids none =
        sequence -> {
          throw new AssertionError("drew an id of " + sequence);
        };
    Changes changes = new Changes(untouched, none, CLOCK);
    Mails mails = new Mails(none, CLOCK, new Reach());
    KnownDevices devices = new KnownDevices(changes, new Notices(mails, new Doors(List.of())));
    SignIn signIn =
        new SignIn(
            changes,
            new SignIn.Checks(
                new PasswordCheck(
                    changes,
                    new Full(),
                    new HashStock(
                        untouched,
                        new Full(),
                        new byte[32],
                        new HashStock.Background(Runnable::run, () -> 0)),
                    TestLimits.off()),
                TestLimits.off(),
                TestChallenges.of(Challenges.Terms.OFF, TestLimits.off(), untouched, CLOCK),
                devices,
                true,
                Optional.empty()),
            new Sessions(
                changes, none, new Secrets(new Random(1)), new SessionEnd(Map.of()), devices),
            new FurtherFactors(List.of(), FactorRules.USUAL, new Secrets(new Random(1))),
            new KeyMails(changes, mails, new Afterwards(() -> {})));
    Login login = new Login("anybody", Login.By.NAME_OR_ADDRESS, List.of("password"));
    Visit visit = new Visit(DOOR, new UserAgent("test", "192.0.2.1", Language.ENGLISH));
    Session.Terms terms = new Session.Terms(OptionalInt.empty(), false, Duration.ofDays(1));
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> signIn.signIn(visit, login, terms));
    assertThat(refused.refusal()).isEqualTo(new Refusal.Busy(7));
  }

  /** A database that nobody may ask. */
  private record Untouched() implements Transactions {

    @Override
    public <T> T write(Work<T> work) {
      throw new AssertionError("wrote");
    }

    @Override
    public <T> T read(Work<T> work) {
      throw new AssertionError("read");
    }
  }

  /** A hashing without room. */
  private record Full() implements PasswordHashing {

    @Override
    public void requireRoom(String asker) {
      throw new RefusedException(new Refusal.Busy(7));
    }

    @Override
    public String hash(String asker, String password) {
      throw new AssertionError("hashed");
    }

    @Override
    public boolean verify(String asker, String encoded, String password) {
      throw new AssertionError("verified");
    }

    @Override
    public String kind(String encoded) {
      return "";
    }

    @Override
    public void spend(String asker, String password) {
      throw new AssertionError("spent");
    }
  }
}
