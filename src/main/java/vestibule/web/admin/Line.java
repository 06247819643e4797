package vestibule.web.admin;

import java.util.Locale;
import java.util.Optional;
import vestibule.core.administration.AccountSearch;
import vestibule.core.model.Person;
import vestibule.core.operator.Duty;

/**
 * An account as one of a list.
 *
 * @param name what its person is called by: the user name, or the address
 * @param duty the key of the words for its duty; empty for all who are no operators
 */
public record Line(
    long id, String name, String email, boolean verified, boolean active, Optional<String> duty) {

  static Line of(AccountSearch.Match match) {
    return of(match.person());
  }

  static Line of(Person person) {
    return new Line(
        person.id(),
        person.loginName(),
        person.address(),
        person.isAddressVerified(),
        person.account().isActive(),
        Duty.of(person.rights())
            .map(duty -> "console.duty-" + duty.name().toLowerCase(Locale.ROOT)));
  }
}
