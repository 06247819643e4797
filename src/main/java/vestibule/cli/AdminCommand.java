package vestibule.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.Whom;
import vestibule.core.administration.Appointments;
import vestibule.core.model.Account;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.operator.Duty;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;

/** {@code vestibule admin}: who looks after others' accounts over the network. */
@Command(
    name = "admin",
    description = "Make operators, who look after others' accounts at /v1/admin.",
    subcommands = {AdminCommand.Create.class, AdminCommand.Appoint.class})
final class AdminCommand {

  private AdminCommand() {}

  /** What both do last. */
  private static boolean isAppointed(CoreCommand command, Duty duty, Person person) {
    return new Appointments(command.core().rights()).appoint(duty, person.id());
  }

  @Command(
      name = "create",
      description = {
        "Make an account that is an admin's: the first one, with whom all others are made.",
        "The password is read from standard input; with --invite the person chooses one by mail.",
        "Then sign in at /v1/sessions and add a second factor, without which nothing is shown."
      })
  static final class Create extends CoreCommand {

    @Option(names = "--email", required = true, description = "The e-mail address.")
    private String email;

    @Option(names = "--username", description = "The user name.")
    private String username;

    @Option(names = "--invite", description = "Send an invitation instead of reading a password.")
    private boolean invite;

    @Override
    void run() {
      Person made =
          core()
              .registration()
              .create(
                  new NewAccount(
                      visit(),
                      Optional.ofNullable(username),
                      address(),
                      Account.Profile.EMPTY,
                      invite ? new Credential.None() : new Credential.NewPassword(password()),
                      Optional.empty()));
      isAppointed(this, Duty.ADMIN, made);
      Whom whom = Whom.of(made);
      print(new Appointed(made.id(), "admin", whom), "made the admin " + whom.text());
    }

    /** Whoever runs commands vouches for the address of an admin whom they make. */
    private NewAddress address() {
      return invite
          ? new NewAddress(email, false, Optional.of(Mail.Purpose.INVITE))
          : new NewAddress(email, true, Optional.empty());
    }
  }

  @Command(
      name = "appoint",
      description = {
        "Make an operator of an account that is there. `permission revoke vestibule.admin ACCOUNT`",
        "takes it back, as of the other two."
      })
  static final class Appoint extends AccountCommand.OnAccount {

    @Option(
        names = "--duty",
        defaultValue = "admin",
        description = "read, support or admin (default: ${DEFAULT-VALUE}).")
    private String duty;

    @Override
    void run(Person person) {
      Duty wanted = wanted();
      Whom whom = Whom.of(person);
      if (!isAppointed(this, wanted, person)) {
        throw new CommandRefused(whom.text() + " has " + wanted.permission());
      }
      print(
          new Appointed(person.id(), duty, whom),
          whom.text() + " has " + wanted.permission() + " now");
    }

    private Duty wanted() {
      for (Duty known : Duty.values()) {
        if (known.name().toLowerCase(Locale.ROOT).equals(duty)) {
          return known;
        }
      }
      throw wrongUsage("--duty takes read, support or admin");
    }
  }

  record Appointed(long account, String duty, Whom whom) {}
}
