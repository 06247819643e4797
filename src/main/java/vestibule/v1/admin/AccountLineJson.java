package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.administration.AccountSearch;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.operator.Duty;
import vestibule.v1.form.Answers;

/**
 * An account as one of a list.
 *
 * @param found the log-in string by which it was found, as such are compared
 */
record AccountLineJson(
    String id,
    Optional<String> found,
    Optional<String> username,
    Optional<String> email,
    @JsonProperty("email_verified") boolean emailVerified,
    String status,
    Optional<String> duty,
    String created) {

  static AccountLineJson of(AccountSearch.Match match) {
    return of(match.person(), match.login());
  }

  static AccountLineJson of(Person person, Optional<String> found) {
    return new AccountLineJson(
        Answers.id(person.id()),
        found,
        person.account().username(),
        person.primary().map(Email::address),
        person.isAddressVerified(),
        small(person.account().standing().status()),
        Duty.of(person.rights()).map(AccountLineJson::small),
        Answers.time(person.account().standing().createdAt()));
  }

  static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
