package vestibule.cli;

import java.time.InstantSource;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.mail.SmtpTrial;
import vestibule.wiring.Mailing;

/** {@code vestibule mail test ADDRESS}. */
@Command(
    name = "test",
    description = {
      "Send a mail to an address through the mail server of the settings, and say each step.",
      "It needs no database and no running server. Ends with 1 when the mail is not taken."
    })
final class MailTestCommand extends ProgramCommand {

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
