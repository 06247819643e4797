package vestibule.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.RefusedException;
import vestibule.store.Stage;

/** What becomes of an address when several units of work want it in the same moment. */
public abstract class ClaimRaceCases extends CoreCases {

  private static final Duration DAY = Duration.ofHours(24);
  private static final int ROUNDS = 30;

  protected ClaimRaceCases(Stage stage) {
    super(stage);
  }

  @Test
  void whoClaimsWhatIsBeingGivenUpIsNamedByIt() {
    for (int round = 0; round < ROUNDS; round++) {
      String address = "given-up-" + round + "@example.org";
      Person leaving = core.register(address);
      stage.pass(DAY);
      Together.run(
          3, number -> number == 0 ? core.administration.delete(leaving.id()) : registers(address));
      assertThat(claims(address)).as("one of two was first").hasSize(1);
      assertNamesAClaimant(address);
    }
  }

  @Test
  void allWhoGiveAnAddressUpAtOnceLeaveNothingOfIt() {
    for (int round = 0; round < ROUNDS; round++) {
      String address = "left-" + round + "@example.org";
      Person first = core.register(address);
      stage.pass(DAY);
      Person second = core.register(address);
      stage.pass(DAY);
      Person third = core.register(address);
      List<Long> leaving = List.of(first.id(), second.id(), third.id());
      int stays = round % 4;
      Together.run(3, n -> n == stays || core.administration.delete(leaving.get(n)));
      if (stays < 3) {
        assertNamesAClaimant(address);
      } else {
        assertThat(claims(address)).isEmpty();
        assertThat(identifier(address)).isEmpty();
      }
    }
  }

  @Test
  void whoeverDisownsProvesClaimsOrLeavesAtOnceTheAddressIsOneAccountsOrNobodys() {
    for (int round = 0; round < ROUNDS; round++) {
      String address = "disowned-" + round + "@example.org";
      Person first = core.register(address);
      core.mail();
      stage.pass(DAY.minusMinutes(1));
      core.emails.resend(address, UserAgent.NONE, Optional.empty(), door -> Language.ENGLISH);
      Letter again = core.mail();
      stage.pass(Duration.ofMinutes(1));
      core.register(address);
      Letter secondMail = core.mail();
      boolean proves = round % 2 == 0;
      boolean twice = round % 3 == 0;
      List<Boolean> done =
          Together.run(
              4,
              number ->
                  switch (number) {
                    case 0 -> isDone(() -> disown(again));
                    case 1 -> twice && isDone(() -> disown(secondMail));
                    case 2 ->
                        proves
                            ? isDone(() -> core.confirm(secondMail))
                            : core.administration.delete(first.id());
                    default -> registers(address);
                  });
      if (proves && done.get(2)) {
        assertThat(claims(address)).hasSize(1).allMatch(Email::verified);
        assertThat(identifier(address).orElseThrow().proven()).isTrue();
      } else {
        boolean disowned = done.get(0) || done.get(1);
        assertThat(disowned || !proves).as("round %d", round).isTrue();
        assertThat(claims(address)).hasSize(done.get(3) || !disowned ? 1 : 0);
      }
      if (claims(address).isEmpty()) {
        assertThat(identifier(address)).isEmpty();
      } else {
        assertNamesAClaimant(address);
      }
    }
  }

  @Test
  void aResetThatIsAskedForAgainWhileItsMailIsOnTheWayLeavesOneOpenCode() {
    Person person = core.register("again@example.org");
    core.confirm(core.mail());
    for (int round = 0; round < ROUNDS; round++) {
      core.resets.request("again@example.org", TestCore.visit(TestCore.CHAT));
      String lease = "lease-" + round + "-";
      Together.run(
          3,
          number -> {
            if (number == 0) {
              core.resets.request("again@example.org", TestCore.visit(TestCore.CHAT));
            } else {
              core.outbox.next(lease + number).ifPresent(core.outbox::sent);
            }
            return number;
          });
      core.outbox.next(lease + "last").ifPresent(core.outbox::sent);
      assertThat(
              stage.count(
                  "select count(*) from code where purpose = 'RESET' and spent_at is null"
                      + " and account = "
                      + person.id()))
          .as("round %d", round)
          .isEqualTo(1);
    }
  }

  private void assertNamesAClaimant(String address) {
    assertThat(identifier(address).map(Identifier::account))
        .as("%s is claimed by %s", address, claims(address))
        .contains(claims(address).getFirst().account());
  }

  private List<Email> claims(String address) {
    return stage.read(stores -> stores.emails().claims(LoginKey.of(address)));
  }

  private Optional<Identifier> identifier(String address) {
    return stage.read(stores -> stores.identifiers().find(LoginKey.of(address)));
  }

  private void disown(Letter letter) {
    core.confirmations.disown(letter.disown().orElseThrow(), TestCore.visit(TestCore.CHAT));
  }

  private static boolean isDone(Runnable what) {
    try {
      what.run();
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private boolean registers(String address) {
    try {
      return core.register(address).id() > 0;
    } catch (RefusedException held) {
      return false;
    }
  }
}
