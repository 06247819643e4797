package vestibule.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import vestibule.cli.shown.AccountJson;
import vestibule.cli.shown.CommandRefused;
import vestibule.core.model.Person;
import vestibule.core.model.Visit;
import vestibule.wiring.Delivery;
import vestibule.wiring.Foundation;
import vestibule.wiring.UseCases;

/** A command that works on the account core of the configured database. */
abstract class CoreCommand extends ProgramCommand {

  private Foundation foundation;
  private Visit visit;

  @Override
  public final Integer call() throws Exception {
    with(
        (opened, operator) -> {
          foundation = opened;
          visit = operator;
          run();
        });
    return 0;
  }

  /**
   * Does the work and prints what came of it.
   *
   * @throws CommandRefused when it is not done
   */
  abstract void run();

  final void printWhole(Person person) {
    print(AccountJson.of(person), AccountJson.text(person));
  }

  /** Prints an account as one of a list. */
  final void printLine(Person person) {
    print(AccountJson.of(person), AccountJson.line(person));
  }

  /** A password from standard input, where no list of processes shows it. */
  final String password() {
    try {
      return terminal().line();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  final UseCases core() {
    return foundation.core();
  }

  final Delivery delivery() {
    return foundation.delivery();
  }

  /** At the door whose links an operator's mails carry. */
  final Visit visit() {
    return visit;
  }
}
