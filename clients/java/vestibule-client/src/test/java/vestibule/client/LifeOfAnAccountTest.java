package vestibule.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vestibule.junit.Clock;
import vestibule.junit.Mailbox;
import vestibule.junit.VestibuleExtension;
import vestibule.junit.VestibuleServer;

/** Everything that a person does with an account, at a running server. */
@ExtendWith(VestibuleExtension.class)
class LifeOfAnAccountTest {

  private static final String ADA = "ada@example.org";
  private static final String COUNTESS = "countess@example.org";
  private static final String PASSWORD = "correct horse 7";
  private static final String PIXEL = "R0lGODdhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=";

  private VestibuleClient vestibule;
  private Mailbox mailbox;

  @BeforeEach
  void connect(VestibuleServer server, Mailbox itsMailbox) {
    vestibule = VestibuleClient.at(server.url());
    mailbox = itsMailbox;
  }

  private static NewAccount ada() {
    return NewAccount.of(ADA, PASSWORD)
        .username("ada")
        .with(ProfileField.FULL_NAME, "Ada Lovelace");
  }

  private SignedIn registered() {
    vestibule.register(ada());
    return vestibule.signIn("ada", PASSWORD);
  }

  @Test
  void somebodyRegistersAndConfirmsTheirAddress() {
    Account account = vestibule.register(ada());
    assertThat(account)
        .usingRecursiveComparison()
        .ignoringFields("id", "addresses.id", "created")
        .isEqualTo(
            new Account(
                "",
                Optional.of("ada"),
                Optional.of("Ada Lovelace"),
                Optional.of("Ada"),
                Optional.of("Lovelace"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ADA),
                false,
                List.of(new Address("", ADA, false, true)),
                List.of(),
                List.of(),
                List.of(),
                account.created()));
    vestibule.confirm(mailbox.newest(ADA).code());
    SignedIn ada = vestibule.signIn(ADA, PASSWORD);
    assertThat(ada.account().emailVerified()).isTrue();
    assertThat(ada.account().id()).isEqualTo(account.id());
  }

  @Test
  void anotherCodeIsMailedToWhoAsksForIt() {
    vestibule.register(ada());
    String first = mailbox.newest(ADA).code();
    vestibule.requestConfirmation(ADA);
    assertThat(mailbox.to(ADA)).hasSize(2);
    assertThat(mailbox.newest(ADA).code()).isNotEqualTo(first);
    vestibule.requestConfirmation("nobody@example.org");
    assertThat(mailbox.to("nobody@example.org")).isEmpty();
  }

  @Test
  void mailsAreInTheLanguageThatIsAskedFor() {
    vestibule.with("Accept-Language", "ru").register(ada());
    assertThat(mailbox.newest(ADA).text()).containsPattern("\\p{IsCyrillic}");
  }

