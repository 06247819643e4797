package vestibule.core.outbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import vestibule.core.model.Address;
import vestibule.core.refusal.RefusedException;

/** Which addresses a mail server is known not to send to. */
class ReachTest {

  private static final Address ASCII = Address.of("ada@example.org");
  private static final Address ASCII_BUT_ITS_DOMAIN = Address.of("ada@пример.рф");
  private static final Address CYRILLIC = Address.of("ада@example.org");

  private final Reach reach = new Reach();

  @Test
  void onlyLocalPartsOutsideAsciiNeedAServerThatTakesThem() {
    assertThatCode(() -> reach.require(CYRILLIC)).as("nothing is known").doesNotThrowAnyException();
    reach.learn(false);
    assertThatThrownBy(() -> reach.require(CYRILLIC)).isInstanceOf(RefusedException.class);
    assertThatCode(() -> reach.require(ASCII)).doesNotThrowAnyException();
    assertThatCode(() -> reach.require(ASCII_BUT_ITS_DOMAIN)).doesNotThrowAnyException();
    reach.learn(true);
    assertThatCode(() -> reach.require(CYRILLIC)).doesNotThrowAnyException();
  }
}
