package vestibule.core.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Account;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.store.Stage;

/** An account is made of what is said of its credential, its address and its first mail. */
public abstract class NewcomerCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final Optional<Mail.Purpose> NOTHING = Optional.empty();

  private TestCore discreet;

  protected NewcomerCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void buildDiscreet() {
    discreet = new TestCore(stage, true);
  }

  @Test
  void aForeignHashIsKeptAsItStandsAndCostsNone() {
    Person person =
        register(core, new NewAddress(X, false, NOTHING), new Credential.ForeignHash("plain p"));
    assertThat(core.hashes).hasValue(0);
    assertThat(
            stage.<String>sql(h -> h.select("select hash from password").mapTo(String.class).one()))
        .isEqualTo("plain p");
    assertThat(core.signIn(X, "p").person().id()).isEqualTo(person.id());
  }

  @Test
  void aForeignHashOfAnUnknownKindLetsNobodyIn() {
    register(core, new NewAddress(X, true, NOTHING), new Credential.ForeignHash("$2y$10$abc"));
    assertThatThrownBy(() -> core.signIn(X, "$2y$10$abc"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.WrongCredentials()));
  }

  @Test
  void anAddressMayBeTakenWithoutAMailAndWithoutProof() {
    Person person =
        register(core, new NewAddress(X, false, NOTHING), new Credential.NewPassword("p"));
    assertThat(person.isAddressVerified()).isFalse();
    assertThat(stage.rows()).doesNotContainKey("outbox");
  }

  @Test
  void aProvenAddressIsConfirmedAtOnceAndNobodyElsesAnyMore() {
    Person before = core.register(X);
    core.mail();
    Person person =
        register(core, new NewAddress(X, true, NOTHING), new Credential.NewPassword("p"));
    assertThat(core.person(person.id()).isAddressVerified()).isTrue();
    assertThat(core.person(before.id()).emails()).isEmpty();
    assertThatThrownBy(() -> register(core, NewAddress.toConfirm(X), new Credential.None()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.AddressTaken()));
  }

  @Test
  void whoHasNoCredentialChoosesOneByTheMailThatIsOwed() {
    Person person =
        register(
            core,
            new NewAddress(X, false, Optional.of(Mail.Purpose.INVITE)),
            new Credential.None());
    Letter letter = core.mail();
    assertThat(letter.mail().purpose()).isEqualTo(Mail.Purpose.INVITE);
    assertThat(stage.rows()).doesNotContainKey("password");
    core.resets.reset(letter.code().orElseThrow(), "chosen", TestCore.visit(letter.door()));
    assertThat(core.signIn(X, "chosen").person().id()).isEqualTo(person.id());
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

  private static Person register(TestCore core, NewAddress address, Credential credential) {
    return core.registration
        .register(
            new NewAccount(
                TestCore.visit(TestCore.CHAT),
                Optional.empty(),
                address,
                Account.Profile.EMPTY,
                credential,
                Optional.empty()))
        .person();
  }
}
