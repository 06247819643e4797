package vestibule.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.store.Stage;

/** Cases of the core: its own doers on a database that is empty before each. */
public abstract class CoreCases {

  protected final Stage stage;
  protected TestCore core;

  protected CoreCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  protected final void build() {
    core = new TestCore(stage, false);
  }

  protected static void refused(ThrowingCallable call, Refusal refusal) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }
}
