package vestibule.contracts.envelope;

import vestibule.contracts.RejectedException;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.JwtExtended.Accepted;
import vestibule.contracts.flask.JwtExtended.HeaderForm;
import vestibule.http.Request;

/** Who asks at B, whose document does not tell how: as at A, and by a bare token too. */
record EnvelopeCaller(JwtExtended tokens) {

  /** An endpoint that shows or ends what belongs to an account. */
  Accepted known(Request request) {
    return accepted(tokens.read(request, HeaderForm.ANY));
  }

  /** One that also ends something, which no page of another site may do by a cookie. */
  Accepted changing(Request request) {
    return accepted(tokens.readForChange(request, HeaderForm.ANY));
  }

  private static Accepted accepted(JwtExtended.Reading reading) {
    return switch (reading) {
      case Accepted caller -> caller;
      case JwtExtended.Rejected token ->
          throw new RejectedException(EnvelopeErrors.rejected(token));
    };
  }
}
