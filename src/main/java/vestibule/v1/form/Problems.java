package vestibule.v1.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import vestibule.core.challenge.Purpose;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.http.ChallengeHeaders;
import vestibule.http.Fault;
import vestibule.http.Response;
import vestibule.http.body.Json;

/**
 * What is wrong, as {@code application/problem+json} (RFC 9457). Programs read {@code code}, which
 * never changes its meaning; {@code detail} is for their developers.
 */
public final class Problems {

  private static final String TYPE = "application/problem+json";
  private static final String UNAVAILABLE = "unavailable";

  private Problems() {}

  private record Problem(
      String type,
      int status,
      String code,
      String detail,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Flaw> errors) {}

  /** A problem of the request as a whole. */
  public static Response of(int status, String code, String detail) {
    return of(status, code, detail, List.of());
  }

  /** A problem with what is wrong with single fields or parameters. */
  public static Response of(int status, String code, String detail, List<Flaw> errors) {
    return of(status, new Problem("about:blank", status, code, detail, errors));
  }

  /**
   * A problem that says more than others do.
   *
   * @param problem has the members of every problem first
   */
  public static Response of(int status, Object problem) {
    return Response.of(status, TYPE, Json.compact(problem)).with("Cache-Control", "no-store");
  }

  /** Fields that are wrong, all of them together. */
  public static Response ofFields(List<Flaw> flaws) {
    return of(422, "fields_invalid", "Fields of the body are wrong; see errors.", flaws);
  }

  /** Nobody is known by what the request shows, or by nothing. */
  public static Response unauthorized(String code, String detail) {
    return of(401, code, detail).with("WWW-Authenticate", "Bearer");
  }

  /** Words a flaw of the protocol. */
  public static Response of(Fault fault) {
    return switch (fault) {
      case Fault.MalformedBody _ -> of(400, "body_malformed", "The body cannot be read.");
      case Fault.NotAnObject _ -> of(400, "body_malformed", "The body must be a JSON object.");
      case Fault.UnsupportedMediaType _ ->
          of(415, "media_type_unsupported", "The body must be application/json.");
      case Fault.UnsupportedContentCoding _ ->
          of(415, "content_coding_unsupported", "The body must not be encoded.");
      case Fault.UnreadableRequest(var reason) ->
          of(reason.status(), reason.name().toLowerCase(Locale.ROOT), reason.sentence());
      case Fault.BodyTooLarge _ -> of(413, "body_too_large", "The body is too large.");
      case Fault.MethodNotAllowed(String method, var _) ->
          of(405, "method_not_allowed", "This path does not serve " + printable(method) + ".");
      case Fault.Unavailable _ -> unavailable();
      case Fault.ServerError _ -> of(500, "server_error", "That is a mistake of this server.");
    };
  }

  /** Words what the core refuses. */
  public static Response of(Refusal refusal) {
    List<Flaw> flaws = Flaw.of(refusal);
    if (!flaws.isEmpty()) {
      return ofFields(flaws);
    }
    return switch (refusal) {
      case Refusal.OfAccess access -> of(access);
      case Refusal.OfLoad load -> of(load);
      case Refusal.OfSignIn signIn -> of(signIn);
      case Refusal.OfRegistration registration -> of(registration);
      case Refusal.OfAddress address -> of(address);
      case Refusal.OfFactor factor -> of(factor);
      // What these say is said of fields.
      case Refusal.OfName _, Refusal.OfPassword _, Refusal.OfCode _, Refusal.FieldInvalid _ ->
          of(400, "refused", "That is not allowed.");
    };
  }

  private static Response of(Refusal.OfAccess refusal) {
    return switch (refusal) {
      case Refusal.TokenRefused(TokenRefusal token) -> of(token);
      case Refusal.AccountUnknown _ -> of(404, "account_unknown", "There is no such account.");
    };
  }

  private static Response of(Refusal.OfSignIn refusal) {
    return switch (refusal) {
      case Refusal.WrongCredentials _ ->
          unauthorized("credentials_wrong", "That does not let anybody in.");
      case Refusal.UnverifiedAddress _ ->
          of(403, "email_unverified", "The address must be confirmed first.");
    };
  }

