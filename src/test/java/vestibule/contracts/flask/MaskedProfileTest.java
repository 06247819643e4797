package vestibule.contracts.flask;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.http.body.Json;

/** What A and B show of an account, and what they hide. */
class MaskedProfileTest {

  private static final Instant NOW = Instant.EPOCH;

  @ParameterizedTest
  @CsvSource({
    "dvorobiez@yandex.ru, d******z@yandex.ru",
    "d123456z@yandex.ru, d******z@yandex.ru",
    "t@t.t, t******t@t.t",
    "ab@t.t, a******b@t.t",
    "Admin.A+x@Example.ORG, A******x@Example.ORG",
    "\uD83D\uDE00a\uD83D\uDE80@t.t, \uD83D\uDE00******\uD83D\uDE80@t.t",
    "\uD83D\uDE00@t.t, \uD83D\uDE00******\uD83D\uDE00@t.t",
    "'', ''",
  })
  void firstAndLastCharacterStandAroundSixAsterisks(String address, String masked) {
    assertThat(MaskedProfile.masked(address)).isEqualTo(masked);
  }

  @Test
  void nothingKnownIsShownAsNullOnlyWhereTheDocumentSaysSo() {
    assertThat(json(person(Optional.empty(), Account.Profile.EMPTY, List.of())))
        .isEqualTo(
            "{\"contacts\":null,\"email\":\"\",\"full_name\":\"\",\"is_email_verified\":false,"
                + "\"phone\":null,\"pwd\":\"********\",\"username\":\"\"}\n");
  }

  @Test
  void anAccountWithoutUserNameShowsTheAddressItCanLogInWith() {
    assertThat(json(person(Optional.empty(), Account.Profile.EMPTY, List.of(email("t@t.t")))))
        .isEqualTo(
            "{\"contacts\":null,\"email\":\"t******t@t.t\",\"full_name\":\"\","
                + "\"is_email_verified\":true,\"phone\":null,\"pwd\":\"********\","
                + "\"username\":\"t@t.t\"}\n");
  }

  @Test
  void emptyTextStaysEmptyAndNamesOfOtherContractsMakeAFullName() {
    Account.Profile profile =
        new Account.Profile(
            new Account.Names(
                Optional.empty(), Optional.of("Ада"), Optional.empty(), Optional.empty()),
            new Account.Contact(Optional.of(""), Optional.of("a\n\"b\"")),
            Account.Appearance.EMPTY);
    assertThat(json(person(Optional.of("Ada"), profile, List.of(email("t@t.t")))))
        .isEqualTo(
            "{\"contacts\":\"a\\n\\\"b\\\"\",\"email\":\"t******t@t.t\","
                + "\"full_name\":\"\\u0410\\u0434\\u0430\",\"is_email_verified\":true,"
                + "\"phone\":\"\",\"pwd\":\"********\",\"username\":\"Ada\"}\n");
  }

  private static String json(Person person) {
    return new String(Json.ascii(MaskedProfile.of(person)), US_ASCII);
  }

  private static Person person(
      Optional<String> username, Account.Profile profile, List<Email> emails) {
    OptionalLong primary = emails.isEmpty() ? OptionalLong.empty() : OptionalLong.of(7);
    Account account =
        new Account(
            1, username, profile, new Account.Standing(Account.Status.ACTIVE, NOW, primary, 1));
    return new Person(account, emails, Rights.NONE);
  }

  private static Email email(String address) {
    return new Email(
        7,
        1,
        address,
        true,
        new Email.Claim("chat", new CodeFamily("CHAT"), NOW, Optional.empty(), false));
  }
}
