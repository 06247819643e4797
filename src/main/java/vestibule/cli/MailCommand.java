package vestibule.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.Visit;
import vestibule.core.store.OutboxStore;
import vestibule.wiring.Foundation;

/** {@code vestibule mail}: the mails that are owed, and the way that they take. */
@Command(
    name = "mail",
    description = "See, retry and drop mails; try the mail server; take mail that comes back.",
    mixinStandardHelpOptions = true,
    subcommands = {
      MailCommand.ListAll.class,
      MailCommand.Retry.class,
      MailCommand.Drop.class,
      MailTestCommand.class,
      MailBouncedCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class MailCommand {

  private static final int MOST = 10_000;

  @ParentCommand private Program program;

  Program program() {
    return program;
  }

  /** {@code vestibule mail list}. */
  @Command(
      name = "list",
      description = {
        "List mails that were given up, newest first, then those that wait, the next due first.",
        "What the mail server said last about each stands beside it."
      },
      mixinStandardHelpOptions = true)
  static final class ListAll extends CoreCommand {

    @Option(names = "--dead", description = "Only those that were given up.")
    private boolean dead;

    @Option(
        names = "--limit",
        defaultValue = "100",
        description = "How many of each kind at most, up to 10000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    protected void run(Foundation foundation, Visit visit) {
      int most = Math.clamp(limit, 1, MOST);
      foundation.delivery().outbox().dead(most).forEach(mail -> print(dead(foundation, mail)));
      if (!dead) {
        foundation
            .delivery()
            .outbox()
            .waiting(most)
            .forEach(mail -> print(waiting(foundation, mail)));
      }
    }

    private void print(Owed mail) {
      print(mail, mail.line());
    }

    private static Owed dead(Foundation foundation, OutboxStore.Dead dead) {
      return Owed.of(foundation, dead.mail(), "dead", dead.at(), dead.reason());
    }

    private static Owed waiting(Foundation foundation, OutboxStore.Waiting waiting) {
      Mail mail = waiting.mail();
      return Owed.of(foundation, mail, "waiting", mail.tries().due(), waiting.reason().orElse(""));
    }
  }

  /** What {@code retry} and {@code drop} share. */
  abstract static class Change extends CoreCommand {

    @Parameters(
        arity = "0..*",
        paramLabel = "ID",
        description = "Ids of mails, as the list shows them.")
    private List<Long> ids = List.of();

    void change(boolean all, String option, Function<OptionalLong, Integer> change) {
      if (all == !ids.isEmpty()) {
        throw new CommandRefused("name mails by their ids, or " + option);
      }
      int changed =
          all
              ? change.apply(OptionalLong.empty())
              : ids.stream().mapToInt(id -> change.apply(OptionalLong.of(id))).sum();
      if (changed < ids.size()) {
        throw new CommandRefused(
            "done with " + changed + " of them; the others are not there, or are being sent");
      }
      print(new Changed(changed), "mails: " + changed);
    }
  }

  /** {@code vestibule mail retry}. */
  @Command(
      name = "retry",
      description = {
        "Make mails due now. One that was given up begins anew, with new links and all its time.",
        "A running server sends them within a second, or at its next try of the mail server.",
        "Ends with 1 when a mail is not there, or is being sent."
      },
      mixinStandardHelpOptions = true)
  static final class Retry extends Change {

    @Option(names = "--all", description = "Every mail, dead or waiting.")
    private boolean all;

    @Override
    protected void run(Foundation foundation, Visit visit) {
      change(all, "--all", foundation.delivery().outbox()::retry);
    }
  }

  /** {@code vestibule mail drop}. */
  @Command(
      name = "drop",
      description = {
        "Remove mails, which are then never sent.",
        "Ends with 1 when a mail is not there, or is being sent."
      },
      mixinStandardHelpOptions = true)
  static final class Drop extends Change {

    @Option(names = "--dead", description = "Every mail that was given up.")
    private boolean dead;

    @Override
    protected void run(Foundation foundation, Visit visit) {
      change(dead, "--dead", foundation.delivery().outbox()::drop);
    }
  }

  /**
   * A mail as a program reads it.
   *
   * @param at when it was given up, or when it is due
   * @param tries how often the server refused it
   * @param reason what the server said last; empty when it said nothing yet
   */
  record Owed(long id, String state, String at, To mail, int tries, String reason) {

    static Owed of(Foundation foundation, Mail mail, String state, Instant at, String reason) {
      Optional<Email> email =
          foundation
              .core()
              .accounts()
              .person(mail.account())
              .flatMap(person -> person.email(mail.recipient().email()));
      To to =
          new To(
              mail.purpose().name().toLowerCase(Locale.ROOT),
              mail.account(),
              mail.recipient().address(),
              email.flatMap(Email::bouncedAt).isPresent());
      return new Owed(mail.id(), state, at.toString(), to, mail.tries().failed(), reason);
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%8d  %-7s  %s  %-16s  %8d  %s%s  tries %d%s",
          id,
          state,
          at,
          mail.purpose(),
          mail.account(),
          mail.address(),
          mail.bouncing() ? " (bouncing)" : "",
          tries,
          reason.isEmpty() ? "" : "  " + reason);
    }
  }

  /**
   * What a mail is for, and to whom it goes, as a program reads it.
   *
   * @param bouncing whether the address is marked, as mail came back from it
   */
  record To(String purpose, long account, String address, boolean bouncing) {}

  /** A change as a program reads it. */
  record Changed(int mails) {}
}
