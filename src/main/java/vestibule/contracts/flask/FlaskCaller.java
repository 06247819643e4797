package vestibule.contracts.flask;

import java.util.Optional;
import vestibule.contracts.RejectedException;
import vestibule.contracts.Visits;
import vestibule.contracts.flask.JwtExtended.Accepted;
import vestibule.core.model.Door;
import vestibule.core.model.Visit;
import vestibule.core.signin.SignIn;
import vestibule.http.Request;
import vestibule.http.Response;

/** Who asks at A or B: whom the token in a header or a cookie stands for. */
record FlaskCaller(JwtExtended tokens, Door door, FlaskWording wording, SignIn signIn) {

  /** An endpoint that "requires auth cookies or headers". */
  Accepted known(Request request) {
    return accepted(request, tokens.read(request, wording.header()));
  }

  /** One that also ends something, which no page of another site may do by a cookie. */
  Accepted changing(Request request) {
    return accepted(request, tokens.readForChange(request, wording.header()));
  }

  /** A reset, which one of the two refuses to people who are signed in. */
  Visit resetting(Request request) {
    Optional<Response> refused = wording.alreadySignedIn();
    if (refused.isPresent() && tokens.isAuthenticated(request)) {
      throw new RejectedException(refused.get());
    }
    return Visits.of(request, door);
  }

  private Accepted accepted(Request request, JwtExtended.Reading reading) {
    return switch (reading) {
      case Accepted caller -> caller;
      case JwtExtended.Rejected token -> {
        token.why().ifPresent(why -> signIn.tokenRefused(Visits.of(request, door), why));
        throw new RejectedException(wording.rejected(token));
      }
    };
  }
}
