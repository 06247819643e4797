package vestibule.contracts.flask;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.Person;

/**
 * The profile settings that A and B show, keys in alphabetical order; no password and no whole
 * address ever stands in it (docs/contracts A.4).
 */
public record MaskedProfile(
    Optional<String> contacts,
    String email,
    @JsonProperty("full_name") String fullName,
    @JsonProperty("is_email_verified") boolean verified,
    Optional<String> phone,
    String pwd,
    String username) {

  private static final String PASSWORD = "********";
  private static final String HIDDEN = "******";

  public static MaskedProfile of(Person person) {
    Account.Contact contact = person.account().profile().contact();
    return new MaskedProfile(
        contact.contacts(),
        masked(person.address()),
        person.fullName(),
        person.isAddressVerified(),
        contact.phone(),
        PASSWORD,
        person.loginName());
  }

  /**
   * First and last character of the local part around six asterisks, whatever its length, so that
   * {@code t@t.t} is {@code t******t@t.t} (docs/contracts O-10); "" for an account without an
   * address.
   */
  static String masked(String address) {
    int at = address.lastIndexOf('@');
    if (at < 1) {
      return "";
    }
    return Character.toString(address.codePointAt(0))
        + HIDDEN
        + Character.toString(address.codePointBefore(at))
        + address.substring(at);
  }
}
