package vestibule.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Doors by their names, and the rules of codes by their families. */
class DoorsTest {

  private static final CodeFamily SHARED = new CodeFamily("SHARED");
  private static final CodeFamily ALONE = new CodeFamily("ALONE");
  private static final CodeRules LONG = new CodeRules(ALONE, 64, true, false);

  private static Door door(String name, CodeRules codes) {
    return new Door(
        name,
        Language.ENGLISH,
        codes,
        PasswordStrength.ANY,
        OptionalInt.empty(),
        new Door.Links("https://a.example/c/{token}", Optional.empty()));
  }

  @Test
  void aFamilyIsFoundByTheRulesThatItsDoorsShare() {
    CodeRules shared = CodeRules.usual(SHARED);
    Doors doors = new Doors(List.of(door("one", shared), door("two", shared), door("three", LONG)));
    assertThat(doors.codes(SHARED)).contains(shared);
    assertThat(doors.codes(ALONE)).contains(LONG);
    assertThat(doors.codes(new CodeFamily("GONE"))).isEmpty();
    assertThat(doors.named("two").map(Door::codes)).contains(shared);
    assertThat(doors.named("four")).isEmpty();
  }

  @Test
  void doorsOfOneFamilyWantTheSameOfItsCodes() {
    List<Door> doors = List.of(door("one", CodeRules.usual(ALONE)), door("two", LONG));
    assertThatThrownBy(() -> new Doors(doors)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 65})
  void aCodeIsNeitherTooShortNorTooLong(int length) {
    assertThatThrownBy(() -> new CodeRules(ALONE, length, false, true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
