package vestibule.core.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.TestServer;
import vestibule.core.model.Rights;
import vestibule.core.refusal.RefusedException;

/** No two groups, roles or permissions have names that people take for one. */
class RightsAdministrationTest {

  private final RightsAdministration grants = TestServer.shared().core().rights();

  @ParameterizedTest
  @EnumSource
  void aNameIsComposed(Rights.Kind kind) {
    String name = TestServer.shared().unique("Редакторы й ");
    String apart = name.replace("й", "и\u0306");
    Rights.Named made = grants.create(kind, apart).orElseThrow();
    assertThat(made.name()).isEqualTo(name);
    assertThat(grants.create(kind, name)).isEmpty();
    assertThat(grants.find(kind, name)).contains(made);
    assertThat(grants.find(kind, apart)).contains(made);
  }

  @ParameterizedTest
  @EnumSource
  void aNameHoldsNothingThatPeopleCannotSee(Rights.Kind kind) {
    String name = TestServer.shared().unique("Admins");
    for (String hidden :
        new String[] {"\u200b", "\u202e", "\u3164", "\ufe0f", "\u00a0", "\ue000"}) {
      assertThatThrownBy(() -> grants.create(kind, name + hidden))
          .isInstanceOf(RefusedException.class);
    }
    assertThat(grants.create(kind, name)).isPresent();
  }
}
