package vestibule.wiring;

import java.io.PrintStream;
import java.util.Map;
import vestibule.ops.Supervisor;

/**
 * What started this process and wants to know how it is: whoever reads its output, and the service
 * manager.
 */
public record Starter(PrintStream out, Supervisor supervisor) {

  /** The starter of a process with this output and environment. */
  public static Starter of(PrintStream out, Map<String, String> environment) {
    return new Starter(out, Supervisor.of(environment));
  }
}
