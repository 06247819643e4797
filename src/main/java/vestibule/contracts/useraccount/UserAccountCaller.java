package vestibule.contracts.useraccount;

import java.util.function.Function;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.JwtExtended.HeaderForm;
import vestibule.http.Request;
import vestibule.http.Response;

/** Who asks at A: whom the token in a header or a cookie stands for. */
record UserAccountCaller(JwtExtended tokens) {

  /** An endpoint that "requires auth cookies or headers". */
  Response known(Request request, Function<JwtExtended.Accepted, Response> endpoint) {
    return answered(tokens.read(request, HeaderForm.BEARER), endpoint);
  }

  /** One that also ends something, which no page of another site may do by a cookie. */
  Response changing(Request request, Function<JwtExtended.Accepted, Response> endpoint) {
    return answered(tokens.readForChange(request, HeaderForm.BEARER), endpoint);
  }

  private static Response answered(
      JwtExtended.Reading reading, Function<JwtExtended.Accepted, Response> endpoint) {
    return switch (reading) {
      case JwtExtended.Accepted caller -> endpoint.apply(caller);
      case JwtExtended.Rejected token -> UserAccountErrors.rejected(token);
    };
  }

  /** Whether an endpoint that "requires NO auth cookies or headers" is closed to this request. */
  boolean isKnown(Request request) {
    return tokens.isAuthenticated(request);
  }
}
