package vestibule.v1.caller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.signin.SignIn;
import vestibule.core.token.BearerReader;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * Finds out who asks, by the credential of any door: in the Authorization header, or, where there
 * is none, in a cookie.
 */
public record V1Caller(Credentials credentials, SignIn signIn, Visitors visitors) {

  private static final List<String> SCHEMES = List.of("bearer ", "token ");
  private static final String CSRF = "X-CSRF-TOKEN";

  /**
   * Somebody who is known.
   *
   * @param cookie that they came with; empty for a header
   */
  public record Known(TokenOutcome.Accepted token, Optional<Credentials.Cookie> cookie) {

    /** Their session. */
    public Session session() {
      return token.session();
    }

    /** What tells them from all others. */
    public String name() {
      return "account " + token.session().account();
    }

    /** An answer that signs them out: a cookie goes with it. */
    public Response signedOut(Response answer) {
      return cookie.map(held -> held.cleared().apply(answer)).orElse(answer);
    }
  }

  /** What a cookie holds, judged. */
  private record Shown(Credentials.Cookie cookie, TokenOutcome outcome) {}

  /**
   * Who asks to be shown something.
   *
   * @throws ProblemException 401 for everybody who is not known
   */
  public Known known(Request request) {
    List<String> headers = request.headers("Authorization");
    if (!headers.isEmpty()) {
      return new Known(accepted(request, header(request, headers)), Optional.empty());
    }
    Shown shown = cookie(request).orElseThrow(V1Caller::missing);
    return new Known(accepted(request, shown.outcome()), Optional.of(shown.cookie()));
  }

  /**
   * Who asks to change something. A browser sends its cookie along with what any page asks for:
   * that is good for our own pages only.
   *
   * @throws ProblemException 401 for everybody who is not known; 403 where the cookie is not enough
   */
  public Known changing(Request request) {
    Known known = known(request);
    known.cookie().ifPresent(cookie -> requireOwnPage(request, known.token(), cookie));
    return known;
  }

  /**
   * Who is behind a request that a proxy is about to let by. Wherever the proxy does not say that
   * nothing is changed, a cookie has to come with proof of both kinds: else the program behind it
   * would do whatever a page of another site makes a browser ask for.
   *
   * @throws ProblemException 401 for everybody who is not known; 403 where the cookie is not enough
   */
  public Known forwarded(Request request) {
    Known known = forwardedForm(request);
    known
        .cookie()
        .filter(_ -> !Forwarded.changesNothing(request))
        .ifPresent(cookie -> requireHeader(request, known.token(), cookie));
    return known;
  }

  /**
   * As {@link #forwarded}, before a program that has plain forms, which can send no header, and
   * that tells those of other sites by itself: a good origin is enough.
   *
   * @throws ProblemException as {@link #forwarded}
   */
  public Known forwardedForm(Request request) {
    Known known = known(request);
    if (known.cookie().isPresent() && !Forwarded.changesNothing(request)) {
      require(credentials.origins().prove(request));
    }
    return known;
  }

  /** Pages of the door that has a CSRF value show it too, which no header of a browser tells. */
  private void requireOwnPage(
      Request request, TokenOutcome.Accepted token, Credentials.Cookie cookie) {
    if (cookie.csrf().isPresent()) {
      require(credentials.origins().admit(request));
      requireHeader(request, token, cookie);
    } else {
      require(credentials.origins().prove(request));
    }
  }

  private static void require(boolean ownPage) {
    if (!ownPage) {
      throw forbidden("origin_foreign", "Only a page of this server's own can do this.");
    }
  }

  /**
   * A cookie without a CSRF value wants the header with any value: a form cannot send it, and a
   * script of another site only where it has leave.
   */
  private static void requireHeader(
      Request request, TokenOutcome.Accepted token, Credentials.Cookie cookie) {
    boolean shown =
        cookie
            .csrf()
            .map(csrf -> isShown(request, csrf.apply(token)))
            .orElseGet(() -> request.header(CSRF).filter(text -> !text.isBlank()).isPresent());
    if (!shown) {
      throw forbidden(
          "csrf_mismatch",
          cookie.csrf().isPresent()
              ? "X-CSRF-TOKEN must hold the token's CSRF value."
              : "X-CSRF-TOKEN must be there, with any value.");
    }
  }

  private static boolean isShown(Request request, Optional<String> csrf) {
    byte[] shown = request.header(CSRF).orElse("").getBytes(StandardCharsets.UTF_8);
    return csrf.filter(
            expected -> MessageDigest.isEqual(shown, expected.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  private TokenOutcome.Accepted accepted(Request request, TokenOutcome shown) {
    return switch (shown) {
      case TokenOutcome.Accepted token -> token;
      case TokenOutcome.Refused(TokenRefusal why) -> {
        signIn.tokenRefused(visitors.of(request), why);
        throw new ProblemException(Problems.of(why));
      }
    };
  }

  /**
   * The first cookie that lets somebody in; where none does, the first one: who signed out at one
   * door may be signed in at another.
   */
  private Optional<Shown> cookie(Request request) {
    Optional<Shown> first = Optional.empty();
    for (Credentials.Cookie cookie : credentials.cookies()) {
      Optional<Shown> shown = read(request, cookie).map(outcome -> new Shown(cookie, outcome));
      if (shown.filter(one -> one.outcome() instanceof TokenOutcome.Accepted).isPresent()) {
        return shown;
      }
      first = first.or(() -> shown);
    }
    return first;
  }

  /** Of two cookies of one name, one may be another host's, and nothing tells which. */
  private Optional<TokenOutcome> read(Request request, Credentials.Cookie cookie) {
    List<String> filled =
        request.cookies(cookie.name()).stream().filter(token -> !token.isEmpty()).toList();
    return switch (filled.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(worth(request, cookie.reader(), filled.getFirst()));
      default -> Optional.of(TokenOutcome.damaged(TokenFlaw.UNKNOWN));
    };
  }

  private TokenOutcome worth(Request request, BearerReader reader, String token) {
    TokenOutcome known = reader.read(token);
    return known.isForeign() ? reader.admit(token, visitors.of(request)) : known;
  }

  private TokenOutcome header(Request request, List<String> headers) {
    return headers.size() == 1
        ? credentials
            .tokens()
            .inHeader(bare(headers.getFirst().strip()), () -> visitors.of(request))
        : TokenOutcome.damaged(TokenFlaw.UNKNOWN);
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
