package vestibule.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.core.administration.AccountReference;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.wiring.Foundation;

/** {@code vestibule account}: nobody chooses another person's password here. */
@Command(
    name = "account",
    description = "Make, find, show, export, disable, enable and delete accounts.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AccountCommand.Create.class,
      AccountLooks.Search.class,
      AccountLooks.ListAll.class,
      AccountLooks.Show.class,
      AccountLooks.Export.class,
      AccountCommand.Disable.class,
      AccountCommand.Enable.class,
      AccountCommand.ResetPassword.class,
      AccountCommand.Delete.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class AccountCommand {

  /** A command on one account that exists. */
  abstract static class OnAccount extends CoreCommand {

    @Parameters(
        index = "0",
        paramLabel = "ACCOUNT",
        converter = AccountArgument.Converter.class,
        description = AccountArgument.HELP)
    private AccountReference which;

    @Mixin private AccountArgument argument;

    @Override
    protected void run(Foundation foundation, Visit visit) {
      run(foundation, visit, argument.find(foundation, which));
    }

    abstract void run(Foundation foundation, Visit visit, Person person);

    void print(Optional<Person> changed) {
      Person person = changed.orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown()));
      print(AccountJson.of(person), AccountJson.text(person));
    }
  }

  /** {@code vestibule account create}. */
  @Command(
      name = "create",
      description =
          "Make an account. The password is read from standard input; with --invite the person is "
              + "asked by mail to choose one.",
      mixinStandardHelpOptions = true)
  static final class Create extends CoreCommand {

    @Option(names = "--email", required = true, description = "The e-mail address.")
    private String email;

    @Option(names = "--username", description = "The user name.")
    private String username;

    @Option(names = "--full-name", description = "The full name.")
    private String fullName;

    @Option(names = "--invite", description = "Send an invitation instead of reading a password.")
    private boolean invite;

    @Option(
        names = "--confirmed",
        description =
            "You vouch that the address is the person's own: it counts as confirmed, and no mail "
                + "asks to confirm it.")
    private boolean confirmed;

    @Override
    protected void run(Foundation foundation, Visit visit) {
      NewAccount asked =
          new NewAccount(
              visit,
              Optional.ofNullable(username),
              address(),
              Account.Profile.EMPTY.with(
                  new Account.Names(
                      Optional.ofNullable(fullName),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty())),
              invite ? new Credential.None() : new Credential.NewPassword(password()),
              Optional.empty());
      Person person = foundation.core().registration().create(asked);
      print(AccountJson.of(person), AccountJson.text(person));
    }

    private NewAddress address() {
      return invite
          ? new NewAddress(email, confirmed, Optional.of(Mail.Purpose.INVITE))
          : confirmed ? new NewAddress(email, true, Optional.empty()) : NewAddress.toConfirm(email);
    }

    private String password() {
      try {
        return terminal().line();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** {@code vestibule account disable}. */
  @Command(
      name = "disable",
      description = "Disable an account and end all its sessions.",
      mixinStandardHelpOptions = true)
  static final class Disable extends OnAccount {

    @Override
    void run(Foundation foundation, Visit visit, Person person) {
      print(foundation.core().administration().disable(person.id()));
    }
  }

  /** {@code vestibule account enable}. */
  @Command(
      name = "enable",
      description = "Enable an account; sessions that were ended stay ended.",
      mixinStandardHelpOptions = true)
  static final class Enable extends OnAccount {

    @Override
    void run(Foundation foundation, Visit visit, Person person) {
      print(foundation.core().administration().enable(person.id()));
    }
  }

  /** {@code vestibule account reset-password}. */
  @Command(
      name = "reset-password",
      description = "Mail a link to a new password to the account's primary address.",
      mixinStandardHelpOptions = true)
  static final class ResetPassword extends OnAccount {

    @Override
    void run(Foundation foundation, Visit visit, Person person) {
      AuditEvent event =
          foundation
              .core()
              .changes()
              .byOperator(AuditEvent.Kind.PASSWORD_RESET_REQUESTED, person.id(), "");
      if (!foundation.core().resets().request(person, visit, event)) {
        throw new CommandRefused(
            "the account is disabled or has no address that a reset may go to: "
                + Whom.of(person).text());
      }
      print(
          new Queued(person.id(), "reset", Whom.of(person)),
          "the mail is queued for " + Whom.of(person).text());
    }
  }

  /** {@code vestibule account delete}. */
  @Command(
      name = "delete",
      description = "Delete an account and all that belongs to it, but its audit trail.",
      mixinStandardHelpOptions = true)
  static final class Delete extends OnAccount {

    @Option(names = "--yes", required = true, description = "Really delete; there is no way back.")
    private boolean yes;

    @Override
    void run(Foundation foundation, Visit visit, Person person) {
      if (!foundation.core().administration().delete(person.id())) {
        throw new RefusedException(new Refusal.AccountUnknown());
      }
      print(new Deleted(person.id(), Whom.of(person)), "deleted " + Whom.of(person).text());
    }
  }

  /** A queued mail as a program reads it. */
  record Queued(long account, String mail, Whom whom) {}

  /** A deletion as a program reads it. */
  record Deleted(long deleted, Whom whom) {}
}
