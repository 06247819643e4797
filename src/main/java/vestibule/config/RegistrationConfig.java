package vestibule.config;

import java.util.List;
import java.util.Set;

/**
 * Who may register; operators always can make accounts.
 *
 * @param domains of the addresses that may register, where {@code mode} asks for them; in lower
 *     case
 */
public record RegistrationConfig(Mode mode, Set<String> domains) {

  private static final Setting<Mode> MODE =
      Setting.of(
              "registration",
              Formats.oneOf(Mode.class),
              "open",
              "invitation",
              "Who may register at the doors: everybody; addresses of `registration.domains`; those"
                  + " whom an operator invites (`vestibule account invite`); or nobody.")
          .since("0.2.0");
  private static final Setting<List<String>> DOMAINS =
      Setting.of(
              "registration.domains",
              Formats.DOMAINS,
              Setting.NONE,
              "example.org, example.net",
              "The domains whose addresses may register where `registration` is `domains`; those"
                  + " below them are others.")
          .since("0.2.0");

  /** To whom registration is open. */
  public enum Mode {
    OPEN,
    DOMAINS,
    INVITATION,
    CLOSED
  }

  static RegistrationConfig read(Values values) {
    values.section("Registration");
    Mode mode = values.read(MODE);
    Set<String> domains = Set.copyOf(values.optional(DOMAINS).orElse(List.of()));
    if (mode == Mode.DOMAINS && domains.isEmpty()) {
      values.problem("registration is domains, but registration.domains names none");
    }
    return new RegistrationConfig(mode, domains);
  }
}
