package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import vestibule.core.account.Person;
import vestibule.core.email.Email;
import vestibule.core.rights.Rights;
import vestibule.http.body.Json;

/** How a command prints: a line or two for people, or one JSON value for programs. */
final class Output {

  @Option(
      names = "--json",
      description = "Print JSON: one value, or one a line where there are many.")
  private boolean json;

  void print(PrintStream out, Object value, String text) {
    out.println(json ? new String(Json.compact(value), UTF_8) : text);
  }

  void print(PrintStream out, Person person) {
    print(out, AccountJson.of(person), text(person));
  }

  void line(PrintStream out, Person person) {
    String line =
        String.format(
            Locale.ROOT,
            "%8d  %-10s  %-24s  %s",
            person.id(),
            person.account().standing().status().name().toLowerCase(Locale.ROOT),
            person.account().username().orElse("-"),
            person.address());
    print(out, AccountJson.of(person), line);
  }

  private static String text(Person person) {
    StringBuilder text = new StringBuilder();
    text.append("account      ").append(person.id());
    text.append("\nstatus       ")
        .append(person.account().standing().status().name().toLowerCase(Locale.ROOT));
    text.append("\nusername     ").append(person.account().username().orElse("-"));
    text.append("\nname         ").append(person.fullName());
    text.append("\ncreated      ").append(person.account().standing().createdAt());
    for (Email email : person.emails()) {
      text.append("\ne-mail       ")
          .append(email.address())
          .append(email.verified() ? ", confirmed" : ", not confirmed")
          .append(person.isPrimary(email) ? ", primary" : "");
    }
    text.append("\ngroups       ").append(names(person.rights().groups()));
    text.append("\nroles        ").append(names(person.rights().roles()));
    text.append("\npermissions  ").append(String.join(", ", person.rights().permissions()));
    return text.toString();
  }

  private static String names(List<Rights.Named> named) {
    return String.join(", ", named.stream().map(Rights.Named::name).toList());
  }

  /** An account as a program reads it. */
  record AccountJson(
      long id,
      String status,
      String username,
      String name,
      String created,
      List<EmailJson> emails,
      List<String> groups,
      List<String> roles,
      List<String> permissions) {

    static AccountJson of(Person person) {
      return new AccountJson(
          person.id(),
          person.account().standing().status().name().toLowerCase(Locale.ROOT),
          person.account().username().orElse(""),
          person.fullName(),
          person.account().standing().createdAt().toString(),
          person.emails().stream()
              .map(
                  email ->
                      new EmailJson(
                          email.id(), email.address(), email.verified(), person.isPrimary(email)))
              .toList(),
          person.rights().groups().stream().map(Rights.Named::name).toList(),
          person.rights().roles().stream().map(Rights.Named::name).toList(),
          person.rights().permissions());
    }
  }

  /** An address as a program reads it. */
  record EmailJson(long id, String email, boolean verified, boolean primary) {}
}
