package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.refusal.RefusedException;

/** What becomes of an address when several units of work want it in the same moment. */
abstract class ClaimRaceCases {

  private static final Duration DAY = Duration.ofHours(24);
  private static final int ROUNDS = 30;

  private final Stage stage;
  private House house;

  ClaimRaceCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void build() {
    house = new House(stage, false);
  }

  @Test
  void whoClaimsWhatIsBeingGivenUpIsNamedByIt() {
    for (int round = 0; round < ROUNDS; round++) {
      String address = "given-up-" + round + "@example.org";
      Person leaving = house.register(address);
      stage.pass(DAY);
      Together.run(
          3,
          number -> number == 0 ? house.administration.delete(leaving.id()) : registers(address));
      assertThat(claims(address)).as("one of two was first").hasSize(1);
      assertNamesAClaimant(address);
    }
  }

  @Test
  void allWhoGiveAnAddressUpAtOnceLeaveNothingOfIt() {
    for (int round = 0; round < ROUNDS; round++) {
      String address = "left-" + round + "@example.org";
      Person first = house.register(address);
      stage.pass(DAY);
      Person second = house.register(address);
      stage.pass(DAY);
      Person third = house.register(address);
      List<Long> leaving = List.of(first.id(), second.id(), third.id());
      int stays = round % 4;
      Together.run(3, n -> n == stays || house.administration.delete(leaving.get(n)));
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
      Person first = house.register(address);
      house.mail();
      stage.pass(DAY.minusMinutes(1));
      house.emails.resend(address, Optional.empty(), door -> Language.ENGLISH);
      Letter again = house.mail();
      stage.pass(Duration.ofMinutes(1));
      house.register(address);
      Letter secondMail = house.mail();
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
                            ? isDone(() -> house.confirm(secondMail))
                            : house.administration.delete(first.id());
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
    Person person = house.register("again@example.org");
    house.confirm(house.mail());
    for (int round = 0; round < ROUNDS; round++) {
      house.resets.request("again@example.org", House.visit(House.CHAT));
      String lease = "lease-" + round + "-";
      Together.run(
          3,
          number -> {
            if (number == 0) {
              house.resets.request("again@example.org", House.visit(House.CHAT));
            } else {
              house.outbox.next(lease + number).ifPresent(house.outbox::sent);
            }
            return number;
          });
      house.outbox.next(lease + "last").ifPresent(house.outbox::sent);
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
    house.confirmations.disown(letter.disown().orElseThrow());
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
      return house.register(address).id() > 0;
    } catch (RefusedException held) {
      return false;
    }
  }
}
