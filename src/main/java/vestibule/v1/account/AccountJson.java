package vestibule.v1.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.v1.form.Answers;

/**
 * An account as its person sees it. Names that the door of its registration did not ask for are
 * filled in as at every door (docs/contracts F).
 */
public record AccountJson(
    String id,
    Optional<String> username,
    @JsonProperty("full_name") Optional<String> fullName,
    @JsonProperty("first_name") Optional<String> firstName,
    @JsonProperty("last_name") Optional<String> lastName,
    Optional<String> patronymic,
    Optional<String> phone,
    Optional<String> contacts,
    Optional<String> email,
    @JsonProperty("email_verified") boolean emailVerified,
    List<AddressJson> addresses,
    List<String> groups,
    List<String> roles,
    List<String> permissions,
    String created) {

  /** One of its addresses. */
  public record AddressJson(String id, String email, boolean verified, boolean primary) {

    static AddressJson of(Person person, Email email) {
      return new AddressJson(
          Answers.id(email.id()), email.address(), email.verified(), person.isPrimary(email));
    }
  }

  /** What is shown of a person. */
  public static AccountJson of(Person person) {
    Account account = person.account();
    Account.Contact contact = account.profile().contact();
    return new AccountJson(
        Answers.id(account.id()),
        account.username(),
        some(person.fullName()),
        some(person.firstName()),
        some(person.lastName()),
        account.profile().names().patronymic(),
        contact.phone(),
        contact.contacts(),
        person.primary().map(Email::address),
        person.isAddressVerified(),
        person.emails().stream().map(email -> AddressJson.of(person, email)).toList(),
        names(person.rights().groups()),
        names(person.rights().roles()),
        person.rights().permissions(),
        Answers.time(account.standing().createdAt()));
  }

  private static List<String> names(List<Rights.Named> rights) {
    return rights.stream().map(Rights.Named::name).toList();
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }
}
