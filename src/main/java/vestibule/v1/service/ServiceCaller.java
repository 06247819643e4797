package vestibule.v1.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.core.service.ServiceAccess;
import vestibule.core.service.ServiceAccess.Shown;
import vestibule.http.Guard;
import vestibule.http.Request;
import vestibule.http.Request.Method;
import vestibule.http.Response;
import vestibule.http.body.Fields;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * Finds out which program asks: by id and secret as RFC 6749, 2.3.1 has them, in a header or in a
 * form, or by its secret alone behind {@code Bearer}.
 */
public record ServiceCaller(ServiceAccess access, Visitors visitors) {

  private static final String BASIC = "basic ";
  private static final String BEARER = "bearer ";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** What no service is known by. */
  private static final Shown NOTHING = new Shown(Optional.empty(), "");

  /**
   * A problem that clients of RFC 6749 and RFC 6750 understand too.
   *
   * @param error the word that these have for it
   */
  private record OAuthProblem(String type, int status, String code, String detail, String error) {

    private static Response of(int status, String code, String detail, String error) {
      return Problems.of(status, new OAuthProblem("about:blank", status, code, detail, error));
    }
  }

  /** Lets those in that have leave for something. */
  public Guard<Service> with(Scope scope) {
    return request -> admitted(request, scope);
  }

  private Service admitted(Request request, Scope scope) {
    Shown shown = shown(request).orElseThrow(() -> missing(request));
    Service service =
        access.service(shown, visitors.of(request)).orElseThrow(() -> refused(request));
    if (!service.scopes().contains(scope)) {
      throw new ProblemException(
          OAuthProblem.of(
              403,
              "scope_missing",
              "The service has no leave for this; it needs the scope " + scope.text() + ".",
              "insufficient_scope"));
    }
    return service;
  }

  private static Optional<Shown> shown(Request request) {
    List<String> headers = request.headers("Authorization");
    return switch (headers.size()) {
      case 0 -> inForm(request);
      case 1 -> Optional.of(inHeader(headers.getFirst().strip()).orElse(NOTHING));
      default -> Optional.of(NOTHING);
    };
  }

  private static Optional<Shown> inHeader(String header) {
    String lower = header.toLowerCase(Locale.ROOT);
    if (lower.startsWith(BEARER)) {
      return Optional.of(new Shown(Optional.empty(), header.substring(BEARER.length()).strip()));
    }
    return lower.startsWith(BASIC)
        ? basic(header.substring(BASIC.length()).strip())
        : Optional.empty();
  }

  /** Both halves are escaped as in forms before they are joined. */
  private static Optional<Shown> basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Shown(
                  Optional.of(unescaped(pair.substring(0, colon))),
                  unescaped(pair.substring(colon + 1))));
    } catch (IllegalArgumentException garbled) {
      return Optional.empty();
    }
  }

  private static String unescaped(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static Optional<Shown> inForm(Request request) {
    if (request.method() != Method.POST || !request.mediaType().equals(Optional.of(FORM))) {
      return Optional.empty();
    }
    Fields form = QuestionForm.of(request);
    return form.text("client_secret").map(secret -> new Shown(form.text("client_id"), secret));
  }

  private static ProblemException missing(Request request) {
    return unauthorized(
        request, "credential_missing", "The request shows no credential of a service.");
  }

  private static ProblemException refused(Request request) {
    return unauthorized(
        request, "service_unknown", "The credential is no service's, or not any more.");
  }

  /** In the scheme that the client used, as RFC 6749, 5.2 wants it. */
  private static ProblemException unauthorized(Request request, String code, String detail) {
    boolean bearer =
        request
            .header("Authorization")
            .map(text -> text.strip().toLowerCase(Locale.ROOT))
            .filter(text -> text.startsWith(BEARER))
            .isPresent();
    return new ProblemException(
        OAuthProblem.of(401, code, detail, bearer ? "invalid_token" : "invalid_client")
            .with("WWW-Authenticate", bearer ? "Bearer" : "Basic realm=\"vestibule\""));
  }
}
