package vestibule.web;

import java.util.Optional;
import java.util.function.Function;
import vestibule.core.address.Emails;
import vestibule.core.challenge.Purpose;
import vestibule.core.model.Address;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Language;
import vestibule.core.model.Texts;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.ChallengeHeaders;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.http.body.Bodies;
import vestibule.http.body.Fields;
import vestibule.http.body.Json;

/**
 * {@code POST /v1/confirmations {"email"}}: a new confirmation mail for an address of any contract.
 * The answer is always {@code 202 {}}, so that it tells nothing of the address (docs/contracts
 * 0.11).
 */
public final class ConfirmationRequests implements Surface {

  private static final String UNAVAILABLE = "Service temporarily unavailable, try again later.";
  private static final Response ACCEPTED = Response.json(202, new byte[] {'{', '}'});

  private final Emails emails;
  private final Doors doors;
  private final BodyWords words;

  /** Asks for the mails of these addresses, in the language of these doors if in no other. */
  public ConfirmationRequests(Emails emails, Doors doors, BodyWords words) {
    this.emails = emails;
    this.doors = doors;
    this.words = words;
  }

  /**
   * Words for broken bodies: those of the contracts whose front-ends call.
   *
   * @param malformed of one that cannot be read
   * @param type what JSON of a type is called
   */
  public record BodyWords(
      Function<Fault.MalformedBody, String> malformed, Function<Fault.JsonType, String> type) {}

  @Override
  public String name() {
    return "confirmations";
  }

  /** The front-ends of every contract call it, wherever they come from. */
  @Override
  public boolean crossOrigin() {
    return true;
  }

  @Override
  public void mount(Routes routes) {
    routes.open().post("/v1/confirmations", this::request);
  }

  private Response request(Request request) {
    boolean bare = request.mediaType().isEmpty() && request.body().length > 0;
    Fields body = bare ? Bodies.json(request, false) : Bodies.jsonOrForm(request);
    Optional<String> email = body.text("email").filter(ConfirmationRequests::canBeAnAddress);
    Optional<Language> asked = Language.asked(request::language);
    email.ifPresent(text -> emails.resend(text, Pages.client(request), asked, this::language));
    return ACCEPTED;
  }

  /** Other texts are not even looked up: they may be long, or hold what no database stores. */
  private static boolean canBeAnAddress(String text) {
    return !Fields.isUnstorable(text) && Texts.length(text.strip()) <= Address.LONGEST;
  }

  private Language language(String door) {
    return doors.named(door).map(Door::language).orElse(Language.ENGLISH);
  }

  private record Failure(String detail) {}

  private static Response detail(int status, String text) {
    return Response.json(status, Json.compact(new Failure(text)));
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return switch (fault) {
      case Fault.MalformedBody malformed -> detail(400, words.malformed().apply(malformed));
      case Fault.NotAnObject(Fault.JsonType type) ->
          detail(400, "Expected an object, but got " + words.type().apply(type) + ".");
      case Fault.UnsupportedMediaType _ -> detail(415, "Unsupported media type.");
      case Fault.UnsupportedContentCoding _ -> detail(415, "Unsupported content coding.");
      case Fault.UnreadableRequest(var reason) -> detail(reason.status(), reason.sentence());
      case Fault.BodyTooLarge _ -> detail(413, "Request body too large.");
      case Fault.MethodNotAllowed _ -> detail(405, "Method not allowed.");
      case Fault.ServerError _ -> detail(500, "A server error occurred.");
      case Fault.Unavailable _ -> detail(503, UNAVAILABLE);
    };
  }

  /** No refusal but of load is told, as others would tell of the address. */
  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return thrown instanceof RefusedException refused
        ? Optional.of(refused.refusal() instanceof Refusal.OfLoad load ? later(load) : ACCEPTED)
        : Optional.empty();
  }

  private static Response later(Refusal.OfLoad load) {
    int seconds = load.retryAfterSeconds();
    Response answer =
        load instanceof Refusal.Busy
            ? detail(503, UNAVAILABLE)
            : detail(429, "Request was throttled. Expected available in " + seconds + " seconds.");
    Response timed = answer.with("Retry-After", Integer.toString(seconds));
    return load instanceof Refusal.AttemptChallenge
        ? ChallengeHeaders.wanted(timed, Purpose.ATTEMPT.word())
        : timed;
  }
}
