package vestibule.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vestibule.core.model.Visit;
import vestibule.wiring.Foundation;

/** A command that works on the account core of the configured database. */
public abstract class CoreCommand implements Program.Body {

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Override
  public final Integer call() throws Exception {
    return program()
        .with(
            (foundation, visit) -> {
              run(foundation, visit);
              return 0;
            });
  }

  /**
   * Does the work and prints what came of it.
   *
   * @throws CommandRefused when it is not done
   */
  protected abstract void run(Foundation foundation, Visit visit);

  /** What the command reads and writes. */
  protected final Program.Terminal terminal() {
    return program().terminal();
  }

  /** Prints one outcome. */
  protected final void print(Object value, String text) {
    output.print(terminal().out(), value, text);
  }

  /** What to throw where arguments cannot be understood together. */
  protected final ParameterException wrongUsage(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private Program program() {
    return (Program) spec.root().userObject();
  }
}
