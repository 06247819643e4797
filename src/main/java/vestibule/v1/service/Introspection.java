package vestibule.v1.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.Function;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.core.token.TokenOutcome;
import vestibule.core.token.TokenOutcome.Accepted;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.body.Fields;
import vestibule.http.body.Json;
import vestibule.v1.caller.TokenCaller;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * {@code POST /v1/introspect} (RFC 7662): what the credential of any door is worth. One that is
 * worth nothing, for whatever reason, is answered in one way.
 */
public final class Introspection {

  private static final String REFRESH_TOKEN = "refresh_token";
  private static final byte[] INACTIVE = "{\"active\":false}".getBytes(US_ASCII);

  private final TokenCaller tokens;
  private final Visitors visitors;

  /** What is told is remembered by these, so that each is made once. */
  private final Function<Accepted, byte[]> access;

  private final Function<Accepted, byte[]> refresh;

  /**
   * The path of a server.
   *
   * @param issuer the public URL
   */
  public Introspection(TokenCaller tokens, String issuer, Visitors visitors) {
    this.tokens = tokens;
    this.visitors = visitors;
    this.access = token -> Json.compact(IntrospectionJson.ofAccess(token, issuer));
    this.refresh = token -> Json.compact(IntrospectionJson.ofRefresh(token, issuer));
  }

  /** Declares its path. */
  public void mount(Routes routes, ServiceCaller services) {
    routes.guarded(services.with(Scope.INTROSPECT)).post("/v1/introspect", this::introspect);
  }

  /**
   * A program that only looks whether a token is active would let people in by their refresh
   * tokens. So what makes tokens is told of only where the program says that it has one (RFC 7662,
   * 4: whether the token can be used where it is asked about).
   */
  private Response introspect(Request request, Service service) {
    Fields form = QuestionForm.of(request);
    String token =
        form.text("token").filter(text -> !text.isEmpty()).orElseThrow(Introspection::tokenMissing);
    boolean refreshing = form.text("token_type_hint").filter(REFRESH_TOKEN::equals).isPresent();
    if (refreshing && tokens.refreshing(token) instanceof Accepted accepted) {
      return told(accepted, refresh);
    }
    return switch (tokens.letIn(token, () -> visitors.of(request))) {
      case Accepted accepted -> told(accepted, access);
      case TokenOutcome.Refused _ -> Answers.json(200, INACTIVE);
    };
  }

  private static Response told(Accepted token, Function<Accepted, byte[]> form) {
    return Answers.json(200, token.shownOfToken(form));
  }

  private static ProblemException tokenMissing() {
    return new ProblemException(
        Problems.of(400, "token_missing", "The form must say which token is asked about."));
  }
}
