package vestibule.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the server listens and what it believes about the network around it.
 *
 * @param port 0 takes any free one
 * @param opsPort probes and metrics listen there when it is set, else on {@code port}
 * @param publicUrl scheme, host and port under which the world sees the server; no path
 * @param trustedProxies networks as {@code address/prefix length}
 * @param corsAllowedOrigins origins, or {@code *} alone for any
 */
public record HttpConfig(
    String host,
    int port,
    OptionalInt opsPort,
    URI publicUrl,
    List<String> trustedProxies,
    List<String> corsAllowedOrigins) {

  private static final Setting<String> HOST =
      Setting.of(
          "http.host",
          Formats.LISTENING_HOST,
          "127.0.0.1",
          "0.0.0.0",
          "The address that is listened on; `0.0.0.0` and `::` are all of this machine.");
  private static final Setting<Integer> PORT =
      Setting.of(
          "http.port",
          Formats.PORT,
          "8080",
          "8114",
          "The port that is listened on; `0` takes any free one.");
  private static final Setting<Integer> OPS_PORT =
      Setting.of(
          "ops-port",
          Formats.PORT,
          Setting.NONE,
          "9090",
          "A port for `/health/live`, `/health/ready` and `/metrics` alone. They answer any peer"
              + " there, so the port is yours to guard. Without it they are on `http.port`, and"
              + " `/metrics` answers this machine only.");
  private static final Setting<URI> PUBLIC_URL =
      Setting.of(
          "public-url",
          Formats.ORIGIN,
          "<http://localhost: and http.port>",
          "https://accounts.example.org",
          "Scheme, host and port under which people reach the server. Links in mails begin with it;"
              + " `https` makes cookies `Secure`; pages of other origins are another site's.");
  private static final Setting<List<String>> TRUSTED_PROXIES =
      Setting.of(
          "trusted-proxies",
          Formats.NETWORKS,
          Setting.NONE,
          "10.0.0.0/8, fd00::/8",
          "Addresses or networks of proxies whose `X-Forwarded-For` and `Forwarded` are believed.");
  private static final Setting<List<String>> CORS_ALLOWED_ORIGINS =
      Setting.of(
          "cors.allowed-origins",
          Formats.ALLOWED_ORIGINS,
          "*",
          "https://app.example.org",
          "The origins of front-ends in browsers; `*` is any, without credentials, and `none` is"
              + " none. Those that are listed may use the cookies of contracts A and B.");

  /** Whether browsers may send the cookies back over TLS only. */
  public boolean secureCookies() {
    return publicUrl.getScheme().equals("https");
  }

  /** Whether nobody but this machine itself can connect. */
  public boolean isLoopback() {
    return Formats.isLoopback(host);
  }

  /** Whether the public URL leads to this machine itself. */
  public boolean isLocal() {
    return Formats.isLoopback(publicUrl.getHost());
  }

  HttpConfig forRehearsal() {
    return new HttpConfig(
        "127.0.0.1", 0, OptionalInt.empty(), publicUrl, trustedProxies, corsAllowedOrigins);
  }

  static HttpConfig read(Values values) {
    values.section("Network");
    String host = values.read(HOST);
    int port = values.read(PORT);
    Optional<Integer> opsPort = values.optional(OPS_PORT);
    if (opsPort.isPresent() && opsPort.get() != 0 && opsPort.get() == port) {
      values.problem(
          "ops-port and http.port are both " + port + "; leave ops-port out to share it");
    }
    return new HttpConfig(
        host,
        port,
        opsPort.map(OptionalInt::of).orElse(OptionalInt.empty()),
        values.read(PUBLIC_URL, URI.create("http://localhost:" + port)),
        values.optional(TRUSTED_PROXIES).orElse(List.of()),
        values.read(CORS_ALLOWED_ORIGINS));
  }
}
