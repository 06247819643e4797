package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vestibule.http.body.Json;

/** How a command prints: a line or two for people, or one JSON value a line for programs. */
@Command
public final class Output {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Prints an outcome in one of its two forms. */
  public void print(PrintStream out, Object value, String text) {
    out.println(isJson() ? json(value) : text);
  }

  /** Prints, on the error stream, what is worth knowing beside the outcome. */
  void note(PrintStream err, String text) {
    err.println(isJson() ? json(new Note(text)) : text);
  }

  /** A value in one line. */
  static String json(Object value) {
    return new String(Json.compact(value), UTF_8);
  }

  private boolean isJson() {
    return ((Program) command.root().userObject()).isJson();
  }

  /** A note as a program reads it. */
  record Note(String note) {}
}
