package vestibule.v1.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.Texts;
import vestibule.v1.form.Form;

/**
 * What a body says of the person of an account, merged as RFC 7396 does: what is missing stays as
 * it is, and null takes away.
 */
final class ProfileFields {

  private static final String FULL_NAME = "full_name";
  private static final String FIRST_NAME = "first_name";
  private static final String LAST_NAME = "last_name";
  private static final String PATRONYMIC = "patronymic";
  private static final String PHONE = "phone";
  private static final String CONTACTS = "contacts";
  private static final List<String> ALL =
      List.of(FULL_NAME, FIRST_NAME, LAST_NAME, PATRONYMIC, PHONE, CONTACTS);

  private final Map<String, Optional<String>> given = new HashMap<>();

  /** Reads the fields of a body, and tells it which texts cannot be stored. */
  ProfileFields(Form form) {
    for (String name : ALL) {
      Optional<String> text = form.optionalText(name);
      if (form.has(name)) {
        given.put(name, text);
        form.check(() -> Texts.requireProfile(only(name, text)));
      }
    }
  }

  private static Account.Profile only(String name, Optional<String> text) {
    return profile(Map.of(name, text), Account.Profile.EMPTY);
  }

  /** The profile of a new account. */
  Account.Profile ofNewcomer() {
    return profile(given, Account.Profile.EMPTY);
  }

  /**
   * What an account says from now on. Where neither first nor last name is stored and one of them
   * is given, the other is stored as it was shown (docs/contracts F).
   */
  Account.Profile over(Person person) {
    Map<String, Optional<String>> all = new HashMap<>(given);
    Account.Names names = person.account().profile().names();
    if (names.first().isEmpty() && names.last().isEmpty()) {
      if (given.containsKey(FIRST_NAME)) {
        all.putIfAbsent(LAST_NAME, some(person.lastName()));
      }
      if (given.containsKey(LAST_NAME)) {
        all.putIfAbsent(FIRST_NAME, some(person.firstName()));
      }
    }
    return profile(all, person.account().profile());
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }

  private static Account.Profile profile(
      Map<String, Optional<String>> given, Account.Profile present) {
    Account.Names names = present.names();
    Account.Contact contact = present.contact();
    return new Account.Profile(
        new Account.Names(
            given.getOrDefault(FULL_NAME, names.full()),
            given.getOrDefault(FIRST_NAME, names.first()),
            given.getOrDefault(LAST_NAME, names.last()),
            given.getOrDefault(PATRONYMIC, names.patronymic())),
        new Account.Contact(
            given.getOrDefault(PHONE, contact.phone()),
            given.getOrDefault(CONTACTS, contact.contacts())),
        present.appearance());
  }
}
