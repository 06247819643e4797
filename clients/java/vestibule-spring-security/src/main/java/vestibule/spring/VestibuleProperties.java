package vestibule.spring;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code vestibule.*} of an application.
 *
 * @param url of the server
 * @param check how callers are found out
 * @param remember for how long an answer of the server is good, a second at most
 * @param issuer the server's {@code public-url}; empty where that is {@code url}
 * @param service the credential that introspection needs
 * @param proxies whose headers are believed
 */
@ConfigurationProperties("vestibule")
public record VestibuleProperties(
    URI url,
    @DefaultValue("whoami") Check check,
    @DefaultValue("1s") Duration remember,
    @DefaultValue("") String issuer,
    @DefaultValue Service service,
    @DefaultValue({"127.0.0.0/8", "::1"}) List<String> proxies) {

  /** How callers are found out. */
  public enum Check {
    /** By asking {@code /v1/whoami} with the caller's credential. */
    WHOAMI,
    /** By asking {@code /v1/introspect} with a credential of the application's own. */
    INTROSPECTION,
    /** By the server's published keys. */
    JWT,
    /** By the headers of a proxy that has asked {@code /v1/auth}. */
    PROXY
  }

  /** A credential of {@code vestibule service create}. */
  public record Service(@DefaultValue("") String id, @DefaultValue("") String secret) {

    @Override
    public String toString() {
      return "Service[id=" + id + "]";
    }
  }
}
