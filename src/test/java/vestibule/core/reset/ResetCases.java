package vestibule.core.reset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.model.Door;
import vestibule.core.model.Person;
import vestibule.core.refusal.Refusal;
import vestibule.store.Stage;

/** What a mailed code of a reset is good for. */
public abstract class ResetCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final String NEW = "another Password 7";

  private Person owner;

  protected ResetCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void proved() {
    core.register(X);
    owner = core.confirm(core.mail());
  }

  private String code() {
    core.resets.request(X, TestCore.visit(TestCore.CHAT));
    return core.mail().code().orElseThrow();
  }

  private void reset(String code, Door door) {
    core.resets.reset(code, NEW, TestCore.visit(door));
  }

  /** "Codes belong to the family that mailed them" (docs/contracts 0.9). */
  @Test
  void aCodeIsNoneAtADoorOfAnotherFamily() {
    String code = code();
    refused(() -> reset(code, TestCore.PERSONAL), new Refusal.CodeInvalid());
    reset(code, TestCore.CHAT);
    assertThat(core.signIn(X, NEW).person().id()).isEqualTo(owner.id());
    refused(() -> reset(code, TestCore.CHAT), new Refusal.CodeInvalid());
  }
}
