package vestibule.v1;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.core.refusal.RefusedException;
import vestibule.core.token.PublishedKeys;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.http.body.Json;
import vestibule.v1.form.Problems;

/** {@code /.well-known/jwks.json}: what verifies the tokens of this server elsewhere (RFC 7517). */
public final class JwkSet implements Surface {

  private static final String TYPE = "application/jwk-set+json";

  /**
   * A third of the time for which a key is published before it signs: what somebody has read is
   * never too old to hold it.
   */
  private static final String KEPT = "public, max-age=300";

  private final PublishedKeys keys;

  public JwkSet(PublishedKeys keys) {
    this.keys = keys;
  }

  private record Body(List<Map<String, String>> keys) {}

  @Override
  public String name() {
    return "jwks";
  }

  @Override
  public boolean crossOrigin() {
    return true;
  }

  @Override
  public void mount(Routes routes) {
    routes
        .open()
        .get(
            "/.well-known/jwks.json",
            _ ->
                Response.of(200, TYPE, Json.compact(new Body(keys.all())))
                    .with("Cache-Control", KEPT));
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return Problems.of(fault);
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return thrown instanceof RefusedException refused
        ? Optional.of(Problems.of(refused.refusal()))
        : Optional.empty();
  }
}
