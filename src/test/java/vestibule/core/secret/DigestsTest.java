package vestibule.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The digests against published vectors. */
class DigestsTest {

  private static final HexFormat HEX = HexFormat.of();

  @Test
  void sha256OfTheFips180Vectors() {
    assertThat(Digests.sha256Hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Digests.sha256Hex(""))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void sha256OfTextIsThatOfItsUtf8Bytes() {
    assertThat(Digests.sha256("ключ")).isEqualTo(Digests.sha256("ключ".getBytes(UTF_8)));
    assertThat(Digests.sha256Hex("ключ")).isEqualTo(HEX.formatHex(Digests.sha256("ключ")));
  }

  @Test
  void hmacOfTheRfc4231Vectors() {
    assertThat(HEX.formatHex(Digests.hmacSha256(filled(20, 0x0b), "Hi There")))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assertThat(
            HEX.formatHex(
                Digests.hmacSha256("Jefe".getBytes(UTF_8), "what do ya want for nothing?")))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(
            HEX.formatHex(
                Digests.hmacSha256(
                    filled(131, 0xaa), "Test Using Larger Than Block-Size Key - Hash Key First")))
        .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  @Test
  void hmacInTheShapeOfAUuidIsStableAndOfVersion4() {
    byte[] key = new byte[32];
    for (int at = 0; at < key.length; at++) {
      key[at] = (byte) at;
    }
    UUID uuid = Digests.hmacUuid(key, "42");
    assertThat(uuid)
        .hasToString("7df98992-4b2e-4f88-b2c8-0802d1213a8a")
        .isEqualTo(Digests.hmacUuid(key, "42"));
    assertThat(uuid.version()).isEqualTo(4);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(Digests.hmacUuid(key, "43")).isNotEqualTo(uuid);
    key[0] = 1;
    assertThat(Digests.hmacUuid(key, "42")).isNotEqualTo(uuid);
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
