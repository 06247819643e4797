package vestibule.crypto.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Locale;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;

/** Digests without a text of their own: in hex alone, or with their salt in another column. */
final class DigestForms {

  private DigestForms() {}

  static Form bare(String text, Params params) {
    String digest = digest(params);
    byte[] expected = Fields.hex(text, Digests.length(digest));
    return Form.fast(
        Forms.blankHex(expected), expected, password -> Digests.digest(digest, password));
  }

  static Form hmac(String text, Params params) {
    byte[] key = params.need("key").getBytes(UTF_8);
    byte[] expected = Fields.hex(text, Digests.length("sha256"));
    return Form.fast(
        Forms.blankHex(expected), expected, password -> Digests.hmac("sha256", key, password));
  }

  /** An object of {@code salt} and {@code hash}; the source says how they came to be. */
  static Form columns(String text, Params params) {
    String digest = digest(params);
    Columns columns = Columns.of(text, params);
    byte[] expected = Fields.exactly(columns.hash(params), Digests.length(digest));
    byte[] salt = columns.salt(params);
    Template template = new Template(input(params), "{salt}", "{password}");
    return Form.fast(
        columns.with(blank(expected.length, params)),
        expected,
        password -> Digests.digest(digest, template.filled(salt, password)));
  }

  static Form pbkdf2Columns(String text, Params params) {
    String digest = digest(params);
    Columns columns = Columns.of(text, params);
    Pbkdf2 how = new Pbkdf2(digest, columns.salt(params), Fields.number(params.need("rounds")));
    long length = params.number("length", Digests.length(digest));
    how.requireBounds((int) Math.min(length, Integer.MAX_VALUE));
    return how.form(Fields.exactly(columns.hash(params), (int) length));
  }

  private static String digest(Params params) {
    String digest = Digests.named(params.need("digest"));
    if (digest.isEmpty()) {
      throw Unreadable.unknown();
    }
    return digest;
  }

  /** A template, or the order of its parts: {@code salt-password}. */
  private static String input(Params params) {
    return params
        .find("input")
        .orElseGet(
            () -> "{" + params.find("order").orElse("salt-password").replace("-", "}{") + "}");
  }

  private static String blank(int bytes, Params params) {
    return params.find("encoding").filter("base64"::equals).isPresent()
        ? Base64.getEncoder().encodeToString(new byte[bytes])
        : "00".repeat(bytes);
  }

  private record Columns(String salt, String hash) {

    static Columns of(String text, Params params) {
      JsonNode object = Json.object(text);
      boolean unsalted = !input(params).contains("{salt}");
      String salt = Json.find(object, "salt").orElse("");
      if (salt.isEmpty() && !unsalted && !object.has("salt")) {
        throw Unreadable.damaged();
      }
      return new Columns(salt, Json.text(object, "hash"));
    }

    byte[] salt(Params params) {
      return bytes(salt, params.find("salt").orElse("text"));
    }

    byte[] hash(Params params) {
      String encoding = params.find("encoding").orElse("hex");
      return encoding.equals("text") ? bytes("?", "hex") : bytes(hash.strip(), encoding);
    }

    private static byte[] bytes(String text, String encoding) {
      return switch (encoding.toLowerCase(Locale.ROOT)) {
        case "hex" -> Fields.hex(text);
        case "base64" -> Fields.base64(text);
        case "text" -> text.getBytes(UTF_8);
        default -> throw Unreadable.damaged();
      };
    }

    String with(String blank) {
      String quoted = new String(JsonStringEncoder.getInstance().quoteAsCharArray(salt));
      return "{\"salt\":\"" + quoted + "\",\"hash\":\"" + blank + "\"}";
    }
  }
}
