package vestibule.contracts.flask;

import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.http.body.JsonObject;
import vestibule.http.body.JsonObject.Key;

/**
 * The profile settings that A and B show, keys in alphabetical order; no password and no whole
 * address ever stands in it (docs/contracts A.4).
 */
public final class MaskedProfile {

  private static final Key CONTACTS = Key.of("contacts");
  private static final Key EMAIL = Key.of("email");
  private static final Key FULL_NAME = Key.of("full_name");
  private static final Key IS_EMAIL_VERIFIED = Key.of("is_email_verified");
  private static final Key PHONE = Key.of("phone");
  private static final Key PWD = Key.of("pwd");
  private static final Key USERNAME = Key.of("username");

  private static final String PASSWORD = "********";
  private static final String HIDDEN = "******";

  private MaskedProfile() {}

  public static JsonObject of(Person person) {
    Account.Contact contact = person.account().profile().contact();
    return JsonObject.ascii()
        .put(CONTACTS, contact.contacts())
        .put(EMAIL, masked(person.address()))
        .put(FULL_NAME, person.fullName())
        .put(IS_EMAIL_VERIFIED, person.isAddressVerified())
        .put(PHONE, contact.phone())
        .put(PWD, PASSWORD)
        .put(USERNAME, person.loginName());
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
