package vestibule.contracts.useraccount;

import vestibule.contracts.RejectedException;
import vestibule.contracts.Visits;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.JwtExtended.Accepted;
import vestibule.contracts.flask.JwtExtended.HeaderForm;
import vestibule.core.model.Door;
import vestibule.core.model.Visit;
import vestibule.http.Request;

/** Who asks at A: whom the token in a header or a cookie stands for. */
record UserAccountCaller(JwtExtended tokens, Door door) {

  /** An endpoint that "requires auth cookies or headers". */
  Accepted known(Request request) {
    return accepted(tokens.read(request, HeaderForm.BEARER));
  }

  /** One that also ends something, which no page of another site may do by a cookie. */
  Accepted changing(Request request) {
    return accepted(tokens.readForChange(request, HeaderForm.BEARER));
  }

  private static Accepted accepted(JwtExtended.Reading reading) {
    return switch (reading) {
      case Accepted caller -> caller;
      case JwtExtended.Rejected token ->
          throw new RejectedException(UserAccountErrors.rejected(token));
    };
  }

  /** An endpoint that "requires NO auth cookies or headers". */
  Visit stranger(Request request) {
    if (tokens.isAuthenticated(request)) {
      throw new RejectedException(UserAccountErrors.alreadyAuthenticated());
    }
    return Visits.of(request, door);
  }
}
