package vestibule.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;

/** What a service shows of itself, made by {@code vestibule service create}. */
public record ServiceCredential(String id, String secret) {

  /** HTTP Basic, whose halves are form-encoded first (RFC 6749, 2.3.1). */
  String basic() {
    String pair = URLEncoder.encode(id, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "ServiceCredential[id=" + id + "]";
  }
}
