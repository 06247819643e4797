package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Account;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;

/** An account is made of what is said of its credential, its address and its first mail. */
abstract class NewcomerCases {

  private static final String X = "x@example.org";
  private static final Optional<Mail.Purpose> NOTHING = Optional.empty();

  private final Stage stage;
  private House house;
  private House discreet;

  NewcomerCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void build() {
    house = new House(stage, false);
    discreet = new House(stage, true);
  }

  @Test
  void aForeignHashIsKeptAsItStandsAndCostsNone() {
    Person person =
        register(house, new NewAddress(X, false, NOTHING), new Credential.ForeignHash("plain p"));
    assertThat(house.hashes).hasValue(0);
    assertThat(
            stage.<String>sql(h -> h.select("select hash from password").mapTo(String.class).one()))
        .isEqualTo("plain p");
    assertThat(house.signIn(X, "p").person().id()).isEqualTo(person.id());
  }

  @Test
  void aForeignHashOfAnUnknownKindLetsNobodyIn() {
    register(house, new NewAddress(X, true, NOTHING), new Credential.ForeignHash("$2y$10$abc"));
    assertThatThrownBy(() -> house.signIn(X, "$2y$10$abc"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.WrongCredentials()));
  }

  @Test
  void anAddressMayBeTakenWithoutAMailAndWithoutProof() {
    Person person =
        register(house, new NewAddress(X, false, NOTHING), new Credential.NewPassword("p"));
    assertThat(person.isAddressVerified()).isFalse();
    assertThat(stage.rows()).doesNotContainKey("outbox");
  }

  @Test
  void aProvenAddressIsConfirmedAtOnceAndNobodyElsesAnyMore() {
    Person before = house.register(X);
    house.mail();
    Person person =
        register(house, new NewAddress(X, true, NOTHING), new Credential.NewPassword("p"));
    assertThat(house.person(person.id()).isAddressVerified()).isTrue();
    assertThat(house.person(before.id()).emails()).isEmpty();
    assertThatThrownBy(() -> register(house, NewAddress.toConfirm(X), new Credential.None()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.AddressTaken()));
  }

  @Test
  void whoHasNoCredentialChoosesOneByTheMailThatIsOwed() {
    Person person =
        register(
            house,
            new NewAddress(X, false, Optional.of(Mail.Purpose.INVITE)),
            new Credential.None());
    Letter letter = house.mail();
    assertThat(letter.mail().purpose()).isEqualTo(Mail.Purpose.INVITE);
    assertThat(stage.rows()).doesNotContainKey("password");
    house.resets.reset(letter.code().orElseThrow(), "chosen", House.visit(letter.door()));
    assertThat(house.signIn(X, "chosen").person().id()).isEqualTo(person.id());
  }

  @Test
  void underStrictPrivacyAProvenAddressIsNoTrial() {
    register(discreet, new NewAddress(X, true, NOTHING), new Credential.NewPassword("p"));
    assertThat(discreet.signIn(X, "p").person().isAddressVerified()).isTrue();
    register(discreet, NewAddress.toConfirm("y@example.org"), new Credential.NewPassword("p"));
    assertThat(
            stage.<Long>sql(
                h ->
                    h.select("select count(*) from account where trial_ends_at is not null")
                        .mapTo(Long.class)
                        .one()))
        .isEqualTo(1);
  }

  @Test
  void nothingOfACredentialIsPrinted() {
    assertThat(new Credential.NewPassword("p4ss").toString()).doesNotContain("p4ss");
    assertThat(new Credential.ForeignHash("h4sh").toString()).doesNotContain("h4sh");
    assertThat(NewAddress.toConfirm(X).toString()).doesNotContain(X);
  }

  private static Person register(House house, NewAddress address, Credential credential) {
    return house
        .registration
        .register(
            new NewAccount(
                House.visit(House.CHAT),
                Optional.empty(),
                address,
                Account.Profile.EMPTY,
                credential,
                Optional.empty()))
        .person();
  }
}
