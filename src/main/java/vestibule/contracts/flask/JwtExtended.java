package vestibule.contracts.flask;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vestibule.contracts.Visits;
import vestibule.core.model.Door;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Origins;
import vestibule.http.Request;
import vestibule.http.Response;

/**
 * The tokens of A and B in requests and answers, as flask-jwt-extended 4 carries them: headers are
 * looked at first, then cookies, and its words say what is wrong (docs/contracts A.0). A page of
 * another site gets no cookie set, and changes nothing by its visitor's.
 */
public final class JwtExtended {

  /**
   * The document's status for "Token has expired"; the library's own is 401 (docs/contracts O-1).
   */
  static final int EXPIRED_STATUS = 403;

  private static final int UNAUTHORIZED = 401;
  private static final int UNPROCESSABLE = 422;
  private static final String TYPE = "Bearer";
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final String EXPECTED = "Expected 'Authorization: Bearer <JWT>'";

  /** Two cookies of one name: one of them may be another host's, and nothing tells which. */
  private static final Rejected AMBIGUOUS = new Rejected(UNPROCESSABLE, PyJwt.NOT_SIGNED);

  private static final String NO_HEADER = "Missing Authorization Header";
  private static final String NO_TYPE =
      "Missing 'Bearer' type in 'Authorization' header. " + EXPECTED;

  /** Which spellings of the Authorization header a contract takes. */
  public enum HeaderForm {
    /** {@code Bearer <token>} alone. */
    BEARER,
    /** The bare token and {@code Token <token>} too (docs/contracts B.0). */
    ANY
  }

  /** What a request has to show for itself. */
  sealed interface Reading {}

  /** It holds a token that is good. */
  record Accepted(TokenOutcome.Accepted token, boolean fromCookie) implements Reading {}

  /**
   * It holds none, or one that is not good any more.
   *
   * @param status as document A answers it
   * @param words the library's text
   * @param why what is wrong with the token, where there is one
   */
  public record Rejected(int status, String words, Optional<TokenRefusal> why) implements Reading {

    Rejected(int status, String words) {
      this(status, words, Optional.empty());
    }

    private Rejected because(TokenRefusal token) {
      return new Rejected(status, words, Optional.of(token));
    }
  }

  private sealed interface Header {}

  private record Token(String text) implements Header {}

  private record Missing(String why) implements Header {}

  private record Bad() implements Header {}

  private final RenewableTokens tokens;
  private final TokenCookies cookies;
  private final Origins origins;
  private final Door door;

  /** Tokens, the cookies that they come in, whose pages may use those, and at which door. */
  public JwtExtended(RenewableTokens tokens, TokenCookies cookies, Origins origins, Door door) {
    this.tokens = tokens;
    this.cookies = cookies;
    this.origins = origins;
    this.door = door;
  }

  /** The token that a request shows, judged; a good cookie does not mend a bad header. */
  Reading read(Request request, HeaderForm form) {
    return switch (header(request, form)) {
      case Token(String text) -> judged(request, text, false);
      case Bad _ -> new Rejected(UNPROCESSABLE, "Bad Authorization header. " + EXPECTED);
      case Missing(String why) -> {
        List<String> sent = cookies(request);
        yield switch (sent.size()) {
          case 0 -> missing(why);
          case 1 -> judged(request, sent.getFirst(), true);
          default -> AMBIGUOUS;
        };
      }
    };
  }

  /**
   * The same for a request that changes something. A cookie, which browsers send along with what
   * any page asks for, is then enough for pages of ours only; others show the value that only ours
   * can read: "X-CSRF-TOKEN" (docs/contracts A.0-7), at a GET too.
   */
  Reading readForChange(Request request, HeaderForm form) {
    Reading reading = read(request, form);
    return reading instanceof Accepted caller && caller.fromCookie() && !origins.admit(request)
        ? doubleSubmitted(request, caller)
        : reading;
  }

