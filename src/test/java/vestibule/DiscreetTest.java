package vestibule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vestibule.core.model.Account;
import vestibule.core.model.Language;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.wiring.Wiring;

/**
 * With {@code privacy: strict} nothing tells whether an address has an account (docs/contracts
 * 0.6).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscreetTest {

  private TestServer server;
  private TestPerson owner;

  @BeforeAll
  void start() {
    server = TestServer.start("VESTIBULE_PRIVACY=strict");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void register() {
    owner = TestPerson.at(TestDoor.KNOW_ME, server);
    owner.cameInBy().register(server, owner);
    owner.cameInBy().confirm(server, owner, server.awaitMail(owner.email()));
  }

  private TestPerson sameAddress(TestDoor door) {
    return new TestPerson(door, server.unique("q"), owner.email(), owner.password());
  }

  @Test
  void aRegistrationWithATakenAddressAnswersLikeAGoodOneAndTellsTheOwner() {
    for (TestDoor door :
        new TestDoor[] {
          TestDoor.USER_ACCOUNT, TestDoor.ENVELOPE, TestDoor.CHAT, TestDoor.KNOW_ME
        }) {
      TestPerson good = TestPerson.at(door, server);
      Reply made = door.register(server, good);
      TestPerson asks = sameAddress(door);
      Reply withheld = door.register(server, asks);
      assertThat(withheld.status()).isEqualTo(made.status());
      assertThat(withheld.body().replaceAll("\"id\":\\d+", "\"id\":0"))
          .isEqualTo(
              made.body()
                  .replaceAll("\"id\":\\d+", "\"id\":0")
                  .replace(good.email(), owner.email()));
      assertThat(server.core().accounts().named(owner.email()).orElseThrow().firstName())
          .isEqualTo("Dora");
      TestMails.Received told = server.awaitMail(owner.email());
      assertThat(told.text()).doesNotContain("confirm_email", "register/confirm", "key=");
      server.awaitMail(good.email());
    }
  }

  @Test
  void aWithheldRegistrationMakesAnAccountWhoseNameIsTakenAndWhomEKnowsByName() {
    TestPerson asks = sameAddress(TestDoor.USER_ACCOUNT);
    asks.cameInBy().register(server, asks);
    server.awaitMail(owner.email());
    assertThat(asks.cameInBy().register(server, asks).whole())
        .isEqualTo("400 {\"msg\":\"username is not allowed\"}\n");
    Reply signedIn = TestDoor.PERSONAL.signIn(server, asks.name(), asks.password());
    assertThat(signedIn.status()).isEqualTo(200);
    assertThat(TestDoor.PERSONAL.whoami(server, TestDoor.PERSONAL.token(signedIn)).text("email"))
        .isEqualTo(owner.email());
    server.json("POST", "/user_account/reset_password_request", named(asks.name()));
    server.assertNoMail(owner.email());
  }

  @Test
  void nobodySignsInAtAToDBeforeAnAddressIsConfirmed() {
    for (TestDoor door : TestDoor.values()) {
      TestPerson person = TestPerson.at(door, server);
      door.register(server, person);
      TestMails.Received mail = server.awaitMail(person.email());
      for (TestDoor other : TestDoor.values()) {
        assertThat(other.signIn(server, person.email(), person.password()).whole())
            .as("%s, registered at %s", other, door)
            .isEqualTo(other.signIn(server, person.email(), "wrong").whole());
      }
      if (door.asksName()) {
        assertThat(refusedByName(person)).containsOnly(false);
        assertThat(TestDoor.PERSONAL.signIn(server, person.name(), person.password()).status())
            .isEqualTo(200);
      }
      door.confirm(server, person, mail);
      for (TestDoor other : TestDoor.values()) {
        assertThat(other.accepted(other.signIn(server, person.email(), person.password())))
            .as("%s, registered at %s", other, door)
            .isTrue();
      }
    }
  }

  private Stream<Boolean> refusedByName(TestPerson person) {
    return Stream.of(TestDoor.USER_ACCOUNT, TestDoor.ENVELOPE)
        .map(door -> door.accepted(door.signIn(server, person.name(), person.password())));
  }

  @Test
  void theRightPasswordOfAnUnconfirmedAccountMailsAConfirmationOnceAnHour() {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    person.cameInBy().register(server, person);
    server.awaitMail(person.email());
    person.cameInBy().signIn(server, person.name(), "wrong");
    server.assertNoMail(person.email());
    person.cameInBy().signIn(server, person.name(), person.password());
    TestMails.Received again = server.awaitMail(person.email());
    TestDoor.CHAT.signIn(server, person.email(), person.password());
    server.assertNoMail(person.email());
    server.clock().advance(Duration.ofHours(1));
    TestDoor.CHAT.signIn(server, person.email(), person.password());
    assertThat(server.awaitMail(person.email()).text()).contains("/api/register/confirm/");
    person.cameInBy().confirm(server, person, again);
    assertThat(person.cameInBy().signIn(server, person.name(), person.password()).status())
        .isEqualTo(200);
  }

  @Test
  void theRightPasswordOfAWithheldAccountMailsTheOwnerNothing() {
    TestPerson asks = sameAddress(TestDoor.USER_ACCOUNT);
    asks.cameInBy().register(server, asks);
    server.awaitMail(owner.email());
    asks.cameInBy().signIn(server, asks.name(), asks.password());
    TestDoor.CHAT.signIn(server, owner.email(), asks.password());
    server.json("POST", "/v1/confirmations", "{\"email\": \"%s\"}".formatted(owner.email()));
    server.assertNoMail(owner.email());
  }

  @Test
  void accountsThatNobodySignsInToGoAfterSevenDaysAndNoOthers() {
    TestPerson real = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    TestPerson withheld = sameAddress(TestDoor.USER_ACCOUNT);
    TestPerson entered = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    TestPerson confirmed = TestPerson.at(TestDoor.CHAT, server);
    TestPerson personal = TestPerson.at(TestDoor.PERSONAL, server);
    for (TestPerson one : List.of(real, withheld, entered, confirmed, personal)) {
      one.cameInBy().register(server, one);
    }
    confirmed.cameInBy().confirm(server, confirmed, server.awaitMail(confirmed.email()));
    TestDoor.PERSONAL.signIn(server, entered.name(), entered.password());
    server.clock().advance(Duration.ofDays(7).minusMinutes(5));
    server.core().trials().end();
    assertThat(named(real)).isTrue();
    server.clock().advance(Duration.ofMinutes(5));
    server.core().trials().end();
    assertThat(named(real)).isFalse();
    assertThat(named(withheld)).isFalse();
    assertThat(named(entered)).isTrue();
    assertThat(named(personal)).isTrue();
    assertThat(server.core().accounts().named(confirmed.email())).isPresent();
    assertThat(server.core().accounts().named(owner.email())).isPresent();
    server.clock().advance(Duration.ofDays(365));
    server.core().trials().end();
    assertThat(named(entered)).isTrue();
    assertThat(server.core().accounts().named(confirmed.email())).isPresent();
  }

  private boolean named(TestPerson person) {
    return server.core().accounts().isNameTaken(person.name(), UserAgent.NONE);
  }

  @Test
  void eSignsInAtOnceSoItKeepsItsRefusal() {
    assertThat(TestDoor.PERSONAL.register(server, sameAddress(TestDoor.PERSONAL)).whole())
        .isEqualTo("400 {\"errorMessage\":\"Электронный адрес уже зарегистрирован.\"}");
    server.assertNoMail(owner.email());
  }

  @Test
  void aResetRequestForNobodyAnswersLikeOneForSomebody() {
    String nobody = named(server.unique("nobody") + "@example.org");
    assertThat(server.json("POST", "/user_account/reset_password_request", nobody).whole())
        .isEqualTo("200 {\"msg\":\"Check your email...\"}\n");
    assertThat(server.json("POST", "/api/reset_password_request", nobody).whole())
        .isEqualTo("200 {\"msg\":\"Check your email...\",\"status\":\"OK\"}\n");
  }

  @Test
  void aTakenAddressStandsInTheCallersListAndCanNeverBeConfirmed() {
    TestPerson caller = TestPerson.at(TestDoor.KNOW_ME, server);
    caller.cameInBy().register(server, caller);
    caller.cameInBy().confirm(server, caller, server.awaitMail(caller.email()));
    String token =
        "Authorization: "
            + TestDoor.KNOW_ME.token(
                TestDoor.KNOW_ME.signIn(server, caller.email(), caller.password()));
    String asked = "{\"email\": \"%s\"}".formatted(owner.email());
    Reply added = server.json("POST", "/account/emails/", asked, token);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("verified")).isEqualTo("false");
    assertThat(server.get("/account/emails/", token).body())
        .contains("\"email\":\"%s\",\"verified\":false,\"primary\":false".formatted(owner.email()));
    server.json("POST", "/v1/confirmations", asked);
    server.assertNoMail(owner.email());
    assertThat(server.core().accounts().named(owner.email()).orElseThrow().firstName())
        .isEqualTo("Dora");
    assertThat(TestDoor.KNOW_ME.signIn(server, owner.email(), owner.password()).status())
        .isEqualTo(200);
  }

  @Test
  void aTakenNameStaysVisible() {
    TestPerson named = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    named.cameInBy().register(server, named);
    TestPerson again =
        new TestPerson(
            TestDoor.USER_ACCOUNT,
            named.name(),
            server.unique("z") + "@example.org",
            named.password());
    assertThat(again.cameInBy().register(server, again).whole())
        .isEqualTo("400 {\"msg\":\"username is not allowed\"}\n");
  }

  @Test
  void aResetByAConfirmedAddressOrANameReachesThePrimaryOne() {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    person.cameInBy().register(server, person);
    person.cameInBy().confirm(server, person, server.awaitMail(person.email()));
    for (String login : List.of(person.email(), person.name())) {
      server.json("POST", "/api/reset_password_request", named(login));
      String reset = server.awaitMail(person.email()).path();
      assertThat(server.json("POST", reset, "{\"new_pwd\": \"N\"}").text("status")).isEqualTo("OK");
    }
  }

  @Test
  void anAddressThatIsClaimedAndNotProvedLeadsNoResetToTheClaimantsOtherOne() {
    String free = server.unique("free") + "@example.org";
    String token =
        "Authorization: "
            + TestDoor.KNOW_ME.token(
                TestDoor.KNOW_ME.signIn(server, owner.email(), owner.password()));
    server.json("POST", "/account/emails/", "{\"email\": \"%s\"}".formatted(free), token);
    server.awaitMail(free);
    assertThat(server.awaitMail(owner.email()).subject()).contains("address was added");
    server.json("POST", "/user_account/reset_password_request", named(free));
    server.assertNoMail(owner.email());
    server.assertNoMail(free);
  }

  @Test
  void anOperatorIsToldThatAnAddressIsTaken() {
    NewAccount asked =
        new NewAccount(
            new Visit(
                Wiring.operatorVisit(server.config()).door(),
                new UserAgent("operator", "", Language.ENGLISH)),
            Optional.of(server.unique("made")),
            NewAddress.toConfirm(owner.email()),
            Account.Profile.EMPTY,
            new Credential.NewPassword("password"),
            Optional.empty());
    assertThatThrownBy(() -> server.core().registration().create(asked))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.AddressTaken()));
  }

  private static String named(String login) {
    return "{\"username\": \"%s\"}".formatted(login);
  }
}
