package vestibule.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vestibule.config.Config;
import vestibule.core.model.Visit;
import vestibule.wiring.Foundation;
import vestibule.wiring.Wiring;

/** A command that does something: it finds its surroundings, and prints as it was asked to. */
abstract class ProgramCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  final Program program() {
    return (Program) spec.root().userObject();
  }

  final Program.Terminal terminal() {
    return program().terminal();
  }

  /** The whole command line, which this command is a part of. */
  final CommandSpec root() {
    return spec.root();
  }

  /** The name of the command that this one is a part of. */
  final String parentName() {
    return spec.parent().name();
  }

  /** Prints an outcome: a line or two for people, or one JSON value in a line for programs. */
  final void print(Object value, String text) {
    terminal().out().println(program().isJson() ? Program.json(value) : text);
  }

  /** What to throw where arguments cannot be understood together. */
  final ParameterException wrongUsage(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  /**
   * Works on the core of the configured database, at the door whose links an operator's mails
   * carry.
   */
  final void with(BiConsumer<Foundation, Visit> work) throws Config.Invalid, IOException {
    Config config = program().config();
    try (Foundation foundation = Foundation.ofCommand(config, program().surroundings())) {
      work.accept(foundation, Wiring.operatorVisit(config));
    }
  }

  /** What the process exits with after a failure, where another program decides by that. */
  int exitCode(int failed) {
    return failed;
  }
}
