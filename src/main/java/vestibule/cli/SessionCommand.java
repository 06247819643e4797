package vestibule.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.DossierJson;
import vestibule.cli.shown.DossierText;
import vestibule.cli.shown.Whom;
import vestibule.core.administration.AccountReference;
import vestibule.core.model.Person;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** {@code vestibule session}. */
@Command(
    name = "session",
    description = "List and end the sessions of accounts.",
    subcommands = {SessionCommand.ListAll.class, SessionCommand.End.class})
final class SessionCommand {

  @Command(name = "list", description = "List the live sessions of an account, newest first.")
  static final class ListAll extends AccountCommand.OnAccount {

    @Option(
        names = "--ended",
        description = "Also those that have ended, as long as they are kept.")
    private boolean ended;

    @Option(
        names = "--limit",
        defaultValue = "1000",
        description = "How many at most, up to 10000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    void run(Person person) {
      Instant now = Instant.now();
      core().records().signIns(person.id(), 10_000).stream()
          .filter(signIn -> ended || signIn.session().isLive(now))
          .limit(Math.clamp(limit, 1, 10_000))
          .forEach(
              signIn ->
                  print(DossierJson.SessionJson.of(signIn), DossierText.session(signIn, now)));
    }
  }

  @Command(
      name = "end",
      description = {
        "End one session by its id, or all of an account; servers follow within a second.",
        "vestibule session end ID [ACCOUNT]",
        "vestibule session end --all ACCOUNT"
      })
  static final class End extends CoreCommand {

    @Parameters(
        index = "0",
        paramLabel = "ID",
        description = "The session's id; with --all the account.")
    private String first;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "ACCOUNT",
        description = "Whose session it must be. " + AccountArgument.HELP)
    private AccountReference owner;

    @Option(names = "--all", description = "End all sessions of the account.")
    private boolean all;

    @Mixin private AccountArgument argument;

    @Override
    void run() {
      if (all) {
        endAll();
      } else {
        endOne(id());
      }
    }

    private void endAll() {
      if (owner != null) {
        throw wrongUsage("with --all name one account and no session");
      }
      Person person = argument.find(core(), reference());
      if (!core().administration().endSessions(person.id())) {
        throw new RefusedException(new Refusal.AccountUnknown());
      }
      print(person, Optional.empty(), "all sessions");
    }

    private void endOne(long session) {
      OptionalLong account =
          owner == null
              ? core().records().accountOf(session)
              : OptionalLong.of(argument.find(core(), owner).id());
      if (account.isEmpty() || !core().administration().endSession(account.getAsLong(), session)) {
        throw new CommandRefused("there is no live session with the id " + session);
      }
      Person person = core().accounts().person(account.getAsLong()).orElseThrow();
      print(person, Optional.of(session), "session " + session);
    }

    private void print(Person person, Optional<Long> session, String ended) {
      Whom whom = Whom.of(person);
      print(new Ended(session, whom), "ended " + ended + " of " + whom.text());
    }

    private AccountReference reference() {
      try {
        return AccountReference.of(first);
      } catch (AccountReference.UnclearException unclear) {
        throw wrongUsage(unclear.getMessage());
      }
    }

    private long id() {
      if (!AccountReference.ID.matcher(first).matches()) {
        throw wrongUsage("a session's id is a whole number; --all takes an account");
      }
      return Long.parseLong(first);
    }
  }

  /** Without a session all ended. */
  record Ended(Optional<Long> session, Whom account) {}
}
