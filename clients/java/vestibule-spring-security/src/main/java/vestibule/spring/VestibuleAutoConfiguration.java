package vestibule.spring;

import static org.springframework.security.config.Customizer.withDefaults;
import static vestibule.spring.VestibuleSecurity.vestibule;

import java.net.URI;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import vestibule.client.ServiceCredential;
import vestibule.client.VestibuleClient;

/**
 * What an application with {@code vestibule.url} gets by itself: a client, the check that it has
 * chosen, and, where it has no chain of filters of its own, one that lets in nobody who is unknown.
 */
@AutoConfiguration(
    beforeName = {
      // Their names in Spring Boot 4.0 and in 4.1.
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet"
          + ".OAuth2ResourceServerAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure"
          + ".OAuth2ResourceServerAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet"
          + ".ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet"
          + ".ServletWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({HttpSecurity.class, OpaqueTokenIntrospector.class, JwtDecoder.class})
@ConditionalOnProperty("vestibule.url")
@EnableConfigurationProperties(VestibuleProperties.class)
public class VestibuleAutoConfiguration {

  private static final String CHECK = "vestibule.check";

  /** The server that applications ask. */
  @Bean
  @ConditionalOnMissingBean
  VestibuleClient vestibuleClient(VestibuleProperties settings) {
    return VestibuleClient.at(settings.url());
  }

  /** The default check. */
  @Bean
  @ConditionalOnMissingBean(OpaqueTokenIntrospector.class)
  @ConditionalOnProperty(name = CHECK, havingValue = "whoami", matchIfMissing = true)
  OpaqueTokenIntrospector vestibuleWhoami(VestibuleClient vestibule, VestibuleProperties settings) {
    return new WhoamiIntrospector(vestibule, settings.remember());
  }

  /** By a service's credential. */
  @Bean
  @ConditionalOnMissingBean(OpaqueTokenIntrospector.class)
  @ConditionalOnProperty(name = CHECK, havingValue = "introspection")
  OpaqueTokenIntrospector vestibuleIntrospection(
      VestibuleClient vestibule, VestibuleProperties settings) {
    ServiceCredential service =
        new ServiceCredential(settings.service().id(), settings.service().secret());
    return new ServiceIntrospector(vestibule, service, settings.remember());
  }

  /** By the published keys. */
  @Bean
  @ConditionalOnMissingBean(JwtDecoder.class)
  @ConditionalOnProperty(name = CHECK, havingValue = "jwt")
  JwtDecoder vestibuleKeys(VestibuleClient vestibule, VestibuleProperties settings) {
    String issuer = settings.issuer().isEmpty() ? withoutSlash(settings.url()) : settings.issuer();
    return new VestibuleJwtDecoder(vestibule.verifier(issuer));
  }

  /** By a proxy's headers. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = CHECK, havingValue = "proxy")
  ProxyHeaders vestibuleProxyHeaders(VestibuleProperties settings) {
    return new ProxyHeaders(settings.proxies());
  }

  /** In the chain of security alone, and not once more before it. */
  @Bean
  @ConditionalOnProperty(name = CHECK, havingValue = "proxy")
  FilterRegistrationBean<ProxyHeaders> vestibuleProxyHeadersRegistration(ProxyHeaders headers) {
    FilterRegistrationBean<ProxyHeaders> registration = new FilterRegistrationBean<>(headers);
    registration.setEnabled(false);
    return registration;
  }

  /** Protects every route. */
  @Bean
  @ConditionalOnMissingBean(SecurityFilterChain.class)
  SecurityFilterChain vestibuleFilterChain(HttpSecurity http) {
    return http.with(vestibule(), withDefaults())
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .build();
  }

  private static String withoutSlash(URI url) {
    return url.toString().replaceAll("/+$", "");
  }
}
