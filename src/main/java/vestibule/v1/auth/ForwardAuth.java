package vestibule.v1.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;

/**
 * {@code GET /v1/auth}: asked by a proxy for each request that it is about to let by. The answer
 * has no body but a problem's; who it is stands in headers, which the proxy hands on.
 */
public final class ForwardAuth {

  private static final List<String> NAMES =
      List.of("X-Vestibule-User", "X-Vestibule-Email", "X-Vestibule-Groups", "X-Vestibule-Roles");
  private static final Response.Header KEPT_BY_NOBODY =
      new Response.Header("Cache-Control", "no-store");

  /** What every header may carry as it is (RFC 3986, 2.3). */
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** The values, a line each: none has a line's end, as all but few characters are escaped. */
  private static final Function<Person, byte[]> VALUES =
      person ->
          Stream.of(
                  Long.toString(person.id()),
                  person.primary().filter(Email::verified).map(Email::address).stream()
                      .map(ForwardAuth::escaped)
                      .collect(Collectors.joining()),
                  list(person.rights().groups()),
                  list(person.rights().roles()))
              .collect(Collectors.joining("\n"))
              .getBytes(US_ASCII);

  /**
   * Declares its paths. The second one is a path and no parameter: some proxies ask with the query
   * that a client sent.
   */
  public void mount(Routes routes, V1Caller caller) {
    routes.guarded(caller::forwarded).get("/v1/auth", ForwardAuth::let);
    routes.guarded(caller::forwardedForm).get("/v1/auth/forms", ForwardAuth::let);
  }

  private static Response let(Request request, Known known) {
    String[] values = new String(known.token().shown(VALUES), US_ASCII).split("\n", -1);
    List<Response.Header> headers = new ArrayList<>(NAMES.size() + 1);
    for (int i = 0; i < values.length; i++) {
      headers.add(new Response.Header(NAMES.get(i), values[i]));
    }
    headers.add(KEPT_BY_NOBODY);
    return new Response(200, List.copyOf(headers), new byte[0]);
  }

  /** Names may hold commas, which are escaped too. */
  private static String list(List<Rights.Named> rights) {
    return rights.stream()
        .map(Rights.Named::name)
        .map(ForwardAuth::escaped)
        .collect(Collectors.joining(","));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (byte each : text.getBytes(UTF_8)) {
      if (UNRESERVED.indexOf(each) >= 0) {
        escaped.append((char) each);
      } else {
        escaped.append('%').append(hex(each >> 4)).append(hex(each));
      }
    }
    return escaped.toString();
  }

  private static char hex(int bits) {
    return "0123456789ABCDEF".charAt(bits & 0xF);
  }
}
