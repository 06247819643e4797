package vestibule.web.admin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.http.GuardedHandler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.web.admin.ConsoleCaller.Known;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remark;
import vestibule.web.frame.Sheets;

/** Draws the pages of operators, and runs what their forms ask for: for forms of ours alone. */
record OperatorForms(Sheets sheets) {

  /** Ids stay below 2^53, so a longer number is nothing's. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  /** Answers a form of an operator. */
  @FunctionalInterface
  interface OperatorForm {
    Response handle(Request request, Known who, Posted posted);
  }

  /** A handler that runs for forms of ours alone. */
  GuardedHandler<Known> form(OperatorForm handler) {
    return (request, who) ->
        sheets.form((asked, posted) -> handler.handle(asked, who, posted)).handle(request);
  }

  /** A page that is looked at. */
  Response show(Request request, Sheets.Draft draft) {
    return sheets.show(request, draft);
  }

  /** The page of a form, with what is wrong at one of its fields. */
  Response wrong(Request request, Posted posted, Sheets.Draft draft, String field, String key) {
    return sheets.wrong(request, posted, draft, List.of(new Remark(field, key)));
  }

  /**
   * The id that a path names.
   *
   * @throws NothingThereException for a number that is none's
   */
  static long id(Request request, String name) {
    return number(request.pathValue(name)).orElseThrow(NothingThereException::new);
  }

  /** The number of a text; empty where it is none, or longer than any of ours. */
  static Optional<Long> number(String text) {
    return Optional.of(text).filter(NUMBER.asMatchPredicate()).map(Long::parseLong);
  }
}