  private Reading doubleSubmitted(Request request, Accepted caller) {
    Optional<String> shown = request.header("X-CSRF-TOKEN");
    if (shown.isEmpty()) {
      return new Rejected(UNAUTHORIZED, "Missing CSRF token");
    }
    Optional<String> expected = tokens.csrf(caller.token());
    if (expected.isEmpty()) {
      return new Rejected(UNPROCESSABLE, "Missing claim: csrf");
    }
    return MessageDigest.isEqual(bytes(shown.get()), bytes(expected.get()))
        ? caller
        : new Rejected(UNAUTHORIZED, "CSRF double submit tokens do not match");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether a request shows a good token, in a header or a cookie; a bad one counts as none
   * (docs/contracts A.3).
   */
  boolean isAuthenticated(Request request) {
    Optional<String> header =
        header(request, HeaderForm.BEARER) instanceof Token(String text)
            ? Optional.of(text)
            : Optional.empty();
    List<String> sent = cookies(request);
    return Stream.concat(header.stream(), sent.size() == 1 ? sent.stream() : Stream.empty())
        .anyMatch(token -> worth(request, token) instanceof TokenOutcome.Accepted);
  }

  private TokenOutcome worth(Request request, String token) {
    TokenOutcome known = tokens.read(token);
    return known.isForeign() ? tokens.admit(token, Visits.of(request, door)) : known;
  }

  /** What a session begins with; {@code remember} is B's. */
  Session.Terms terms(boolean remember) {
    return tokens.terms(remember);
  }

  /** A new token of a session. */
  RenewableTokens.Issued issue(Session session) {
    return tokens.issue(session);
  }

  /**
   * The answer with the cookies of a token, but to pages of other sites: they would sign their
   * visitor in as somebody else. The token in the body stays theirs, who knew the password.
   */
  Response withCookies(Request request, Response answer, RenewableTokens.Issued issued) {
    if (!origins.admit(request)) {
      return answer;
    }
    boolean doubled = cookies(request).size() > 1;
    return cookies.set(doubled ? cookies.clearOthers(answer) : answer, issued);
  }

  /** The answer that takes the cookies away, but to pages of other sites. */
  Response withoutCookies(Request request, Response answer) {
    return origins.admit(request) ? cookies.clear(answer) : answer;
  }

  /**
   * The answer with fresh cookies when the caller's token came from one and is near its end:
   * "tokens from cookies are refreshing if are close to expiring" (document A).
   */
  Response renewed(Request request, Response answer, Accepted caller) {
    return caller.fromCookie() && tokens.isNearEnd(caller.token())
        ? withCookies(request, answer, tokens.issue(caller.token().session()))
        : answer;
  }

  private static List<String> cookies(Request request) {
    List<String> sent = request.cookies(TokenCookies.ACCESS);
    return sent.contains("") ? sent.stream().filter(token -> !token.isEmpty()).toList() : sent;
  }

  private static Header header(Request request, HeaderForm form) {
    List<String> headers = request.headers("Authorization");
    if (headers.isEmpty()) {
      return new Missing(NO_HEADER);
    }
    String value = String.join(",", headers).strip();
    List<String> bearers = new ArrayList<>();
    for (String piece : value.split(",")) {
      String credentials = piece.strip();
      if (isBearer(credentials)) {
        bearers.add(credentials);
      }
    }
    if (bearers.size() == 1) {
      String[] parts = BLANKS.split(bearers.getFirst());
      return parts.length == 2 ? new Token(parts[1]) : new Bad();
    }
    return form == HeaderForm.ANY
        ? unmarked(value)
        : new Missing(value.isEmpty() ? NO_HEADER : NO_TYPE);
  }

  private static boolean isBearer(String credentials) {
    return credentials.startsWith(TYPE)
        && (credentials.length() == TYPE.length()
            || Character.isWhitespace(credentials.charAt(TYPE.length())));
  }

  private static Header unmarked(String value) {
    String[] parts = BLANKS.split(value);
    if (value.isEmpty()) {
      return new Missing(NO_HEADER);
    }
    if (parts.length == 1) {
      return new Token(value);
    }
    return parts.length == 2 && parts[0].equals("Token")
        ? new Token(parts[1])
        : new Missing(NO_TYPE);
  }

  private static Rejected missing(String header) {
    return new Rejected(
        UNAUTHORIZED,
        String.format(
            Locale.ROOT,
            "Missing JWT in headers or cookies (%s; Missing cookie \"%s\")",
            header,
            TokenCookies.ACCESS));
  }

  private Reading judged(Request request, String text, boolean fromCookie) {
    return switch (worth(request, text)) {
      case TokenOutcome.Accepted token -> new Accepted(token, fromCookie);
      case TokenOutcome.Refused(TokenRefusal.Damaged damaged) ->
          new Rejected(UNPROCESSABLE, PyJwt.words(text, damaged.flaw())).because(damaged);
      case TokenOutcome.Refused(TokenRefusal token) -> refused(token).because(token);
    };
  }

  /** Words what a token is worth that stands for nobody. */
  static Rejected refused(TokenRefusal token) {
    return switch (token) {
      case TokenRefusal.Damaged _ -> new Rejected(UNPROCESSABLE, PyJwt.NOT_SIGNED);
      case TokenRefusal.Expired _ -> new Rejected(EXPIRED_STATUS, "Token has expired");
      case TokenRefusal.WrongKind _ ->
          new Rejected(UNPROCESSABLE, "Only non-refresh tokens are allowed");
      case TokenRefusal.Ended _ -> new Rejected(UNAUTHORIZED, "Token has been revoked");
      case TokenRefusal.Disabled(long account) -> unloadable(Long.toString(account));
      case TokenRefusal.Gone(long account) -> unloadable(Long.toString(account));
      case TokenRefusal.Unknown(String oldId) -> unloadable(oldId);
    };
  }

  private static Rejected unloadable(String subject) {
    return new Rejected(UNAUTHORIZED, "Error loading the user " + subject);
  }
}