  @Test
  void aForgottenPasswordIsChosenAnewTwoDaysLater(Clock clock) {
    SignedIn before = registered();
    vestibule.confirm(mailbox.newest(ADA).code());
    clock.advance(Duration.ofDays(2));
    vestibule.requestReset("ada");
    vestibule.requestReset("nobody");
    vestibule.reset(mailbox.newest(ADA).code(), "correct horse 8");
    assertThatThrownBy(before::whoami).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> vestibule.signIn("ada", PASSWORD))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("401 credentials_wrong");
    assertThat(vestibule.signIn("ada", "correct horse 8").account().username()).contains("ada");
  }

  @Test
  void aProfileIsChanged() {
    SignedIn ada = registered();
    Account changed =
        ada.edit(
            ProfileChange.set(ProfileField.PHONE, "+44 20 7946 0000")
                .and(ProfileChange.set(ProfileField.CONTACTS, "By post."))
                .and(ProfileChange.remove(ProfileField.FULL_NAME)));
    assertThat(changed).isEqualTo(ada.account());
    assertThat(changed.phone()).contains("+44 20 7946 0000");
    assertThat(changed.contacts()).contains("By post.");
    Account again = ada.edit(ProfileChange.remove(ProfileField.CONTACTS));
    assertThat(again.contacts()).isEmpty();
    assertThat(again.phone()).contains("+44 20 7946 0000");
  }

  @Test
  void aUserNameIsChanged() {
    SignedIn ada = registered();
    assertThat(ada.changeUsername("countess").username()).contains("countess");
    assertThat(vestibule.signIn("countess", PASSWORD).account()).isEqualTo(ada.account());
    assertThatThrownBy(() -> vestibule.signIn("ada", PASSWORD))
        .hasMessageStartingWith("401 credentials_wrong");
    vestibule.register(NewAccount.of("bob@example.org", PASSWORD).username("bob"));
    assertThatThrownBy(() -> ada.changeUsername("Bob"))
        .hasMessageStartingWith("422 fields_invalid, /username username_taken");
  }

  @Test
  void aPasswordIsChangedAndOtherSessionsEnd() {
    SignedIn ada = registered();
    SignedIn elsewhere = vestibule.signIn("ada", PASSWORD);
    ada.changePassword(PASSWORD, "correct horse 8");
    assertThat(ada.account().username()).contains("ada");
    assertThatThrownBy(elsewhere::account).hasMessageStartingWith("401 session_ended");
    assertThatThrownBy(() -> ada.changePassword(PASSWORD, "correct horse 9"))
        .hasMessageStartingWith("422 fields_invalid, /password password_wrong");
  }

  @Test
  void sessionsAreListedAndEnded() {
    SignedIn ada = registered();
    SignedIn elsewhere = vestibule.signIn("ada", PASSWORD);
    vestibule.signIn("ada", PASSWORD);
    List<Session> sessions = ada.sessions();
    assertThat(sessions).hasSize(3).allMatch(session -> session.door().equals("v1"));
    assertThat(sessions).filteredOn(Session::current).hasSize(1);
    ada.endSession(elsewhere.whoami().session().id());
    assertThatThrownBy(elsewhere::whoami).hasMessageStartingWith("401 session_ended");
    assertThat(ada.sessions()).hasSize(2);
    ada.endOtherSessions();
    assertThat(ada.sessions()).singleElement().matches(Session::current);
    assertThatThrownBy(() -> ada.endSession("9999999"))
        .hasMessageStartingWith("404 session_unknown");
    assertThatThrownBy(() -> ada.endSession("1/../../v1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addressesAreAddedPreferredAndRemoved() {
    SignedIn ada = registered();
    vestibule.confirm(mailbox.newest(ADA).code());
    Address added = ada.addAddress(COUNTESS);
    assertThat(added.verified()).isFalse();
    assertThatThrownBy(() -> ada.preferAddress(added.id()))
        .hasMessageStartingWith("409 address_unverified");
    vestibule.confirm(mailbox.newest(COUNTESS).code());
    assertThat(ada.preferAddress(added.id()))
        .isEqualTo(new Address(added.id(), COUNTESS, true, true));
    List<Address> both = ada.addresses();
    assertThat(both).extracting(Address::email).containsExactly(ADA, COUNTESS);
    ada.removeAddress(both.get(0).id());
    assertThat(ada.addresses()).extracting(Address::email).containsExactly(COUNTESS);
    assertThat(ada.account().email()).contains(COUNTESS);
  }

  @Test
  void anExportWantsAFreshProof(Clock clock) {
    SignedIn ada = registered();
    clock.advance(Duration.ofMinutes(11));
    ProblemException wanted = catchThrowableOfType(ProblemException.class, ada::export);
    assertThat(wanted.status()).isEqualTo(403);
    assertThat(wanted.code()).isEqualTo("proof_wanted");
    ada.prove(PASSWORD);
    vestibule.requestReset(ADA);
    assertThat(mailbox.to(ADA)).hasSize(2);
    Export export = ada.export();
    assertThat(export.account()).isEqualTo(ada.account());
    assertThat(export.addresses()).singleElement().matches(kept -> kept.door().equals("v1"));
    assertThat(export.password()).map(Export.KeptPassword::kind).isPresent();
    assertThat(export.sessions()).singleElement().matches(kept -> kept.ended().isEmpty());
    assertThat(export.events()).isNotEmpty();
    assertThat(export.codes()).isNotEmpty().allMatch(kept -> kept.spent().isEmpty());
  }

  @Test
  void anAccountIsDeleted() {
    SignedIn ada = registered();
    assertThatThrownBy(() -> ada.deleteAccount("wrong horse 7"))
        .hasMessageStartingWith("422 fields_invalid, /password password_wrong");
    ada.deleteAccount(PASSWORD);
    assertThatThrownBy(ada::account).isInstanceOf(SignedOutException.class);
    assertThatThrownBy(() -> vestibule.signIn("ada", PASSWORD))
        .hasMessageStartingWith("401 credentials_wrong");
    assertThatThrownBy(() -> vestibule.register(ada()))
        .hasMessageStartingWith("422 fields_invalid");
  }

  @Test
  void whoSignsOutIsOut() {
    SignedIn ada = registered();
    String token = ada.accessToken();
    assertThat(vestibule.whoami(token).account().username()).contains("ada");
    ada.signOut();
    assertThatThrownBy(ada::account).isInstanceOf(SignedOutException.class);
    ProblemException ended =
        catchThrowableOfType(ProblemException.class, () -> vestibule.whoami(token));
    assertThat(ended.code()).isEqualTo("session_ended");
  }

  @Test
  void whoSignsOutOfASessionThatHasEndedIsOutToo() {
    SignedIn ada = registered();
    vestibule.signIn("ada", PASSWORD).endOtherSessions();
    ada.signOut();
    assertThatThrownBy(ada::account).isInstanceOf(SignedOutException.class);
  }

  @Test
  void allThatIsWrongWithFieldsIsTold() {
    ProblemException wrong =
        catchThrowableOfType(
            ProblemException.class, () -> vestibule.register(NewAccount.of("ada@", "1234")));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.code()).isEqualTo("fields_invalid");
    assertThat(wrong.errors())
        .extracting(error -> error.pointer() + " " + error.code())
        .containsExactly(
            "/email email_invalid",
            "/password password_too_short",
            "/password password_too_common",
            "/password password_numeric");
    assertThat(wrong.retryAfter()).isEmpty();
    assertThat(wrong.challenge()).isEmpty();
  }

  @Test
  void whoTriesTooOftenIsToldWhenToTryAgain() {
    registered();
    ProblemException refused;
    do {
      refused =
          catchThrowableOfType(
              ProblemException.class, () -> vestibule.signIn("ada", "wrong horse 7"));
    } while (refused.code().equals("credentials_wrong"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("throttled");
    assertThat(refused.retryAfter()).hasValueSatisfying(time -> assertThat(time).isPositive());
  }

  @Test
  void whatIsSentOnceMoreByItsKeyIsDoneOnce() {
    SignedIn ada = registered();
    vestibule.confirm(mailbox.newest(ADA).code());
    SignedIn once = ada.with("Idempotency-Key", "add-countess");
    Address first = once.addAddress(COUNTESS);
    assertThat(once.addAddress(COUNTESS)).isEqualTo(first);
    assertThat(ada.addresses()).hasSize(2);
    assertThat(mailbox.to(COUNTESS)).hasSize(1);
  }

  @Test
  void noTextShowsASecret() {
    SignedIn ada = registered();
    TokenStore store = TokenStore.inMemory();
    vestibule.signIn("ada", PASSWORD, store);
    Tokens tokens = store.load().orElseThrow();
    assertThat(tokens.toString()).doesNotContain(tokens.accessToken(), tokens.refreshToken());
    assertThat(ada().toString()).doesNotContain(PASSWORD);
    assertThat(new ServiceCredential("id", "s3cret").toString()).doesNotContain("s3cret");
    assertThat(ada.toString()).doesNotContain(ada.accessToken());
  }

  @Test
  void aDeletionIsTakenBackByItsMail() {
    SignedIn ada = registered();
    vestibule.confirm(mailbox.newest(ADA).code());
    ada.deleteAccount(PASSWORD);
    String code = mailbox.newest(ADA).code();
    vestibule.cancelDeletion(code);
    assertThat(vestibule.signIn("ada", PASSWORD).account().username()).contains("ada");
    assertThatThrownBy(() -> vestibule.cancelDeletion(code))
        .isInstanceOfSatisfying(
            ProblemException.class,
            spent -> assertThat(spent.errors().get(0).code()).isEqualTo("code_invalid"));
  }

  @Test
  void aPictureIsGivenAndTaken() {
    SignedIn ada = registered();
    assertThatThrownBy(ada::avatar).hasMessageStartingWith("404 avatar_missing");
    ada.changeAvatar(Base64.getDecoder().decode(PIXEL), "image/gif");
    byte[] shown = ada.avatar();
    assertThat(shown).startsWith(0xff, 0xd8, 0xff).endsWith(0xff, 0xd9);
    assertThatThrownBy(() -> ada.changeAvatar("<svg/>".getBytes(UTF_8), "image/png"))
        .hasMessageStartingWith("422 avatar_unreadable");
    assertThat(ada.avatar()).isEqualTo(shown);
    ada.removeAvatar();
    assertThatThrownBy(ada::removeAvatar).hasMessageStartingWith("404 avatar_missing");
  }
}
