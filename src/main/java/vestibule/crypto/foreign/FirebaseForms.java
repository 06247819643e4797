package vestibule.crypto.foreign;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import vestibule.crypto.Argon2;

/**
 * Firebase's scrypt: what it derives encrypts the project's signer key. Firebase exports it, and
 * Kratos, Supabase and SuperTokens each spell it in their own way.
 */
record FirebaseForms(Argon2 argon2) {

  private static final int AES_KEY = 32;
  private static final int AES_BLOCK = 16;
  private static final int MOST_SIGNER_KEY = 512;

  /** The project's parameters; its key encrypts and so is as long as each hash. */
  private record Project(byte[] signerKey, byte[] separator, Scrypt.Cost cost) {}

  /** An object with the members of a line of Firebase's export. */
  Form read(String text, Params params) {
    JsonNode user = Json.object(text);
    Project project =
        new Project(
            Fields.base64(params.need("signer-key")),
            Fields.base64(params.find("salt-separator").orElse("Bw==")),
            Scrypt.Cost.ofLog(params.number("mem-cost", 14), params.number("rounds", 8), 1));
    return form(project, Json.text(user, "salt"), Json.text(user, "passwordHash"));
  }

  Form kratos(String text) {
    List<String> parts = Fields.parts(Forms.after("$firescrypt$", text), '$', 5);
    Map<String, String> costs = Fields.named(parts.get(0));
    Project project =
        new Project(Fields.base64(parts.get(4)), Fields.base64(parts.get(3)), cost(costs, "ln"));
    return form(project, parts.get(1), parts.get(2));
  }

  Form supabase(String text) {
    List<String> parts = Fields.parts(Forms.after("$fbscrypt$", text), '$', 3);
    Map<String, String> named = Fields.named(parts.get(0));
    if (!Fields.one(named, "v").equals("1")) {
      throw Unreadable.damaged();
    }
    Project project =
        new Project(
            Fields.base64(Fields.one(named, "sk")),
            Fields.base64(named.getOrDefault("ss", "")),
            cost(named, "n"));
    return form(project, parts.get(1), parts.get(2));
  }

  Form superTokens(String text, Params params) {
    List<String> parts = Fields.parts(Forms.after("$f_scrypt$", text), '$', 5);
    Map<String, String> named =
        Fields.named(String.join(",", parts.get(2), parts.get(3), parts.get(4)));
    Project project =
        new Project(
            Fields.base64(params.need("signer-key")),
            Fields.base64(Fields.one(named, "s")),
            Scrypt.Cost.ofLog(
                Fields.number(Fields.one(named, "m")), Fields.number(Fields.one(named, "r")), 1));
    return form(project, parts.get(1), parts.get(0));
  }

  private static Scrypt.Cost cost(Map<String, String> named, String log) {
    return Scrypt.Cost.ofLog(
        Fields.number(Fields.one(named, log)),
        Fields.number(Fields.one(named, "r")),
        Fields.number(Fields.one(named, "p")));
  }

  private Form form(Project project, String salt, String hash) {
    byte[] signerKey = project.signerKey();
    byte[] expected = Fields.base64(hash, signerKey.length);
    if (signerKey.length < AES_BLOCK || signerKey.length > MOST_SIGNER_KEY) {
      throw Unreadable.damaged();
    }
    byte[] salted = Fields.joined(Fields.base64(salt), project.separator());
    Scrypt.Cost cost = project.cost();
    return Form.derived(
        "firebase " + cost.kind(),
        cost.memory(),
        expected,
        password -> encrypted(cost.derive(argon2, password, salted, AES_KEY), signerKey));
  }

  private static byte[] encrypted(byte[] key, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(new byte[AES_BLOCK]));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
