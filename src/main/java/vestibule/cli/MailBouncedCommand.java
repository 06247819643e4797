package vestibule.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import vestibule.core.model.Email;
import vestibule.mail.status.DeliveryReport;
import vestibule.wiring.Foundation;

/** {@code vestibule mail bounced}. */
@Command(
    name = "bounced",
    description = {
      "Read a mail that came back from standard input, and mark the address that it went to.",
      "It must be a delivery report (RFC 3464) that names a mail of this server, and say that"
          + " there",
      "is no such mailbox. Whatever else arrives changes nothing and is no failure, so that the",
      "mail system that pipes it here answers nobody. A marked address gets no mail but a newly",
      "asked confirmation; following that takes the mark away."
    },
    mixinStandardHelpOptions = true)
final class MailBouncedCommand implements Program.Body {

  private static final int LONGEST = 1024 * 1024;

  /** EX_TEMPFAIL of sysexits.h: the mail system keeps the report, and brings it again. */
  private static final int LATER = 75;

  @ParentCommand private MailCommand parent;
  @Mixin private Output output;

  @Option(
      names = "--forget",
      paramLabel = "ADDRESS",
      description = "Read nothing, and take the mark off this address.")
  private String forgotten;

  @Override
  public Integer call() throws Exception {
    if (forgotten != null) {
      return parent.program().with((foundation, visit) -> forget(foundation));
    }
    Optional<DeliveryReport> report = DeliveryReport.read(input());
    if (report.isEmpty()) {
      return say(new Bounced("", 0, "this is no delivery report"));
    }
    if (!report.get().saysNoMailbox()) {
      return say(new Bounced("", 0, "the report does not say that there is no such mailbox"));
    }
    return parent.program().with((foundation, visit) -> mark(foundation, report.get()));
  }

  @Override
  public int exitCode(int failed) {
    return failed == Failure.UNUSABLE ? LATER : failed;
  }

  /** A mail system may take it for a failure when nobody reads what it still has. */
  private byte[] input() throws IOException {
    InputStream in = parent.program().terminal().in();
    byte[] mail = in.readNBytes(LONGEST);
    in.transferTo(OutputStream.nullOutputStream());
    return mail;
  }

  private int mark(Foundation foundation, DeliveryReport report) {
    for (String id : report.messageIds()) {
      Optional<Email> marked = foundation.delivery().bounces().mark(id);
      if (marked.isPresent()) {
        return say(Bounced.of(marked.get(), "marked as bouncing"));
      }
    }
    return say(new Bounced("", 0, "the report names no mail of this server to an address it has"));
  }

  private int forget(Foundation foundation) {
    List<Email> forgiven = foundation.delivery().bounces().forget(forgotten);
    forgiven.forEach(email -> say(Bounced.of(email, "not marked any more")));
    return forgiven.isEmpty() ? say(new Bounced(forgotten, 0, "is not marked")) : 0;
  }

  private int say(Bounced bounced) {
    String text = bounced.account() == 0 ? "nothing changed: " + bounced.what() : bounced.line();
    output.print(parent.program().terminal().out(), bounced, text);
    return 0;
  }

  /** The outcome as a program reads it. */
  record Bounced(String address, long account, String what) {

    static Bounced of(Email email, String what) {
      return new Bounced(email.address(), email.account(), what);
    }

    String line() {
      return address + " of account " + account + ": " + what;
    }
  }
}