  private static Response of(Refusal.OfRegistration refusal) {
    return switch (refusal) {
      case Refusal.RegistrationClosed(boolean byInvitation) ->
          byInvitation
              ? of(403, "registration_by_invitation", "Only who is invited can come in.")
              : of(403, "registration_closed", "Nobody can register here.");
      case Refusal.RegistrationChallenge _ ->
          ChallengeHeaders.wanted(
              of(403, "challenge_wanted", "A challenge must be solved first."),
              Purpose.REGISTRATION.word());
    };
  }

  private static Response of(Refusal.OfAddress refusal) {
    return switch (refusal) {
      case Refusal.AddressUnknown _ ->
          of(404, "address_unknown", "You have no address with this id.");
      case Refusal.AddressUnverified _ ->
          of(409, "address_unverified", "Only a confirmed address can become the primary one.");
      case Refusal.AddressPrimary _ ->
          of(409, "address_primary", "The primary address cannot be removed.");
      case Refusal.AddressesFull(int most) ->
          of(409, "addresses_full", "An account has " + most + " addresses at most.");
      // What these say is said of a field.
      case Refusal.DomainClosed _, Refusal.AddressInvalid _, Refusal.AddressTaken _ ->
          of(400, "refused", "That is not allowed.");
    };
  }

  private static Response of(Refusal.OfFactor refusal) {
    return switch (refusal) {
      case Refusal.FactorUnknown _ ->
          of(404, "factor_unknown", "You have no second factor with this id.");
      case Refusal.FactorPresent _ -> of(409, "factor_present", "The account has it already.");
      case Refusal.FactorsFull(int most) ->
          of(409, "factors_full", "An account has " + most + " second factors at most.");
      case Refusal.FactorRequired _ ->
          of(409, "factor_required", "The account needs a second factor, and this is its last.");
      // What these say is said of a field.
      case Refusal.FactorWrong _, Refusal.EnrolmentInvalid _, Refusal.FactorNameInvalid _ ->
          of(400, "refused", "That is not allowed.");
    };
  }

  private static Response of(Refusal.OfLoad refusal) {
    String seconds = Integer.toString(refusal.retryAfterSeconds());
    return switch (refusal) {
      case Refusal.Busy _, Refusal.OldSystemAway _ -> unavailable().with("Retry-After", seconds);
      case Refusal.Throttled(String limit, int _) ->
          of(429, "throttled", "Too many tries; the limit is " + limit + ".")
              .with("Retry-After", seconds)
              .with("RateLimit", "\"" + limit + "\";r=0;t=" + seconds);
      case Refusal.AttemptChallenge _ ->
          ChallengeHeaders.wanted(
              of(429, "challenge_wanted", "A challenge must be solved first.")
                  .with("Retry-After", seconds),
              Purpose.ATTEMPT.word());
    };
  }

  /** Words what a credential is worth that stands for nobody. */
  public static Response of(TokenRefusal token) {
    return switch (token) {
      case TokenRefusal.Damaged _, TokenRefusal.WrongKind _ ->
          unauthorized("token_invalid", "The credential is none of this server's.");
      case TokenRefusal.Expired _ -> unauthorized("token_expired", "The credential is too old.");
      case TokenRefusal.Ended _ -> unauthorized("session_ended", "The session has ended.");
      case TokenRefusal.Disabled _ -> unauthorized("account_disabled", "The account is disabled.");
      case TokenRefusal.Gone _ -> unauthorized("account_gone", "The account was deleted.");
      case TokenRefusal.Unknown _ ->
          unauthorized("holder_unknown", "The credential is of somebody who is not here.");
    };
  }

  private static Response unavailable() {
    return of(503, UNAVAILABLE, "That cannot be done now; please try again later.");
  }

  /** A method is any token of ASCII; a longer one than all real ones is not repeated. */
  private static String printable(String method) {
    return method.length() <= 20 ? method : "this method";
  }
}
