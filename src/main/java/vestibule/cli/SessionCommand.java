package vestibule.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.core.administration.AccountReference;
import vestibule.core.model.Person;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.wiring.Foundation;

/** {@code vestibule session}. */
@Command(
    name = "session",
    description = "List and end the sessions of accounts.",
    mixinStandardHelpOptions = true,
    subcommands = {SessionCommand.ListAll.class, SessionCommand.End.class},
    synopsisSubcommandLabel = "COMMAND")
public final class SessionCommand {

  /** {@code vestibule session list}. */
  @Command(
      name = "list",
      description = "List the live sessions of an account, newest first.",
      mixinStandardHelpOptions = true)
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
    void run(Foundation foundation, Visit visit, Person person) {
      Instant now = Instant.now();
      foundation.core().records().signIns(person.id(), 10_000).stream()
          .filter(signIn -> ended || signIn.session().isLive(now))
          .limit(Math.clamp(limit, 1, 10_000))
          .forEach(
              signIn ->
                  print(DossierJson.SessionJson.of(signIn), DossierText.session(signIn, now)));
    }
  }

  /** {@code vestibule session end}. */
  @Command(
      name = "end",
      description = {
        "End one session by its id, or all of an account; servers follow within a second.",
        "vestibule session end ID [ACCOUNT]",
        "vestibule session end --all ACCOUNT"
      },
      mixinStandardHelpOptions = true)
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
        converter = AccountArgument.Converter.class,
        description = "Whose session it must be. " + AccountArgument.HELP)
    private AccountReference owner;

    @Option(names = "--all", description = "End all sessions of the account.")
    private boolean all;

    @Mixin private AccountArgument argument;

    @Override
    protected void run(Foundation foundation, Visit visit) {
      if (all) {
        endAll(foundation);
      } else {
        endOne(foundation, id());
      }
    }

    private void endAll(Foundation foundation) {
      if (owner != null) {
        throw wrongUsage("with --all name one account and no session");
      }
      Person person = argument.find(foundation, reference());
      if (!foundation.core().administration().endSessions(person.id())) {
        throw new RefusedException(new Refusal.AccountUnknown());
      }
      print(
          new Ended(Optional.empty(), Whom.of(person)),
          "ended all sessions of " + Whom.of(person).text());
    }

    private void endOne(Foundation foundation, long session) {
      OptionalLong account =
          owner == null
              ? foundation.core().records().accountOf(session)
              : OptionalLong.of(argument.find(foundation, owner).id());
      if (account.isEmpty()
          || !foundation.core().administration().endSession(account.getAsLong(), session)) {
        throw new CommandRefused("there is no live session with the id " + session);
      }
      Person person = foundation.core().accounts().person(account.getAsLong()).orElseThrow();
      print(
          new Ended(Optional.of(session), Whom.of(person)),
          "ended session " + session + " of " + Whom.of(person).text());
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

  /** An end as a program reads it; without a session all ended. */
  record Ended(Optional<Long> session, Whom account) {}
}
