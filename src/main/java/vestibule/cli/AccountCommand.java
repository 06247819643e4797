package vestibule.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.Whom;
import vestibule.core.administration.AccountReference;
import vestibule.core.model.Account;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;

/** {@code vestibule account}: nobody chooses another person's password here. */
@Command(
    name = "account",
    description = "Make, find, show, export, disable, enable and delete accounts.",
    subcommands = {
      AccountCommand.Create.class,
      AccountCommand.Invite.class,
      AccountLooks.Search.class,
      AccountLooks.ListAll.class,
      AccountLooks.Show.class,
      AccountLooks.Export.class,
      AccountCommand.Disable.class,
      AccountCommand.Enable.class,
      AccountCommand.Rename.class,
      AccountCommand.ResetPassword.class,
      AccountCommand.Delete.class
    })
final class AccountCommand {

  abstract static class OnAccount extends CoreCommand {

    @Parameters(index = "0", paramLabel = "ACCOUNT", description = AccountArgument.HELP)
    private AccountReference which;

    @Mixin private AccountArgument argument;

    @Override
    void run() {
      run(argument.find(core(), which));
    }

    abstract void run(Person person);

    void print(Optional<Person> changed) {
      printWhole(changed.orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown())));
    }
  }

  @Command(
      name = "create",
      description =
          "Make an account. The password is read from standard input; with --invite the person is "
              + "asked by mail to choose one.")
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
    void run() {
      printWhole(
          core()
              .registration()
              .create(
                  new NewAccount(
                      visit(),
                      Optional.ofNullable(username),
                      address(),
                      profile(),
                      invite ? new Credential.None() : new Credential.NewPassword(password()),
                      Optional.empty())));
    }

    private Account.Profile profile() {
      return Account.Profile.EMPTY.with(
          new Account.Names(
              Optional.ofNullable(fullName), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private NewAddress address() {
      return invite
          ? new NewAddress(email, confirmed, Optional.of(Mail.Purpose.INVITE))
          : confirmed ? new NewAddress(email, true, Optional.empty()) : NewAddress.toConfirm(email);
    }
  }

  @Command(
      name = "invite",
      description = {
        "Invite a person: an account is made, and a mail brings a code with which they choose its",
        "password, once, within three days. It needs no registration that is open."
      })
  static final class Invite extends CoreCommand {

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "The e-mail address.")
    private String email;

    @Option(names = "--username", description = "The user name.")
    private String username;

    @Override
    void run() {
      printWhole(
          core()
              .registration()
              .create(
                  new NewAccount(
                      visit(),
                      Optional.ofNullable(username),
                      new NewAddress(email, false, Optional.of(Mail.Purpose.INVITE)),
                      Account.Profile.EMPTY,
                      new Credential.None(),
                      Optional.empty())));
    }
  }

  @Command(name = "disable", description = "Disable an account and end all its sessions.")
  static final class Disable extends OnAccount {

    @Override
    void run(Person person) {
      print(core().administration().disable(person.id()));
    }
  }

  @Command(name = "enable", description = "Enable an account; sessions that were ended stay ended.")
  static final class Enable extends OnAccount {

    @Override
    void run(Person person) {
      print(core().administration().enable(person.id()));
    }
  }

  @Command(
      name = "rename",
      description = {
        "Give an account another user name. Nobody signs in by the old one from then on, and"
            + " nobody",
        "else can have it for 30 days."
      })
  static final class Rename extends OnAccount {

    @Parameters(index = "1", paramLabel = "NAME", description = "The new user name.")
    private String name;

    @Override
    void run(Person person) {
      printWhole(core().userNames().change(person.id(), name));
    }
  }

  @Command(
      name = "reset-password",
      description = "Mail a link to a new password to the account's primary address.")
  static final class ResetPassword extends OnAccount {

    @Override
    void run(Person person) {
      Whom whom = Whom.of(person);
      if (!core().resets().requestByOperator(person, visit())) {
        throw new CommandRefused(
            "the account is disabled or has no address that a reset may go to: " + whom.text());
      }
      print(new Queued(person.id(), "reset", whom), "the mail is queued for " + whom.text());
    }
  }

  @Command(
      name = "delete",
      description = "Delete an account and all that belongs to it, but its audit trail.")
  static final class Delete extends OnAccount {

    @Option(names = "--yes", required = true, description = "Really delete; there is no way back.")
    private boolean yes;

    @Override
    void run(Person person) {
      if (!core().administration().delete(person.id())) {
        throw new RefusedException(new Refusal.AccountUnknown());
      }
      Whom whom = Whom.of(person);
      print(new Deleted(person.id(), whom), "deleted " + whom.text());
    }
  }

  record Queued(long account, String mail, Whom whom) {}

  record Deleted(long deleted, Whom whom) {}
}
