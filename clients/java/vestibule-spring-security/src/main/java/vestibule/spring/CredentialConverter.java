package vestibule.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * The credential in {@code Authorization}, as the clients of each door send it: behind {@code
 * Bearer}, behind {@code Token}, or bare. Cookies are not taken: what a page of another site could
 * send with them is for the proxy to refuse, which asks {@code /v1/auth}.
 */
public final class CredentialConverter implements AuthenticationConverter {

  private static final Pattern CREDENTIAL =
      Pattern.compile("(?:(?:Bearer|Token) +)?([!-~]{1,8192})", Pattern.CASE_INSENSITIVE);

  @Override
  public Authentication convert(HttpServletRequest request) {
    return credential(request).map(BearerTokenAuthenticationToken::new).orElse(null);
  }

  private static Optional<String> credential(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .map(CREDENTIAL::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1));
  }
}
