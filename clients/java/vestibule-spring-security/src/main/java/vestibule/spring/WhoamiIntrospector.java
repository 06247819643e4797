package vestibule.spring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import vestibule.client.ProblemException;
import vestibule.client.Remembered;
import vestibule.client.UnreachableException;
import vestibule.client.VestibuleClient;
import vestibule.client.Whoami;

/**
 * Asks {@code /v1/whoami} with the caller's own credential, of whichever door, and remembers the
 * answer for a second at most. It needs no credential of the application's own.
 */
public final class WhoamiIntrospector implements OpaqueTokenIntrospector {

  private final Remembered<String, VestibulePrincipal> known;

  /**
   * @param remembered for how long an answer is good, from its asking on
   */
  public WhoamiIntrospector(VestibuleClient vestibule, Duration remembered) {
    this.known =
        new Remembered<>(
            credential -> principal(vestibule.whoami(credential)),
            Moments.checked(remembered),
            Moments.MOST);
  }

  @Override
  public OAuth2AuthenticatedPrincipal introspect(String token) {
    try {
      return known.get(token);
    } catch (ProblemException e) {
      throw e.status() == 401
          ? new BadOpaqueTokenException(e.code(), e)
          : new OAuth2IntrospectionException("Vestibule has answered " + e.status(), e);
    } catch (UnreachableException e) {
      throw new OAuth2IntrospectionException("Vestibule has not answered", e);
    }
  }

  private static VestibulePrincipal principal(Whoami whoami) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("sub", whoami.account().id());
    whoami.account().username().ifPresent(name -> attributes.put("username", name));
    whoami.account().email().ifPresent(address -> attributes.put("email", address));
    attributes.put("email_verified", whoami.account().emailVerified());
    attributes.put("groups", whoami.account().groups());
    attributes.put("roles", whoami.account().roles());
    attributes.put("permissions", whoami.account().permissions());
    attributes.put("door", whoami.door());
    attributes.put("session", whoami.session().id());
    whoami
        .token()
        .ifPresent(
            times -> {
              attributes.put("iat", times.issued());
              attributes.put("exp", times.expires());
            });
    return new VestibulePrincipal(attributes);
  }
}
