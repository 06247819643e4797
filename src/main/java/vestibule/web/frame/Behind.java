package vestibule.web.frame;

import java.util.function.Predicate;
import vestibule.core.factor.StepUp;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.http.GuardedHandler;
import vestibule.http.Request;
import vestibule.http.Response;

/**
 * What is asked of requests behind the guard: that a form is ours, and, where it matters, that who
 * is signed in has just proved who they are.
 */
public record Behind(Sheets sheets, PageCaller caller, StepUp stepUp) {

  /** Answers a form of somebody who is signed in. */
  @FunctionalInterface
  public interface OwnFormHandler {
    Response handle(Request request, Resident who, Posted posted);
  }

  public Visit visit(Request request) {
    return caller.visits().of(request);
  }

  /** Runs for forms of ours alone. */
  public GuardedHandler<Resident> form(OwnFormHandler handler) {
    return (request, who) ->
        sheets.form((asked, posted) -> handler.handle(asked, who, posted)).handle(request);
  }

  /**
   * The same for a form with a file.
   *
   * @param file the name of the field that is the file
   */
  public GuardedHandler<Resident> upload(String file, OwnFormHandler handler) {
    return (request, who) ->
        sheets.upload(file, (asked, posted) -> handler.handle(asked, who, posted)).handle(request);
  }

  /**
   * The same for who has just proved who they are; others prove it first, and come back to the page
   * of the form.
   *
   * @param page where the form stands
   */
  public GuardedHandler<Resident> proved(String page, OwnFormHandler handler) {
    return proved(page, stepUp::isFresh, handler);
  }

  /** The same for a form that has the password: only a second factor is asked for. */
  public GuardedHandler<Resident> provedBeside(String page, OwnFormHandler handler) {
    return proved(page, stepUp::isEnoughWithPassword, handler);
  }

  private GuardedHandler<Resident> proved(
      String page, Predicate<Session> enough, OwnFormHandler handler) {
    return form(
        (request, who, posted) ->
            enough.test(who.session())
                ? handler.handle(request, who, posted)
                : Ways.to(Ways.PROOF + "?" + Ways.TO + "=" + page));
  }
}
