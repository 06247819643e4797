package vestibule.spring;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import vestibule.client.Introspection;
import vestibule.client.Remembered;
import vestibule.client.ServiceCredential;
import vestibule.client.VestibuleClient;
import vestibule.client.VestibuleException;

/**
 * Asks {@code /v1/introspect} (RFC 7662) with a credential of the application's own, and remembers
 * the answer for a second at most.
 */
public final class ServiceIntrospector implements OpaqueTokenIntrospector {

  private final Remembered<String, VestibulePrincipal> known;

  /**
   * @param remembered for how long an answer is good, from its asking on
   */
  public ServiceIntrospector(
      VestibuleClient vestibule, ServiceCredential service, Duration remembered) {
    this.known =
        new Remembered<>(
            token -> principal(vestibule.introspect(token, service)),
            Moments.checked(remembered),
            Moments.MOST);
  }

  @Override
  public OAuth2AuthenticatedPrincipal introspect(String token) {
    try {
      return known.get(token);
    } catch (VestibuleException e) {
      throw new OAuth2IntrospectionException("Vestibule could not be asked", e);
    }
  }

  /** What comes behind Bearer alone: the value of a cookie would want a look at origins too. */
  private static VestibulePrincipal principal(Introspection token) {
    boolean shown = token.active() && token.text("token_type").filter("Bearer"::equals).isPresent();
    if (!shown || token.subject().isEmpty()) {
      throw new BadOpaqueTokenException("the token is not active");
    }
    Map<String, Object> attributes = new LinkedHashMap<>(token.claims());
    // Spring wants these as times.
    List.of("exp", "iat", "nbf")
        .forEach(
            name ->
                attributes.computeIfPresent(
                    name,
                    (claim, value) ->
                        value instanceof Number seconds
                            ? Instant.ofEpochSecond(seconds.longValue())
                            : null));
    return new VestibulePrincipal(attributes);
  }
}
