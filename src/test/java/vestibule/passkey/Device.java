package vestibule.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.secret.Digests;

/**
 * A browser and its device in software, which make passkeys of ES256 and sign by them. It is
 * written from the standard, so that it does not share the mistakes of what it is held against.
 */
public final class Device {

  /** The person was there, and was asked for a finger (WebAuthn, 6.1). */
  private static final int PRESENT = 0x01;

  private static final int VERIFIED = 0x04;
  private static final int WITH_KEY = 0x40;

  private final SecureRandom random = new SecureRandom();
  private final List<Passkey> passkeys = new ArrayList<>();
  private final boolean asking;
  private String site;

  private static final class Passkey {
    private final byte[] id;
    private final String host;
    private final byte[] holder;
    private final KeyPair keys;
    private int count;

    private Passkey(byte[] id, String host, byte[] holder, KeyPair keys) {
      this.id = id;
      this.host = host;
      this.holder = holder;
      this.keys = keys;
    }
  }

  private Device(String site, boolean asking) {
    this.site = site;
    this.asking = asking;
  }

  /** A device whose browser shows a page of that site; it asks for its person's finger. */
  public static Device at(String site) {
    return new Device(site, true);
  }

  /** The same, which is content with a touch. */
  public static Device withoutAsking(String site) {
    return new Device(site, false);
  }

  /** Shows a page of another site from here on. */
  public void visit(String other) {
    site = other;
  }

  /** How often each passkey has signed is forgotten, as by a copy from before. */
  public void goBack() {
    passkeys.forEach(passkey -> passkey.count = 0);
  }

  /** Makes a passkey, and gives what {@code JSON.stringify} makes of it. */
  public String make(String options) {
    JsonNode asked = JsonMapper.shared().readTree(options);
    byte[] id = new byte[16];
    random.nextBytes(id);
    Passkey passkey =
        new Passkey(
            id, asked.at("/rp/id").asString(), bytes(asked.at("/user/id").asString()), keys());
    passkeys.add(passkey);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(data(passkey, WITH_KEY));
    data.writeBytes(new byte[16]);
    data.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
    data.writeBytes(id);
    data.writeBytes(cose((ECPublicKey) passkey.keys.getPublic()));
    String client = clientData("webauthn.create", asked.at("/challenge").asString());
    return credential(
        passkey,
        Map.of(
            "clientDataJSON",
            text(client.getBytes(UTF_8)),
            "attestationObject",
            text(attestation(data.toByteArray())),
            "transports",
            List.of("internal", "hybrid")));
  }

  /** Signs by the passkey that it made last for the site's host, likewise. */
  public String sign(String options) {
    JsonNode asked = JsonMapper.shared().readTree(options);
    Passkey passkey =
        passkeys.reversed().stream()
            .filter(one -> one.host.equals(asked.at("/rpId").asString()))
            .findFirst()
            .orElseThrow();
    passkey.count++;
    byte[] client = clientData("webauthn.get", asked.at("/challenge").asString()).getBytes(UTF_8);
    byte[] data = data(passkey, 0);
    return credential(
        passkey,
        Map.of(
            "clientDataJSON", text(client),
            "authenticatorData", text(data),
            "signature", text(signature(passkey, data, client)),
            "userHandle", text(passkey.holder)));
  }

  private String clientData(String type, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
        .formatted(type, challenge, site);
  }

  private byte[] data(Passkey passkey, int more) {
    int flags = PRESENT | (asking ? VERIFIED : 0) | more;
    return ByteBuffer.allocate(37)
        .put(Digests.sha256(passkey.host.getBytes(UTF_8)))
        .put((byte) flags)
        .putInt(passkey.count)
        .array();
  }

  /** CBOR of {@code {"fmt": "none", "attStmt": {}, "authData": …}} (RFC 8949). */
  private static byte[] attestation(byte[] data) {
    ByteArrayOutputStream cbor = new ByteArrayOutputStream();
    cbor.write(0xa3);
    cbor.writeBytes(cborText("fmt"));
    cbor.writeBytes(cborText("none"));
    cbor.writeBytes(cborText("attStmt"));
    cbor.write(0xa0);
    cbor.writeBytes(cborText("authData"));
    cbor.write(0x58);
    cbor.write(data.length);
    cbor.writeBytes(data);
    return cbor.toByteArray();
  }

  private static byte[] cborText(String text) {
    ByteArrayOutputStream cbor = new ByteArrayOutputStream();
    cbor.write(0x60 | text.length());
    cbor.writeBytes(text.getBytes(UTF_8));
    return cbor.toByteArray();
  }

  /** A key on P-256 for ES256 (RFC 9053, 2.1 and 7.1). */
  private static byte[] cose(ECPublicKey key) {
    ByteArrayOutputStream cbor = new ByteArrayOutputStream();
    cbor.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20});
    cbor.writeBytes(coordinate(key.getW().getAffineX()));
    cbor.writeBytes(new byte[] {0x22, 0x58, 0x20});
    cbor.writeBytes(coordinate(key.getW().getAffineY()));
    return cbor.toByteArray();
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = Math.max(0, bytes.length - 32);
    return ByteBuffer.allocate(32)
        .position(32 - (bytes.length - from))
        .put(bytes, from, bytes.length - from)
        .array();
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] signature(Passkey passkey, byte[] data, byte[] client) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(passkey.keys.getPrivate());
      signature.update(data);
      signature.update(Digests.sha256(client));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String credential(Passkey passkey, Map<String, Object> response) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "id",
                text(passkey.id),
                "rawId",
                text(passkey.id),
                "type",
                "public-key",
                "authenticatorAttachment",
                "platform",
                "clientExtensionResults",
                Map.of(),
                "response",
                response));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
