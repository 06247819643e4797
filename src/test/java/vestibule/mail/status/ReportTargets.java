package vestibule.mail.status;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.wire;

import java.util.Optional;

/** What mail systems send back. */
public final class ReportTargets {

  private ReportTargets() {}

  /** Any mail is a report or none, and names a bounded number of mails. */
  public static void reports(byte[] input) {
    DeliveryReport.read(input)
        .ifPresent(
            report -> {
              require(report.messageIds().size() <= 100, "ids are bounded", report);
              require(
                  report.messageIds().stream().allMatch(id -> id.matches("<[^<>\\s]{1,900}>")),
                  "an id has its form",
                  report);
            });
    EnhancedCode.in(wire(input)).ifPresent(ReportTargets::requireReadAgain);
    EnhancedCode.parse(wire(input)).ifPresent(ReportTargets::requireReadAgain);
  }

  private static void requireReadAgain(EnhancedCode code) {
    code.about();
    requireSame(EnhancedCode.parse(code.toString()), Optional.of(code), "a code is read again");
  }
}
