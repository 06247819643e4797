package vestibule.core.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The passwords of the program, and a list that is loaded while it runs. */
class BreachedPasswordsTest {

  @TempDir Path folder;

  private final List<String> trouble = new ArrayList<>();

  @Test
  void theListOfTheProgramIsKnownWhateverItsCapitals() {
    BreachedPasswords breached = new BreachedPasswords(folder.resolve("none"), trouble::add);
    assertThat(List.of("123456", "Password1", "unwell", "trustno1", "TrustNo1", "UNWELL"))
        .allMatch(breached::holds);
    assertThat(List.of("", "four plain words here", "kX9-vestibule-reed"))
        .noneMatch(breached::holds);
    assertThat(breached.loaded()).isEmpty();
  }

  @Test
  void aListThatComesIsReplacedAndGoesIsSeenAtOnce() throws Exception {
    Path file = folder.resolve("list");
    BreachedPasswords breached = new BreachedPasswords(file, trouble::add);
    assertThat(breached.holds("password4711")).isFalse();

    PasswordFilterTest.make(file, 5_000);
    assertThat(breached.holds("password4711")).isTrue();
    assertThat(breached.holds("PASSWORD4711")).isTrue();
    assertThat(breached.holds("trustno1")).isTrue();
    assertThat(breached.loaded()).contains(5_000L);

    Path other = PasswordFilterTest.make(folder.resolve("other"), 2_000);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(breached.holds("password4711")).isFalse();
    assertThat(breached.holds("password1711")).isTrue();

    Files.delete(file);
    assertThat(breached.holds("password1711")).isFalse();
    assertThat(trouble).isEmpty();
  }

  @Test
  void aFileThatIsNoListIsToldOnceAndTheProgramsOwnListHolds() throws Exception {
    Path file = Files.writeString(folder.resolve("list"), "password4711");
    BreachedPasswords breached = new BreachedPasswords(file, trouble::add);
    assertThat(breached.holds("password4711")).isFalse();
    assertThat(breached.holds("trustno1")).isTrue();
    assertThat(trouble)
        .containsExactly(file + " is no list of breached passwords, or cannot be read");
  }
}
