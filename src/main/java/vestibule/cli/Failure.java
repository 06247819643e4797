package vestibule.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import vestibule.Foundation;
import vestibule.config.Config;
import vestibule.core.RefusedException;
import vestibule.core.Sayable;
import vestibule.core.disk.OwnersOnly;
import vestibule.crypto.MasterKey;
import vestibule.store.engine.Failures;
import vestibule.store.engine.Migrations;
import vestibule.store.engine.Unavailable;
import vestibule.store.transfer.TransferRefused;

/**
 * Why a command did not do its work, in words for the operator.
 *
 * @param code what the process exits with
 */
public record Failure(int code, List<String> messages) {

  /** The core refused. */
  static final int REFUSED = 1;

  /** The configuration, the database or the machine cannot be used. */
  static final int UNUSABLE = 3;

  /** The words for what a command threw. */
  public static Failure of(Exception thrown) {
    return switch (thrown) {
      case RefusedException refused -> new Failure(REFUSED, List.of(Words.of(refused.refusal())));
      case Config.Invalid invalid -> new Failure(UNUSABLE, invalid.problems());
      case Foundation.UnusableException unusable -> unusable(unusable.getMessage());
      case OwnersOnly.OpenToOthers open -> unusable(open.getMessage());
      case UncheckedIOException file when file.getCause() instanceof OwnersOnly.OpenToOthers open ->
          unusable(open.getMessage());
      case MasterKey.Unusable key -> unusable(key.getMessage());
      case TransferRefused refused -> new Failure(REFUSED, List.of(refused.getMessage()));
      case Migrations.SchemaOutdated outdated -> unusable(outdated.getMessage());
      case Unavailable away -> unusable(away.getMessage());
      default -> unusable(Sayable.of(thrown) + Failures.code(thrown));
    };
  }

  /** Prints the words and gives the exit code. */
  public int tell(PrintStream err) {
    messages.forEach(message -> err.println("vestibule: " + message));
    return code;
  }

  private static Failure unusable(String message) {
    return new Failure(UNUSABLE, List.of(message));
  }
}
