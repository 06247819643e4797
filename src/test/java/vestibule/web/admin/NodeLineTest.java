package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.core.store.node.NodeState;

/** What the console says of a node that takes no requests, or sends no mails. */
class NodeLineTest {

  private static final Optional<String> NOTHING = Optional.empty();

  private static NodeLine.Trouble trouble(Optional<String> unready, Optional<String> paused) {
    return NodeLine.Trouble.of(new NodeState.Condition(unready, paused, 0, 0, 0, 0));
  }

  @Test
  void aReasonThatIsKnownIsToldInTheReadersLanguage() {
    assertThat(trouble(Optional.of("this machine's clock is off"), NOTHING))
        .isEqualTo(
            new NodeLine.Trouble(Optional.of("console.unready-clock-off"), Optional.empty()));
  }

  @Test
  void aReasonOfAnotherVersionIsToldAsItIs() {
    assertThat(trouble(Optional.of("the moon is full"), Optional.of("relaying")))
        .isEqualTo(new NodeLine.Trouble(NOTHING, Optional.of("the moon is full")));
  }

  @Test
  void whyNoMailsAreSentStandsBesideAReasonThatIsKnown() {
    assertThat(trouble(NOTHING, NOTHING)).isEqualTo(new NodeLine.Trouble(NOTHING, NOTHING));
    Optional<String> paused = Optional.of("vestibule_mail_paused: relaying");
    assertThat(trouble(NOTHING, Optional.of("relaying")))
        .isEqualTo(new NodeLine.Trouble(NOTHING, paused));
    assertThat(trouble(Optional.of("the database does not answer"), Optional.of("relaying")))
        .isEqualTo(new NodeLine.Trouble(Optional.of("console.unready-database-silent"), paused));
  }
}
