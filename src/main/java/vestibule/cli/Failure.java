package vestibule.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.Words;
import vestibule.config.Config;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.packed.NativeFolder;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.Sayable;
import vestibule.core.rights.RightsAdministration;
import vestibule.core.ring.KeyRefusal;
import vestibule.core.service.ServiceRefusal;
import vestibule.core.webhook.WebhookRefusal;
import vestibule.crypto.MasterKey;
import vestibule.http.UnboundException;
import vestibule.store.engine.Failures;
import vestibule.store.engine.Migrations;
import vestibule.store.engine.Unavailable;
import vestibule.store.transfer.TransferRefused;
import vestibule.wiring.Foundation;
import vestibule.wiring.moving.ImportLease;

/**
 * Why a command did not do its work, in words for the operator. The text of another library's
 * exception is not among them: it may hold what a statement was about.
 *
 * @param code what the process exits with
 */
public record Failure(int code, List<String> messages) {

  /** The core or the command refused. */
  static final int REFUSED = 1;

  /** The server cannot listen where the settings say. */
  static final int UNBOUND = 1;

  /** The arguments are wrong. */
  static final int USAGE = 2;

  /** The configuration, the database or the machine cannot be used. */
  static final int UNUSABLE = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  /** With this system property an unforeseen failure logs where it came from. */
  private static final String TRACE = "vestibule.trace";

  /** The words for what a command threw. */
  public static Failure of(Exception thrown) {
    return switch (thrown) {
      case RefusedException refused -> of(refused.refusal());
      case CommandRefused refused -> new Failure(REFUSED, List.of(refused.getMessage()));
      case TransferRefused refused -> new Failure(REFUSED, List.of(refused.getMessage()));
      case ImportLease.Taken taken -> new Failure(REFUSED, List.of(taken.getMessage()));
      case ServiceRefusal refused -> new Failure(REFUSED, List.of(refused.getMessage()));
      case KeyRefusal refused -> new Failure(REFUSED, List.of(refused.getMessage()));
      case WebhookRefusal refused -> new Failure(REFUSED, List.of(refused.getMessage()));
      case RightsAdministration.GoneException gone ->
          new Failure(REFUSED, List.of(gone.getMessage()));
      case Config.Invalid invalid -> new Failure(UNUSABLE, invalid.problems());
      case UnboundException unbound ->
          new Failure(
              UNBOUND,
              List.of(
                  unbound.getMessage() + ": " + Sayable.message(unbound.getCause()).orElse("")));
      case Foundation.UnusableException unusable -> unusable(unusable.getMessage());
      case OwnersOnly.OpenToOthers open -> unusable(open.getMessage());
      case Migrations.SchemaOutdated outdated -> unusable(outdated.getMessage());
      case NativeFolder.Unloadable unloadable -> unusable(unloadable.getMessage());
      case MasterKey.Unusable unusable -> unusable(unusable.getMessage());
      case Unavailable unavailable -> unusable(unavailable.getMessage());
      case UncheckedIOException file when file.getCause() instanceof OwnersOnly.OpenToOthers open ->
          unusable(open.getMessage());
      case UncheckedIOException wrapped -> unusable(of(wrapped));
      case IOException failed -> unusable(of(failed));
      default -> unforeseen(thrown);
    };
  }

  static Failure usage(String message) {
    return new Failure(USAGE, List.of(message));
  }

  /** Prints the words, a line each, and gives the exit code. */
  public int tell(PrintStream err) {
    messages.forEach(message -> err.println("vestibule: " + message));
    return code;
  }

  /** Prints the words as one JSON object for programs, and gives the exit code. */
  int tellJson(PrintStream err) {
    err.println(Program.json(new Failed(String.join("\n", messages), code)));
    return code;
  }

  private static Failure of(Refusal refusal) {
    return new Failure(
        refusal instanceof Refusal.Busy ? UNUSABLE : REFUSED, List.of(Words.of(refusal)));
  }

  private static String of(UncheckedIOException wrapped) {
    String file = of(wrapped.getCause());
    return Sayable.message(wrapped).map(said -> said + ": " + file).orElse(file);
  }

  private static String of(IOException failed) {
    return failed instanceof CharacterCodingException
        ? "the input is not UTF-8"
        : Sayable.plainly(failed).orElse("input or output failed");
  }

  private static Failure unforeseen(Exception thrown) {
    if (Boolean.getBoolean(TRACE)) {
      LOG.error("This should not have happened", thrown);
    }
    return unusable(
        "this should not have happened"
            + Failures.code(thrown)
            + "; JDK_JAVA_OPTIONS=-D"
            + TRACE
            + "=true logs where it did");
  }

  static Failure unusable(String message) {
    return new Failure(UNUSABLE, List.of(message));
  }

  record Failed(String error, int exit) {}
}
