package vestibule.spring;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/**
 * The line in a chain of filters by which callers are found out: {@code http.with(vestibule(),
 * withDefaults())}. No session of the application's own is begun by that.
 */
public final class VestibuleSecurity
    extends AbstractHttpConfigurer<VestibuleSecurity, HttpSecurity> {

  private static final String SECONDS = "1";

  /** By the check that {@code vestibule.check} names. */
  public static VestibuleSecurity vestibule() {
    return new VestibuleSecurity();
  }

  /** When this begins, as sessions are decided on before {@link #init} comes. */
  @Override
  public void setBuilder(HttpSecurity http) {
    super.setBuilder(http);
    http.sessionManagement(
        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  @Override
  public void init(HttpSecurity http) {
    ApplicationContext beans = http.getSharedObject(ApplicationContext.class);
    switch (beans.getBean(VestibuleProperties.class).check()) {
      case WHOAMI, INTROSPECTION -> http.oauth2ResourceServer(server -> asking(server, beans));
      case JWT -> http.oauth2ResourceServer(server -> verifying(server, beans));
      case PROXY -> believing(http, beans.getBean(ProxyHeaders.class));
    }
  }

  private static void asking(
      OAuth2ResourceServerConfigurer<HttpSecurity> server, ApplicationContext beans) {
    common(server)
        .opaqueToken(token -> token.introspector(beans.getBean(OpaqueTokenIntrospector.class)));
  }

  private static void verifying(
      OAuth2ResourceServerConfigurer<HttpSecurity> server, ApplicationContext beans) {
    common(server)
        .jwt(
            token ->
                token
                    .decoder(beans.getBean(JwtDecoder.class))
                    .jwtAuthenticationConverter(new VestibuleJwtConverter()));
  }

  private static OAuth2ResourceServerConfigurer<HttpSecurity> common(
      OAuth2ResourceServerConfigurer<HttpSecurity> server) {
    return server
        .authenticationConverter(new CredentialConverter())
        .withObjectPostProcessor(
            new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
              @Override
              public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationFailureHandler(failures());
                return filter;
              }
            });
  }

  /** That Vestibule is away is no fault of the application's, and none of the credential's. */
  private static AuthenticationFailureHandler failures() {
    BearerTokenAuthenticationEntryPoint refusal = new BearerTokenAuthenticationEntryPoint();
    return (request, response, failure) -> {
      if (failure instanceof AuthenticationServiceException) {
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
        // An error would be sent to a page that is protected too, and become a 401.
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      } else {
        refusal.commence(request, response, failure);
      }
    };
  }

  /** The proxy has had the request's cookie judged, with its method and its origin. */
  private static void believing(HttpSecurity http, ProxyHeaders headers) {
    http.csrf(csrf -> csrf.ignoringRequestMatchers(headers));
    http.exceptionHandling(
        handling ->
            handling.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)));
    http.addFilterBefore(headers, AnonymousAuthenticationFilter.class);
  }
}
