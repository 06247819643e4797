package vestibule.cli.shown;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;

/** An account as a program reads it. */
public record AccountJson(
    long id,
    String status,
    String username,
    String name,
    Instant created,
    List<EmailJson> emails,
    List<String> groups,
    List<String> roles,
    List<String> permissions) {

  public static AccountJson of(Person person) {
    return new AccountJson(
        person.id(),
        status(person),
        person.account().username().orElse(""),
        person.fullName(),
        person.account().standing().createdAt(),
        person.emails().stream()
            .map(
                email ->
                    new EmailJson(
                        email.id(), email.address(), email.verified(), person.isPrimary(email)))
            .toList(),
        names(person.rights().groups()),
        names(person.rights().roles()),
        person.rights().permissions());
  }

  /** The same for people, some lines. */
  public static String text(Person person) {
    StringBuilder text = new StringBuilder("account      ").append(person.id());
    DossierText.line(text, "status", status(person));
    DossierText.line(text, "username", person.account().username().orElse("-"));
    DossierText.line(text, "name", person.fullName());
    DossierText.line(text, "created", person.account().standing().createdAt());
    for (Email email : person.emails()) {
      DossierText.line(
          text,
          "e-mail",
          email.address()
              + (email.verified() ? ", confirmed" : ", not confirmed")
              + (person.isPrimary(email) ? ", primary" : "")
              + email.bouncedAt().map(since -> ", bouncing since " + since).orElse(""));
    }
    DossierText.line(text, "groups", String.join(", ", names(person.rights().groups())));
    DossierText.line(text, "roles", String.join(", ", names(person.rights().roles())));
    DossierText.line(text, "permissions", String.join(", ", person.rights().permissions()));
    return text.toString();
  }

  /** The same for people, one line of a list. */
  public static String line(Person person) {
    return String.format(
        Locale.ROOT,
        "%8d  %-10s  %-24s  %s%s",
        person.id(),
        status(person),
        person.account().username().orElse("-"),
        person.address().isEmpty() ? "-" : person.address(),
        person.primary().isPresent() && !person.isAddressVerified() ? " (not confirmed)" : "");
  }

  private static String status(Person person) {
    return DossierJson.small(person.account().standing().status());
  }

  private static List<String> names(List<Rights.Named> named) {
    return named.stream().map(Rights.Named::name).toList();
  }

  record EmailJson(long id, String email, boolean verified, boolean primary) {}
}
