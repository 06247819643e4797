package vestibule.contracts.envelope;

import java.util.function.Function;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.JwtExtended.HeaderForm;
import vestibule.http.Request;
import vestibule.http.Response;

/** Who asks at B, whose document does not tell how: as at A, and by a bare token too. */
record EnvelopeCaller(JwtExtended tokens) {

  /** An endpoint that shows or ends what belongs to an account. */
  Response known(Request request, Function<JwtExtended.Accepted, Response> endpoint) {
    return answered(tokens.read(request, HeaderForm.ANY), endpoint);
  }

  /** One that also ends something, which no page of another site may do by a cookie. */
  Response changing(Request request, Function<JwtExtended.Accepted, Response> endpoint) {
    return answered(tokens.readForChange(request, HeaderForm.ANY), endpoint);
  }

  private static Response answered(
      JwtExtended.Reading reading, Function<JwtExtended.Accepted, Response> endpoint) {
    return switch (reading) {
      case JwtExtended.Accepted caller -> endpoint.apply(caller);
      case JwtExtended.Rejected token -> EnvelopeErrors.rejected(token);
    };
  }
}
