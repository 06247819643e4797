package vestibule.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vestibule.core.delivery.Bounces;
import vestibule.core.model.Email;
import vestibule.mail.status.DeliveryReport;

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
    })
final class MailBouncedCommand extends ProgramCommand {

  private static final int LONGEST = 1024 * 1024;

  /** EX_TEMPFAIL of sysexits.h: the mail system keeps the report, and brings it again. */
  private static final int LATER = 75;

  @Option(
      names = "--forget",
      paramLabel = "ADDRESS",
      description = "Read nothing, and take the mark off this address.")
  private String forgotten;

  @Override
  public Integer call() throws Exception {
    if (forgotten != null) {
      with((foundation, _) -> forget(foundation.delivery().bounces()));
      return 0;
    }
    Optional<DeliveryReport> report = DeliveryReport.read(input());
    if (report.isEmpty()) {
      say(new Bounced("", 0, "this is no delivery report"));
    } else if (!report.get().saysNoMailbox()) {
      say(new Bounced("", 0, "the report does not say that there is no such mailbox"));
    } else {
      with((foundation, _) -> mark(foundation.delivery().bounces(), report.get()));
    }
    return 0;
  }

  @Override
  int exitCode(int failed) {
    return failed == Failure.UNUSABLE ? LATER : failed;
  }

  /** A mail system may take it for a failure when nobody reads what it still has. */
  private byte[] input() throws IOException {
    InputStream in = terminal().in();
    byte[] mail = in.readNBytes(LONGEST);
    in.transferTo(OutputStream.nullOutputStream());
    return mail;
  }

  private void mark(Bounces bounces, DeliveryReport report) {
    say(
        report.messageIds().stream()
            .flatMap(id -> bounces.mark(id).stream())
            .findFirst()
            .map(email -> Bounced.of(email, "marked as bouncing"))
            .orElseGet(
                () ->
                    new Bounced(
                        "", 0, "the report names no mail of this server to an address it has")));
  }

  private void forget(Bounces bounces) {
    List<Email> forgiven = bounces.forget(forgotten);
    forgiven.forEach(email -> say(Bounced.of(email, "not marked any more")));
    if (forgiven.isEmpty()) {
      say(new Bounced(forgotten, 0, "is not marked"));
    }
  }

  private void say(Bounced bounced) {
    print(bounced, bounced.account() == 0 ? "nothing changed: " + bounced.what() : bounced.line());
  }

  record Bounced(String address, long account, String what) {

    static Bounced of(Email email, String what) {
      return new Bounced(email.address(), email.account(), what);
    }

    String line() {
      return address + " of account " + account + ": " + what;
    }
  }
}
