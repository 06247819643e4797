package vestibule.v1.service;

import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.body.Bodies;
import vestibule.http.body.Fields;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** The form that a program asks by. */
final class QuestionForm {

  private QuestionForm() {}

  /**
   * What it says. Nothing may be said twice (RFC 6749, 3.2): a program that does not escape what it
   * was shown would let a stranger write the rest of its question.
   *
   * @throws ProblemException 415 for another body, 400 for one that says something twice
   */
  static Fields of(Request request) {
    Fields form = read(request);
    if (form.hasRepeatedName()) {
      throw new ProblemException(
          Problems.of(400, "parameter_repeated", "The form says something twice."));
    }
    return form;
  }

  private static Fields read(Request request) {
    try {
      return Bodies.form(request);
    } catch (FaultException fault) {
      if (fault.fault() instanceof Fault.UnsupportedMediaType) {
        throw new ProblemException(
            Problems.of(
                415,
                "media_type_unsupported",
                "The body must be application/x-www-form-urlencoded."));
      }
      throw fault;
    }
  }
}
