package vestibule.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Takes who it is from the headers that a proxy sets after it has asked {@code /v1/auth}. Headers
 * count only where the request comes from the proxy's own address; nobody else may reach the
 * application, or the proxy's machine must be trusted as a whole.
 */
public final class ProxyHeaders extends OncePerRequestFilter implements RequestMatcher {

  private static final String USER = "X-Vestibule-User";
  private static final String EMAIL = "X-Vestibule-Email";
  private static final String GROUPS = "X-Vestibule-Groups";
  private static final String ROLES = "X-Vestibule-Roles";

  private static final SecurityContextRepository KEPT =
      new RequestAttributeSecurityContextRepository();

  private final List<IpAddressMatcher> proxies;

  /**
   * @param proxies addresses, or ranges of them as {@code 10.0.0.0/8}
   */
  public ProxyHeaders(List<String> proxies) {
    this.proxies = proxies.stream().map(IpAddressMatcher::new).toList();
  }

  /** Whether the request comes from the proxy. */
  @Override
  public boolean matches(HttpServletRequest request) {
    return proxies.stream().anyMatch(proxy -> proxy.matches(request.getRemoteAddr()));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (matches(request)) {
      principal(request).ifPresent(principal -> takeIn(principal, request, response));
    }
    chain.doFilter(request, response);
  }

  /** For the pages of errors and for answers that come later too. */
  private static void takeIn(
      VestibulePrincipal principal, HttpServletRequest request, HttpServletResponse response) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new PreAuthenticatedAuthenticationToken(principal, "", principal.getAuthorities()));
    SecurityContextHolder.setContext(context);
    KEPT.saveContext(context, request, response);
  }

  private static Optional<VestibulePrincipal> principal(HttpServletRequest request) {
    Optional<String> user = only(request, USER).filter(id -> id.matches("[0-9]{1,16}"));
    return user.map(
        id -> {
          Map<String, Object> attributes = new LinkedHashMap<>();
          attributes.put("sub", id);
          only(request, EMAIL).ifPresent(address -> attributes.put("email", decoded(address)));
          attributes.put("groups", names(request, GROUPS));
          attributes.put("roles", names(request, ROLES));
          return new VestibulePrincipal(attributes);
        });
  }

  /** A header that is there twice is not the proxy's alone. */
  private static Optional<String> only(HttpServletRequest request, String name) {
    List<String> values = Collections.list(request.getHeaders(name));
    return values.size() == 1 && !values.get(0).isBlank()
        ? Optional.of(values.get(0).strip())
        : Optional.empty();
  }

  /** The commas in names are encoded too: split first, then decode. */
  private static List<String> names(HttpServletRequest request, String header) {
    return only(request, header).stream()
        .flatMap(names -> Stream.of(names.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(ProxyHeaders::decoded)
        .toList();
  }

  private static String decoded(String text) {
    return UriUtils.decode(text, UTF_8);
  }
}
