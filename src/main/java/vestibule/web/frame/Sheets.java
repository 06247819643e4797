package vestibule.web.frame;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import vestibule.core.challenge.Purpose;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Handler;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.web.Page;
import vestibule.web.Renderer;
import vestibule.web.Words;

/** Draws the pages, and reads what their forms send. */
public final class Sheets {

  private final Renderer renderer;
  private final FormProof proof;

  public Sheets(Renderer renderer, FormProof proof) {
    this.renderer = renderer;
    this.proof = proof;
  }

  /** Answers a form of ours. */
  @FunctionalInterface
  public interface FormHandler {
    Response handle(Request request, Posted posted);
  }

  /**
   * A page in the making.
   *
   * @param template its name with the folder
   * @param who is signed in
   * @param values what the template takes beside the sheet
   * @param once whether it is shown this once
   */
  public record Draft(
      String template, Optional<Resident> who, Map<String, Object> values, boolean once) {

    public static Draft of(String template) {
      return new Draft(template, Optional.empty(), Map.of(), false);
    }

    public static Draft of(String template, Resident who) {
      return new Draft(template, Optional.of(who), Map.of(), false);
    }

    /**
     * A page that shows a secret and that nothing leads to again: it has no other languages, as
     * choosing one leads away from it.
     */
    public static Draft once(String template, Resident who) {
      return new Draft(template, Optional.of(who), Map.of(), true);
    }

    public Draft with(String name, Object value) {
      Map<String, Object> all = new HashMap<>(values);
      all.put(name, value);
      return new Draft(template, who, all, once);
    }
  }

  /** A handler that runs for forms of ours alone. */
  public Handler form(FormHandler handler) {
    return form(Posted::of, handler);
  }

  /**
   * The same for a form with a file.
   *
   * @param file the name of the field that is the file
   */
  public Handler upload(String file, FormHandler handler) {
    return form(request -> Posted.of(request, file), handler);
  }

  private Handler form(Function<Request, Posted> read, FormHandler handler) {
    return request -> {
      Posted posted = read.apply(request);
      if (!proof.proves(request, posted)) {
        throw new SentAwayException(
            renderer.message(403, "form-foreign", request, Ways.near(request.rawPath())));
      }
      return handler.handle(request, posted);
    };
  }

  /** A page that is looked at. */
  public Response show(Request request, Draft draft) {
    return show(200, request, draft, Sheet.Entered.NOTHING);
  }

  /**
   * A page of the answer that signs a browser in: its forms are sent in the session that begins.
   *
   * @param session the key of that session
   */
  public Response begin(Request request, Draft draft, String session) {
    FormProof.Seal seal = proof.seal(request, Optional.of(session));
    return show(200, request, draft, Sheet.Entered.NOTHING, seal);
  }

  /**
   * Does what a form asks for. What the core refuses is told on the page of the form, which is
   * drawn again; that nobody is signed in any more is not for the page to tell.
   *
   * @param again the page of the form
   */
  public Response act(
      Request request, Posted posted, Supplier<Draft> again, Supplier<Response> act) {
    try {
      return act.get();
    } catch (RefusedException refused) {
      Refusal refusal = refused.refusal();
      if (refusal instanceof Refusal.OfAccess) {
        throw refused;
      }
      return wrong(request, posted, again.get(), refusal);
    }
  }

  /** The page of a form of which something is wrong. */
  public Response wrong(Request request, Posted posted, Draft draft, List<Remark> remarks) {
    return show(422, request, draft, new Sheet.Entered(posted, remarks, Optional.empty()));
  }

  private Response wrong(Request request, Posted posted, Draft draft, Refusal refusal) {
    Sheet.Entered entered = new Sheet.Entered(posted, Remarks.of(refusal), challenge(refusal));
    return refusal instanceof Refusal.OfLoad load
        ? show(load instanceof Refusal.Busy ? 503 : 429, request, draft, entered)
            .with("Retry-After", Integer.toString(load.retryAfterSeconds()))
        : show(422, request, draft, entered);
  }

  private static Optional<Purpose> challenge(Refusal refusal) {
    if (refusal instanceof Refusal.RegistrationChallenge) {
      return Optional.of(Purpose.REGISTRATION);
    }
    return refusal instanceof Refusal.AttemptChallenge
        ? Optional.of(Purpose.ATTEMPT)
        : Optional.empty();
  }

  private Response show(int status, Request request, Draft draft, Sheet.Entered entered) {
    FormProof.Seal seal = proof.seal(request, proof.cookies().session(request));
    return show(status, request, draft, entered, seal);
  }

  private Response show(
      int status, Request request, Draft draft, Sheet.Entered entered, FormProof.Seal seal) {
    Function<Page, Object> sheet =
        page ->
            new Sheet(
                page,
                draft.once() ? Optional.empty() : Optional.of(Ways.near(request.rawPath())),
                seal.value(),
                draft.who().map(Resident::name),
                notice(request, page.words()),
                entered);
    return proof.with(
        renderer.ownPage(status, draft.template(), request, sheet, draft.values()), seal);
  }

  /** Only words of our own are shown, whatever an address says. */
  private static Optional<String> notice(Request request, Words words) {
    return request.query(Ways.DONE).map(done -> "done." + done).filter(words::has);
  }
}
