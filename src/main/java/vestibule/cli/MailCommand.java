package vestibule.cli;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.DossierJson;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.store.OutboxStore;
import vestibule.mail.SmtpTrial;
import vestibule.wiring.Mailing;

/** {@code vestibule mail}: the mails that are owed, and the way that they take. */
@Command(
    name = "mail",
    description = "See, retry and drop mails; try the mail server; take mail that comes back.",
    subcommands = {
      MailCommand.ListAll.class,
      MailCommand.Retry.class,
      MailCommand.Drop.class,
      MailCommand.Trial.class,
      MailBouncedCommand.class
    })
final class MailCommand {

  private static final int MOST = 10_000;

  @Command(
      name = "list",
      description = {
        "List mails that were given up, newest first, then those that wait, the next due first.",
        "What the mail server said last about each stands beside it."
      })
  static final class ListAll extends CoreCommand {

    @Option(names = "--dead", description = "Only those that were given up.")
    private boolean dead;

    @Option(
        names = "--limit",
        defaultValue = "100",
        description = "How many of each kind at most, up to 10000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    void run() {
      int most = Math.clamp(limit, 1, MOST);
      for (OutboxStore.Dead mail : delivery().outbox().dead(most)) {
        print(mail.mail(), "dead", mail.at(), mail.reason());
      }
      if (!dead) {
        for (OutboxStore.Waiting mail : delivery().outbox().waiting(most)) {
          print(mail.mail(), "waiting", mail.mail().tries().due(), mail.reason().orElse(""));
        }
      }
    }

    private void print(Mail mail, String state, Instant at, String reason) {
      To to =
          new To(
              DossierJson.small(mail.purpose()),
              mail.account(),
              mail.recipient().address(),
              isBouncing(mail));
      Owed owed = new Owed(mail.id(), state, at.toString(), to, mail.tries().failed(), reason);
      print(owed, owed.line());
    }

    private boolean isBouncing(Mail mail) {
      return core()
          .accounts()
          .person(mail.account())
          .flatMap(person -> person.email(mail.recipient().email()))
          .flatMap(Email::bouncedAt)
          .isPresent();
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

  @Command(
      name = "retry",
      description = {
        "Make mails due now. One that was given up begins anew, with new links and all its time.",
        "A running server sends them within a second, or at its next try of the mail server.",
        "Ends with 1 when a mail is not there, or is being sent."
      })
  static final class Retry extends Change {

    @Option(names = "--all", description = "Every mail, dead or waiting.")
    private boolean all;

    @Override
    void run() {
      change(all, "--all", delivery().outbox()::retry);
    }
  }

  @Command(
      name = "drop",
      description = {
        "Remove mails, which are then never sent.",
        "Ends with 1 when a mail is not there, or is being sent."
      })
  static final class Drop extends Change {

    @Option(names = "--dead", description = "Every mail that was given up.")
    private boolean dead;

    @Override
    void run() {
      change(dead, "--dead", delivery().outbox()::drop);
    }
  }

  /**
   * A mail that is owed.
   *
   * @param at when it was given up, or when it is due
   * @param tries how often the server refused it
   * @param reason what the server said last; empty when it said nothing yet
   */
  record Owed(long id, String state, String at, To mail, int tries, String reason) {

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
   * What a mail is for, and to whom it goes.
   *
   * @param bouncing whether the address is marked, as mail came back from it
   */
  record To(String purpose, long account, String address, boolean bouncing) {}

  record Changed(int mails) {}

  /** {@code vestibule mail test ADDRESS}. */
  @Command(
      name = "test",
      description = {
        "Send a mail to an address through the mail server of the settings, and say each step.",
        "It needs no database and no running server. Ends with 1 when the mail is not taken."
      })
  static final class Trial extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "Where the mail goes.")
    private String address;

    @Override
    public Integer call() throws Exception {
      SmtpTrial trial =
          Mailing.trial(program().config(), InstantSource.system())
              .orElseThrow(() -> new CommandRefused("no smtp-url is set: mails become files"));
      return trial.run(address, this::print) ? 0 : Failure.REFUSED;
    }

    private void print(SmtpTrial.Step step) {
      String mark = step.good() ? "ok  " : "FAIL";
      print(step, String.format(Locale.ROOT, "%s  %-11s  %s", mark, step.name(), step.said()));
    }
  }
}
