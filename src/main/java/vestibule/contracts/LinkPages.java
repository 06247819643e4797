package vestibule.contracts;

import java.util.function.Supplier;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Handler;
import vestibule.http.Request;
import vestibule.http.Response;

/**
 * The pages for people who follow a mail's link in a browser, where a program gets the contract's
 * JSON: one for each way in which it can end, with the status of the contract's answer.
 *
 * @param confirmed after a link that proves an address
 * @param resetForm asks for a new password and posts it to the path that it stands on
 * @param confirmGone where a link that proves an address does not work any more
 * @param resetGone where a link that resets a password does not work any more
 * @param later where nothing could be looked up now
 */
public record LinkPages(
    Handler confirmed, Handler resetForm, Ended confirmGone, Ended resetGone, Ended later) {

  /** A page with a status of the contract's. */
  @FunctionalInterface
  public interface Ended {
    Response show(int status, Request request);
  }

  /** The answer to a link that proves an address: the contract's, or a page about it. */
  public Response confirming(Contract contract, Request request, Supplier<Response> answer) {
    return request.prefersHtml()
        ? followed(contract, request, answer, confirmed, confirmGone)
        : answer.get();
  }

  /**
   * The form for a new password, or a page that says that the link does not work any more.
   *
   * @param peek looks at the code, and throws what the contract would answer to its use
   */
  public Response resetting(Contract contract, Request request, Runnable peek) {
    return followed(
        contract,
        request,
        () -> {
          peek.run();
          return Response.empty(200);
        },
        resetForm,
        resetGone);
  }

  private Response followed(
      Contract contract, Request request, Supplier<Response> answer, Handler good, Ended gone) {
    try {
      answer.get();
      return good.handle(request);
    } catch (RefusedException refused) {
      Response worded = contract.answer(refused, request).orElseThrow(() -> refused);
      boolean isOfLoad = refused.refusal() instanceof Refusal.OfLoad;
      Response page = (isOfLoad ? later : gone).show(worded.status(), request);
      return refused.refusal() instanceof Refusal.OfLoad load ? Later.with(page, load) : page;
    }
  }
}
