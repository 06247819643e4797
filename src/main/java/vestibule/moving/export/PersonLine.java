package vestibule.moving.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Password;
import vestibule.core.model.Rights;
import vestibule.core.password.ForeignHashes;
import vestibule.store.sql.SqlPeople;

/**
 * A person in our own form, as it is written: what is not there is left out, but for lists that are
 * empty. The order of the keys is that of its description.
 */
final class PersonLine {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Object> line = new LinkedHashMap<>();

  private PersonLine() {}

  /** The line of a person in UTF-8, without its end. */
  static byte[] of(SqlPeople.Whole person) {
    PersonLine written = new PersonLine();
    Account account = person.account();
    written.line.put("id", account.id());
    written.text("username", account.username());
    written.line.put("emails", addresses(person));
    person.hash().ifPresent(hash -> written.line.put("password", password(hash)));
    written.line.put("status", account.standing().status().name().toLowerCase(Locale.ROOT));
    written.line.put("created_at", account.standing().createdAt().toString());
    written.profile(account.profile());
    written.line.put("groups", rights(person, Rights.Kind.GROUP));
    written.line.put("roles", rights(person, Rights.Kind.ROLE));
    written.line.put("permissions", rights(person, Rights.Kind.PERMISSION));
    return JSON.writeValueAsBytes(written.line);
  }

  private void profile(Account.Profile profile) {
    text("full_name", profile.names().full());
    text("first_name", profile.names().first());
    text("last_name", profile.names().last());
    text("patronymic", profile.names().patronymic());
    text("phone", profile.contact().phone());
    text("contacts", profile.contact().contacts());
    text("description", profile.appearance().description());
    text("background_color", profile.appearance().backgroundColor());
    text("birthday", profile.appearance().birthday());
    text("avatar", profile.appearance().avatar());
  }

  /** An empty text is none, as for those who read the line. */
  private void text(String key, Optional<String> text) {
    text.filter(one -> !one.isEmpty()).ifPresent(one -> line.put(key, one));
  }

  private static List<Map<String, Object>> addresses(SqlPeople.Whole person) {
    OptionalLong primary = primary(person);
    return person.emails().stream()
        .map(email -> address(email, primary.equals(OptionalLong.of(email.id()))))
        .toList();
  }

  private static Map<String, Object> address(Email email, boolean primary) {
    Map<String, Object> address = new LinkedHashMap<>();
    address.put("address", email.address());
    address.put("verified", email.verified());
    address.put("primary", primary);
    return address;
  }

  /** Where the primary one is not written, the one is that an import would choose. */
  private static OptionalLong primary(SqlPeople.Whole person) {
    List<Email> emails = person.emails();
    OptionalLong primary = person.account().standing().primaryEmail();
    return emails.stream()
        .filter(email -> primary.equals(OptionalLong.of(email.id())))
        .findFirst()
        .or(() -> emails.stream().filter(Email::verified).findFirst())
        .or(() -> emails.stream().findFirst())
        .map(email -> OptionalLong.of(email.id()))
        .orElse(OptionalLong.empty());
  }

  /**
   * A hash that another system made is written as that system wrote it, where its scheme or its key
   * says all. What is wrapped, or has parameters of its own, is written as it is kept.
   */
  private static Map<String, Object> password(String kept) {
    Optional<Password.Foreign> foreign =
        Optional.of(kept).filter(Password::isForeign).map(Password.Foreign::of);
    Optional<Password.Foreign> whole = foreign.filter(Password.Foreign::whole);
    Optional<String> key = foreign.flatMap(Password.Foreign::key);
    Map<String, Object> password = new LinkedHashMap<>();
    password.put("hash", whole.map(Password.Foreign::text).orElse(kept));
    if (whole.isEmpty() || key.isEmpty()) {
      password.put("scheme", whole.map(Password.Foreign::scheme).orElse(ForeignHashes.VERBATIM));
    }
    key.ifPresent(name -> password.put("with", name));
    return password;
  }

  /** Sorted here, as each database has an order of texts of its own. */
  private static List<String> rights(SqlPeople.Whole person, Rights.Kind kind) {
    return person.rights().stream()
        .filter(right -> right.kind() == kind)
        .map(SqlPeople.Right::name)
        .sorted()
        .toList();
  }
}
