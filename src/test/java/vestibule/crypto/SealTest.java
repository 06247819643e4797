package vestibule.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.secret.Sealing.CannotOpen;

/** Sealed secrets open under their key and name, and under nothing else. */
class SealTest {

  private static final byte[] SECRET = "a signing key of thirty-two bytes".getBytes(UTF_8);

  private final SecureRandom random = new SecureRandom();
  @TempDir private Path directory;
  private Seal seal;

  @BeforeEach
  void makeKey() throws IOException {
    seal = new Seal(MasterKey.create(directory.resolve("one.key"), random), random);
  }

  @Test
  void whatWasSealedOpens() throws IOException {
    byte[] sealed = seal.seal("signing-key/useraccount", SECRET);
    assertThat(sealed).hasSize(1 + 12 + SECRET.length + 16).startsWith(1);
    assertThat(seal.open("signing-key/useraccount", sealed)).isEqualTo(SECRET);
    Seal afterRestart = new Seal(MasterKey.read(directory.resolve("one.key")), random);
    assertThat(afterRestart.open("signing-key/useraccount", sealed)).isEqualTo(SECRET);
  }

  @Test
  void theSameSecretNeverLooksTheSame() {
    Set<String> sealed = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      sealed.add(HexFormat.of().formatHex(seal.seal("name", SECRET)));
    }
    assertThat(sealed).hasSize(200);
  }

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] sealed = seal.seal("name", SECRET);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] tampered = sealed.clone();
      tampered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> seal.open("name", tampered)).isInstanceOf(CannotOpen.class);
    }
  }

  @Test
  void everyLostOrAddedByteIsNoticed() {
    byte[] sealed = seal.seal("name", SECRET);
    IntStream.range(0, sealed.length)
        .forEach(
            length ->
                assertThatThrownBy(() -> seal.open("name", Arrays.copyOf(sealed, length)))
                    .isInstanceOf(CannotOpen.class));
    for (int length : new int[] {sealed.length + 1, 70_000, 1 << 20}) {
      assertThatThrownBy(() -> seal.open("name", Arrays.copyOf(sealed, length)))
          .isInstanceOf(CannotOpen.class);
    }
  }

  @Test
  void anotherNameDoesNotOpenIt() {
    byte[] sealed = seal.seal("signing-key/useraccount", SECRET);
    for (String name : new String[] {"signing-key/chat", "", "signing-key/useraccount "}) {
      assertThatThrownBy(() -> seal.open(name, sealed)).isInstanceOf(CannotOpen.class);
    }
  }

  @Test
  void anotherMasterKeyDoesNotOpenIt() throws IOException {
    byte[] sealed = seal.seal("name", SECRET);
    Seal other = new Seal(MasterKey.create(directory.resolve("other.key"), random), random);
    assertThatThrownBy(() -> other.open("name", sealed))
        .isInstanceOf(CannotOpen.class)
        .hasMessage(
            "the sealed secret name is damaged, or was sealed with another master key or under"
                + " another name");
  }

  @Test
  void secretsFromNoneTo64KibFitAndLongerOnesAreRefused() {
    for (int length : new int[] {0, 1, 64 * 1024}) {
      byte[] secret = new byte[length];
      random.nextBytes(secret);
      assertThat(seal.open("name", seal.seal("name", secret))).isEqualTo(secret);
    }
    assertThatThrownBy(() -> seal.seal("name", new byte[64 * 1024 + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
