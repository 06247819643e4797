package vestibule.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import vestibule.NotifySocket;

/** What a service manager hears, each message as sd_notify(3) has it. */
@EnabledOnOs(OS.LINUX)
class SupervisorTest {

  @TempDir Path folder;

  private static void tellBoth(String socket) {
    Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", socket));
    supervisor.tellReady();
    supervisor.tellStopping();
  }

  private static void assertHeard(String name) throws Throwable {
    try (NotifySocket socket = new NotifySocket(name)) {
      tellBoth(name);
      assertThat(List.of(socket.next(), socket.next()))
          .map(heard -> heard.orElse("nothing"))
          .containsExactly("READY=1", "STOPPING=1");
      assertThat(socket.next()).isEmpty();
    }
  }

  @Test
  void itHearsAtAPath() throws Throwable {
    assertHeard(folder.resolve("notify").toString());
  }

  @Test
  void itHearsUnderAnAbstractName() throws Throwable {
    assertHeard("@" + folder.resolve("notify"));
  }

  @Test
  void aNameAsLongAsTheSystemHasThemIsHeard() throws Throwable {
    assertHeard("@" + "n".repeat(107));
  }

  @Test
  void oneThatIsGoneOrCannotBeHoldsNothingUp() {
    tellBoth(folder.resolve("nobody").toString());
    tellBoth("@" + "n".repeat(200));
    tellBoth("vsock:2:1234");
    tellBoth("");
    Supervisor.of(Map.of()).tellReady();
  }
}
