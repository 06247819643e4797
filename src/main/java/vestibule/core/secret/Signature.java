package vestibule.core.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;

/**
 * The signature of a message as Standard Webhooks 1.0.0 has it: HMAC-SHA256 of id, time and body
 * with full stops between.
 *
 * @param timestamp as its header has it, in whole seconds
 * @param value as its header has it
 */
public record Signature(String timestamp, String value) {

  /** The signature of a body under a secret that both sides know. */
  public static Signature of(byte[] secret, String id, Instant at, byte[] body) {
    String timestamp = Long.toString(at.getEpochSecond());
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + timestamp + ".").getBytes(US_ASCII));
    signed.writeBytes(body);
    byte[] mac = Digests.hmacSha256(secret, signed.toByteArray());
    return new Signature(timestamp, "v1," + Base64.getEncoder().encodeToString(mac));
  }
}
