package vestibule.crypto.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.core.password.ForeignHashes.Source;
import vestibule.core.password.ForeignHashes.Usable;
import vestibule.crypto.Argon2;
import vestibule.crypto.foreign.Vectors.Vector;

/** Hashes that cost all that may be spent still let people in; they take seconds each. */
@Tag("processes")
class ForeignBoundsTest {

  @TempDir private static Path cache;

  static Stream<Vector> heavy() {
    List<Vector> heavy = Vectors.all().stream().filter(one -> one.outcome().heavy()).toList();
    assertThat(heavy).hasSize(4);
    return heavy.stream();
  }

  @ParameterizedTest
  @MethodSource("heavy")
  void aHashAtTheBoundsWorks(Vector vector) {
    ForeignForms forms = new ForeignForms(new Argon2(cache, Argon2.Cost.USUAL), Map.of());
    Usable usable = (Usable) forms.read(Source.scheme(vector.scheme()), vector.text());
    assertThat(forms.of(usable.stored().get()).orElseThrow().matches().test(vector.password()))
        .isTrue();
  }
}
