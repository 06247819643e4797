package vestibule.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import vestibule.Foundation;
import vestibule.core.Refusal;
import vestibule.core.RefusedException;
import vestibule.core.Visit;
import vestibule.core.account.Account;
import vestibule.core.account.NewAccount;
import vestibule.core.account.Person;
import vestibule.core.audit.AuditEvent;

/** {@code vestibule account}: nobody chooses another person's password here. */
@Command(
    name = "account",
    description = "Make, show, list, disable, enable and delete accounts.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AccountCommand.Create.class,
      AccountCommand.Show.class,
      AccountCommand.ListAll.class,
      AccountCommand.Disable.class,
      AccountCommand.Enable.class,
      AccountCommand.ResetPassword.class,
      AccountCommand.Delete.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class AccountCommand {

  @ParentCommand private Program program;

  /** The account that an operator names: by id, user name or address. */
  static Person named(Foundation foundation, String which) {
    Optional<Person> byId =
        which.chars().allMatch(Character::isDigit) && which.length() <= 16
            ? foundation.core().accounts().person(Long.parseLong(which))
            : Optional.empty();
    return byId.or(() -> foundation.core().accounts().named(which))
        .orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown()));
  }

  /** The parts that all commands on accounts have. */
  abstract static class One implements Program.Body {

    @ParentCommand private AccountCommand parent;
    @Mixin private Output output;

    @Override
    public Integer call() throws Exception {
      return parent.program.with(this::run);
    }

    abstract int run(Foundation foundation, Visit visit);

    Program.Terminal terminal() {
      return parent.program.terminal();
    }

    Output output() {
      return output;
    }

    int print(Person person) {
      output.print(terminal().out(), person);
      return 0;
    }
  }

  /** A command on one account that exists. */
  abstract static class OnAccount extends One {

    @Parameters(
        index = "0",
        paramLabel = "ACCOUNT",
        description = "Id, user name or e-mail address.")
    private String which;

    @Override
    int run(Foundation foundation, Visit visit) {
      return run(foundation, visit, named(foundation, which));
    }

    abstract int run(Foundation foundation, Visit visit, Person person);
  }

  /** {@code vestibule account create}. */
  @Command(
      name = "create",
      description =
          "Make an account. The password is read from standard input; with --invite the person is "
              + "asked by mail to choose one.",
      mixinStandardHelpOptions = true)
  static final class Create extends One {

    @Option(names = "--email", required = true, description = "The e-mail address.")
    private String email;

    @Option(names = "--username", description = "The user name.")
    private String username;

    @Option(names = "--full-name", description = "The full name.")
    private String fullName;

    @Option(names = "--invite", description = "Send an invitation instead of reading a password.")
    private boolean invite;

    @Override
    int run(Foundation foundation, Visit visit) {
      NewAccount asked =
          new NewAccount(
              visit,
              Optional.ofNullable(username),
              email,
              Account.Profile.EMPTY.with(
                  new Account.Names(
                      Optional.ofNullable(fullName),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty())),
              invite ? Optional.empty() : Optional.of(password()),
              Optional.empty());
      return print(foundation.core().registration().create(asked));
    }

    private String password() {
      try {
        String line = terminal().in().readLine();
        return line == null ? "" : line;
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** {@code vestibule account show}. */
  @Command(
      name = "show",
      description = "Show an account, its addresses and rights.",
      mixinStandardHelpOptions = true)
  static final class Show extends OnAccount {

    @Override
    int run(Foundation foundation, Visit visit, Person person) {
      return print(person);
    }
  }

  /** {@code vestibule account list}. */
  @Command(
      name = "list",
      description = "List accounts in the order of their ids.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends One {

    @Option(
        names = "--after",
        defaultValue = "0",
        description = "Begin after this id (default: ${DEFAULT-VALUE}).")
    private long after;

    @Option(
        names = "--limit",
        defaultValue = "100",
        description = "How many at most, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    int run(Foundation foundation, Visit visit) {
      List<Person> people = foundation.administration().list(after, Math.clamp(limit, 1, 1_000));
      people.forEach(person -> output().line(terminal().out(), person));
      return 0;
    }
  }

  /** {@code vestibule account disable}. */
  @Command(
      name = "disable",
      description = "Disable an account and end all its sessions.",
      mixinStandardHelpOptions = true)
  static final class Disable extends OnAccount {

    @Override
    int run(Foundation foundation, Visit visit, Person person) {
      return print(foundation.administration().disable(person.id()).orElseThrow());
    }
  }

  /** {@code vestibule account enable}. */
  @Command(
      name = "enable",
      description = "Enable an account; sessions that were ended stay ended.",
      mixinStandardHelpOptions = true)
  static final class Enable extends OnAccount {

    @Override
    int run(Foundation foundation, Visit visit, Person person) {
      return print(foundation.administration().enable(person.id()).orElseThrow());
    }
  }

  /** {@code vestibule account reset-password}. */
  @Command(
      name = "reset-password",
      description = "Mail a link to a new password to the account's primary address.",
      mixinStandardHelpOptions = true)
  static final class ResetPassword extends OnAccount {

    @Override
    int run(Foundation foundation, Visit visit, Person person) {
      AuditEvent event =
          foundation
              .base()
              .audit()
              .byOperator(AuditEvent.Kind.PASSWORD_RESET_REQUESTED, person.id(), "");
      if (!foundation.resets().request(person, visit, event)) {
        terminal().err().println("vestibule: the account has no address that a reset may go to");
        return Program.REFUSED;
      }
      output().print(terminal().out(), new Queued(person.id(), "reset"), "the mail is queued");
      return 0;
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
    int run(Foundation foundation, Visit visit, Person person) {
      foundation.administration().delete(person.id());
      output().print(terminal().out(), new Deleted(person.id()), "deleted " + person.id());
      return 0;
    }
  }

  /** A queued mail as a program reads it. */
  record Queued(long account, String mail) {}

  /** A deletion as a program reads it. */
  record Deleted(long deleted) {}
}
