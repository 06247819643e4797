package vestibule.v1;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignIn;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Request;

/**
 * Finds out who asks, by the credential of any door: in the Authorization header, or, where there
 * is none, in the cookie.
 */
record V1Caller(Credentials credentials, SignIn signIn) {

  private static final List<String> SCHEMES = List.of("bearer ", "token ");

  /** Somebody who is known. */
  record Known(TokenOutcome.Accepted token, boolean fromCookie) {}

  /**
   * Who asks to be shown something.
   *
   * @throws ProblemException 401 for everybody who is not known
   */
  Known known(Request request) {
    List<String> headers = request.headers("Authorization");
    return headers.isEmpty()
        ? new Known(accepted(request, cookie(request)), true)
        : new Known(accepted(request, header(headers)), false);
  }

  /**
   * Who asks to change something. A browser sends its cookie along with what any page asks for:
   * that is good for our own pages only, which show the CSRF value too.
   *
   * @throws ProblemException 401 for everybody who is not known; 403 where the cookie is not enough
   */
  Known changing(Request request) {
    Known known = known(request);
    if (known.fromCookie()) {
      requireOwnPage(request, known.token());
    }
    return known;
  }

  private void requireOwnPage(Request request, TokenOutcome.Accepted token) {
    if (!credentials.cookie().origins().admit(request)) {
      throw forbidden("origin_foreign", "A page of another site cannot do this.");
    }
    String expected = credentials.cookie().tokens().csrf(token.session());
    byte[] shown = request.header("X-CSRF-TOKEN").orElse("").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(shown, expected.getBytes(StandardCharsets.US_ASCII))) {
      throw forbidden("csrf_mismatch", "X-CSRF-TOKEN must hold the token's CSRF value.");
    }
  }

  private TokenOutcome.Accepted accepted(Request request, Optional<TokenOutcome> shown) {
    return switch (shown.orElseThrow(V1Caller::missing)) {
      case TokenOutcome.Accepted token -> token;
      case TokenOutcome.Refused(TokenRefusal why) -> {
        signIn.tokenRefused(V1.visit(request), why);
        throw new ProblemException(Problems.of(why));
      }
    };
  }

  /** Of two cookies of one name, one may be another host's, and nothing tells which. */
  private Optional<TokenOutcome> cookie(Request request) {
    List<String> sent = request.cookies(credentials.cookie().name());
    List<String> filled = sent.stream().filter(token -> !token.isEmpty()).toList();
    return switch (filled.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(credentials.cookie().tokens().read(filled.getFirst()));
      default -> Optional.of(TokenOutcome.damaged(TokenFlaw.UNKNOWN));
    };
  }

  /** Each door makes its credentials by itself, so at most one of them knows this one. */
  private Optional<TokenOutcome> header(List<String> headers) {
    if (headers.size() != 1) {
      return Optional.of(TokenOutcome.damaged(TokenFlaw.UNKNOWN));
    }
    String text = bare(headers.getFirst().strip());
    return credentials.readers().stream()
        .map(reader -> reader.read(text))
        .filter(read -> !(read instanceof TokenOutcome.Refused(TokenRefusal.Damaged _)))
        .findFirst()
        .or(() -> Optional.of(TokenOutcome.damaged(TokenFlaw.UNKNOWN)));
  }

  /** E's clients send their token without a scheme, or with either one. */
  private static String bare(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return SCHEMES.stream()
        .filter(lower::startsWith)
        .findFirst()
        .map(scheme -> value.substring(scheme.length()).strip())
        .orElse(value);
  }

  private static ProblemException missing() {
    return new ProblemException(
        Problems.unauthorized("credential_missing", "The request shows no credential."));
  }

  private static ProblemException forbidden(String code, String detail) {
    return new ProblemException(Problems.of(403, code, detail));
  }
}
