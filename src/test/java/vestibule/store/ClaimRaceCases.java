package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.RefusedException;
import vestibule.core.account.Identifier;
import vestibule.core.account.LoginKey;
import vestibule.core.account.Person;
import vestibule.core.email.Email;

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

  private boolean registers(String address) {
    try {
      return house.register(address).id() > 0;
    } catch (RefusedException held) {
      return false;
    }
  }
}
