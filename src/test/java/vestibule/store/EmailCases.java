package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;

/** What the core relies on about e-mail addresses. */
abstract class EmailCases {

  private final Stage stage;

  EmailCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everyFieldComesBackAsItWent() {
    long id = 1;
    for (CodeFamily family : Samples.FAMILIES) {
      for (boolean truth : new boolean[] {true, false}) {
        Instant at = Stage.START.plusNanos(1_000 * id);
        Email email =
            new Email(
                id,
                7,
                "O'Brien+%_\"🦔@Bücher.example",
                truth,
                new Email.Claim(
                    "door'", family, at, truth ? Optional.of(at) : Optional.empty(), !truth));
        insert(email);
        assertThat(find(7, id)).contains(email);
        id++;
      }
    }
  }

  @Test
  void anAddressIsFoundOnlyByItsOwnAccount() {
    insert(Samples.email(1, 10, "a@example.org"));
    assertThat(find(2, 10)).isEmpty();
    assertThat(find(1, 11)).isEmpty();
    assertThat(of(2)).isEmpty();
  }

  @Test
  void addressesOfAnAccountComeById() {
    Email third = Samples.email(1, 30, "a@example.org");
    Email first = Samples.email(1, 10, "c@example.org");
    Email second = Samples.email(1, 20, "b@example.org");
    List.of(third, first, second, Samples.email(2, 15, "x@example.org")).forEach(this::insert);
    assertThat(of(1)).containsExactly(first, second, third);
  }

  @Test
  void claimsAreFoundByTheComparedFormOldestFirstAndDecoysClaimNothing() {
    Email late = claimed(1, 10, "SOME@Bücher.example", 3);
    Email early = claimed(2, 30, "some@xn--bcher-kva.example", 1);
    Email tied = claimed(3, 20, "Some@BÜCHER.example", 3);
    Email decoy =
        new Email(
            40,
            4,
            "some@bücher.example",
            false,
            new Email.Claim("chat", Samples.CHAT, Stage.START, Optional.empty(), true));
    List.of(late, early, tied, decoy, Samples.email(5, 50, "other@example.org"))
        .forEach(this::insert);
    assertThat(claims("some@bücher.example")).containsExactly(early, late, tied);
    stage.run(stores -> stores.emails().withhold(2, 30));
    assertThat(claims("some@bücher.example")).containsExactly(late, tied);
    assertThat(of(2)).singleElement().matches(email -> email.claim().decoy());
  }

  @Test
  void noMoreThanAThousandClaimsComeAndTheyAreTheOldest() {
    stage.run(
        stores ->
            LongStream.rangeClosed(1, 1_001)
                .mapToObj(i -> claimed(i, 2_000 - i, "a@example.org", i))
                .forEach(stores.emails()::insert));
    assertThat(claims("a@example.org"))
        .extracting(Email::account)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
  }

  @Test
  void verifyingAndMailingTouchOneAddress() {
    Email one = Samples.email(1, 10, "a@example.org");
    Email other = Samples.email(1, 11, "b@example.org");
    insert(one);
    insert(other);
    Instant at = Stage.START.plusSeconds(60);
    stage.run(stores -> stores.emails().verify(1, 10));
    stage.run(stores -> stores.emails().verify(2, 11));
    stage.run(stores -> stores.emails().mailed(1, 10, at));
    Email.Claim claim = one.claim();
    assertThat(of(1))
        .containsExactly(
            new Email(
                10,
                1,
                one.address(),
                true,
                new Email.Claim(claim.door(), claim.family(), claim.at(), Optional.of(at), false)),
            other);
  }

  @Test
  void anAddressThatMailComesBackFromIsMarkedUntilItIsProved() {
    insert(Samples.email(1, 10, "a@example.org"));
    insert(Samples.email(1, 11, "b@example.org"));
    Instant at = Stage.START.plusSeconds(60);
    stage.run(stores -> stores.emails().bounced(1, 10, Optional.of(at)));
    assertThat(of(1))
        .extracting(Email::bouncedAt)
        .containsExactly(Optional.of(at), Optional.empty());
    assertThat(claims("a@example.org")).extracting(Email::bouncedAt).contains(Optional.of(at));
    stage.run(stores -> stores.emails().verify(1, 10));
    assertThat(find(1, 10).orElseThrow().bouncedAt()).isEmpty();
    stage.run(stores -> stores.emails().bounced(1, 10, Optional.of(at)));
    stage.run(stores -> stores.emails().bounced(1, 10, Optional.empty()));
    assertThat(find(1, 10).orElseThrow().bouncedAt()).isEmpty();
  }

  @Test
  void deletingTouchesOneAddressOfItsAccount() {
    insert(Samples.email(1, 10, "a@example.org"));
    insert(Samples.email(1, 11, "b@example.org"));
    stage.run(stores -> stores.emails().delete(2, 10));
    stage.run(stores -> stores.emails().delete(1, 11));
    assertThat(of(1)).containsExactly(Samples.email(1, 10, "a@example.org"));
    assertThat(claims("b@example.org")).isEmpty();
  }

  private static Email claimed(long account, long id, String address, long seconds) {
    return new Email(
        id,
        account,
        address,
        false,
        new Email.Claim(
            "chat",
            Samples.CHAT,
            Stage.START.plus(Duration.ofSeconds(seconds)),
            Optional.empty(),
            false));
  }

  private void insert(Email email) {
    stage.run(stores -> stores.emails().insert(email));
  }

  private Optional<Email> find(long account, long id) {
    return stage.read(stores -> stores.emails().find(account, id));
  }

  private List<Email> of(long account) {
    return stage.read(stores -> stores.emails().of(account));
  }

  private List<Email> claims(String address) {
    return stage.read(stores -> stores.emails().claims(LoginKey.of(address)));
  }
}
