package vestibule.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody can be called is the key of nobody, whatever it is made of. */
class LoginKeyTest {

  private static final LoginKey NOBODY = new LoginKey("");
  private static final int BODY = 64 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "㌖", "\u0300\u0316", "👩", "ﷺ", "@", "a@é."})
  void aTextAsLongAsABodyIsNobody(String piece) {
    assertThat(LoginKey.of(piece.repeat(BODY / piece.length()))).isEqualTo(NOBODY);
  }

  @Test
  void theLongestThatIsLookedForHasAKey() {
    assertThat(LoginKey.of("x".repeat(508)).text()).hasSize(508);
    assertThat(LoginKey.of("x".repeat(509))).isEqualTo(NOBODY);
  }

  @Test
  void blanksAtTheEndsCountForNothing() {
    assertThat(LoginKey.of(" ".repeat(600) + "Ann" + "\t".repeat(600)).text()).isEqualTo("ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "㌖", "ﷺ", "\u0300\u0316", "é."})
  void anAddressWhoseDomainIsNoneKeepsItAsItFolds(String piece) {
    LoginKey key = LoginKey.of("a@" + piece.repeat(500 / piece.length()));
    assertThat(key.isAddress()).isTrue();
    assertThat(key.text()).startsWith("a@").hasSizeGreaterThan(255);
  }

  @Test
  void aDomainIsComparedByItsLabels() {
    assertThat(LoginKey.of("Ann@BÜCHER.example").text()).isEqualTo("ann@xn--bcher-kva.example");
    assertThat(LoginKey.of("ann@xn--bcher-kva.EXAMPLE"))
        .isEqualTo(LoginKey.of("ann@bücher.example"));
  }
}
