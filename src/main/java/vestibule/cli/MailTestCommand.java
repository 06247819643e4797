package vestibule.cli;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import vestibule.config.Config;
import vestibule.mail.SmtpTrial;
import vestibule.wiring.Mailing;

/** {@code vestibule mail test ADDRESS}. */
@Command(
    name = "test",
    description = {
      "Send a mail to an address through the mail server of the settings, and say each step.",
      "It needs no database and no running server. Ends with 1 when the mail is not taken."
    },
    mixinStandardHelpOptions = true)
final class MailTestCommand implements Program.Body {

  @ParentCommand private MailCommand parent;
  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "ADDRESS", description = "Where the mail goes.")
  private String address;

  @Override
  public Integer call() throws Exception {
    Program.Terminal terminal = parent.program().terminal();
    Config config = parent.program().config();
    Optional<SmtpTrial> trial = Mailing.trial(config, InstantSource.system());
    if (trial.isEmpty()) {
      throw new CommandRefused("no smtp-url is set: mails become files");
    }
    boolean taken = trial.get().run(address, step -> print(terminal.out(), step));
    return taken ? 0 : Failure.REFUSED;
  }

  private void print(PrintStream out, SmtpTrial.Step step) {
    String mark = step.good() ? "ok  " : "FAIL";
    output.print(
        out, step, String.format(Locale.ROOT, "%s  %-11s  %s", mark, step.name(), step.said()));
  }
}
