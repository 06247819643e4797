package vestibule.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.TokenRefusal;
import vestibule.store.Housekeeping;
import vestibule.store.Stage;

/** Taking another user name, and what becomes of the old one. */
public abstract class UserNameCases extends CoreCases {

  private static final String ADA = "ada@example.org";
  private static final String BOB = "bob@example.org";

  private UserNames names;
  private Person ada;

  protected UserNameCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void register() {
    names = core.names;
    ada = core.register(Optional.of("Ada"), ADA);
  }

  private void pass(Duration time) {
    stage.pass(time);
    new Housekeeping(stage.database, stage.clock(), "node").run();
  }

  @Test
  void thePersonIsKnownByTheNewNameAloneAndStaysSignedIn() {
    Session session = core.enter(ada);
    assertThat(names.change(session, "Countess", TestCore.visit(TestCore.CHAT)).loginName())
        .isEqualTo("Countess");
    assertThat(core.person(ada.id()).account().username()).contains("Countess");
    assertThat(core.isLive(ada.id(), session.id())).isTrue();
    assertThat(core.signIn("COUNTESS", ADA).person().id()).isEqualTo(ada.id());
    assertThat(core.signIn(ADA, ADA).person().id()).isEqualTo(ada.id());
    refused(() -> core.signIn("Ada", ADA), new Refusal.WrongCredentials());
    refused(
        () -> core.resets.request("ada", TestCore.visit(TestCore.CHAT)),
        new Refusal.AccountUnknown());
    assertThat(core.accounts.named("Ada")).isEmpty();
  }

  @Test
  void everyConfirmedAddressIsTold() {
    core.confirm(core.mail());
    Session session = core.enter(ada);
    names.change(session, "Countess", TestCore.visit(TestCore.CHAT));
    assertThat(core.mail().mail().purpose()).isEqualTo(Mail.Purpose.NAME_CHANGED);
    assertThat(core.outbox.next("none")).isEmpty();
  }

  @Test
  void theOldNameIsHeldForThirtyDaysAndFreeThen() {
    Person bob = core.register(Optional.of("Bob"), BOB);
    names.change(ada.id(), "Countess");
    for (Duration time : List.of(Duration.ZERO, UserNames.HOLD)) {
      pass(time);
      refused(() -> core.register(Optional.of("aDA"), "new@example.org"), new Refusal.NameTaken());
      refused(() -> names.change(bob.id(), "ada"), new Refusal.NameTaken());
      assertThat(core.signIn("bob", BOB).person().id()).isEqualTo(bob.id());
    }
    pass(Duration.ofNanos(1_000));
    assertThat(names.change(bob.id(), "ada").loginName()).isEqualTo("ada");
    assertThat(core.signIn("Ada", BOB).person().id()).isEqualTo(bob.id());
  }

  @Test
  void whoGaveANameUpMayTakeItBack() {
    names.change(ada.id(), "Countess");
    names.change(ada.id(), "ADA");
    assertThat(core.signIn("ada", ADA).person().loginName()).isEqualTo("ADA");
    refused(() -> core.signIn("Countess", ADA), new Refusal.WrongCredentials());
    pass(UserNames.HOLD.plusDays(1));
    assertThat(core.signIn("ada", ADA).person().id()).isEqualTo(ada.id());
    assertThat(stage.<Boolean>read(s -> s.identifiers().find(LoginKey.of("countess")).isEmpty()))
        .isTrue();
  }

  @Test
  void anotherSpellingHoldsNothing() {
    names.change(ada.id(), "ADA");
    assertThat(core.signIn("ada", ADA).person().loginName()).isEqualTo("ADA");
    assertThat(stage.count("select count(*) from identifier where kind = 'NAME'")).isEqualTo(1);
    assertThat(stage.count("select count(*) from identifier where held_until is null"))
        .isEqualTo(1);
  }

  @Test
  void anAccountWithoutANameGetsItsFirst() {
    Person bob = core.register(BOB);
    assertThat(names.change(bob.id(), "Bob").loginName()).isEqualTo("Bob");
    assertThat(core.signIn("bob", BOB).person().id()).isEqualTo(bob.id());
  }

  @Test
  void whatIsRefusedChangesNothing() {
    core.register(Optional.of("Bob"), BOB);
    refused(() -> names.change(ada.id(), "BOB"), new Refusal.NameTaken());
    refused(() -> names.change(ada.id(), "a@b"), new Refusal.NameInvalid());
    refused(() -> names.change(ada.id() + 1_000, "Carl"), new Refusal.AccountUnknown());
    Session session = core.enter(ada);
    core.administration.endSessions(ada.id());
    refused(
        () -> names.change(session, "Carl", TestCore.visit(TestCore.CHAT)),
        new Refusal.TokenRefused(new TokenRefusal.Ended()));
    assertThat(core.signIn("ada", ADA).person().loginName()).isEqualTo("Ada");
  }

  @Test
  void ofManyWhoWantOneNameOneGetsIt() {
    List<Person> people =
        List.of(
            ada,
            core.register(BOB),
            core.register("c@example.org"),
            core.register("d@example.org"));
    List<Boolean> got =
        Together.run(
            people.size(),
            i -> {
              try {
                names.change(people.get(i).id(), "Wanted");
                return true;
              } catch (RefusedException taken) {
                assertThat(taken.refusal()).isEqualTo(new Refusal.NameTaken());
                return false;
              }
            });
    assertThat(got).containsOnlyOnce(true);
    assertThat(core.accounts.named("wanted").orElseThrow().id())
        .isEqualTo(people.get(got.indexOf(true)).id());
  }

  @Test
  void theFormerNamesOfADeletedAccountAreFreeAtOnce() {
    names.change(ada.id(), "Countess");
    names.change(ada.id(), "Enchantress");
    core.administration.delete(ada.id());
    assertThat(stage.count("select count(*) from identifier")).isZero();
    assertThat(core.register(Optional.of("Ada"), BOB).loginName()).isEqualTo("Ada");
  }
}
