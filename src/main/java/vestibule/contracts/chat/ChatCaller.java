package vestibule.contracts.chat;

import java.util.List;
import vestibule.contracts.RejectedException;
import vestibule.contracts.Visits;
import vestibule.contracts.django.DrfContract;
import vestibule.core.model.Door;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignIn;
import vestibule.core.token.BearerReader;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Request;

/** Finds out who calls document C, by the access token in the Authorization header alone. */
record ChatCaller(BearerReader tokens, Door door, SignIn signIn) {

  private static final String SCHEME = "Bearer";

  /**
   * Who calls.
   *
   * @throws RejectedException with the 401 of docs/contracts C.0 for everybody who is not known
   */
  TokenOutcome.Accepted known(Request request) {
    List<String> parts = DrfContract.authorization(request);
    if (parts.isEmpty() || !parts.getFirst().equals(SCHEME)) {
      throw new RejectedException(ChatErrors.NOT_PROVIDED);
    }
    if (parts.size() != 2) {
      throw new RejectedException(ChatErrors.BAD_HEADER);
    }
    return switch (worth(request, parts.getLast())) {
      case TokenOutcome.Accepted token -> token;
      case TokenOutcome.Refused(TokenRefusal token) -> {
        signIn.tokenRefused(Visits.of(request, door), token);
        throw new RejectedException(ChatErrors.accessRefused(token));
      }
    };
  }

  private TokenOutcome worth(Request request, String token) {
    TokenOutcome known = tokens.read(token);
    return known.isForeign() ? tokens.admit(token, Visits.of(request, door)) : known;
  }
}
