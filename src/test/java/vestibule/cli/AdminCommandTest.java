package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vestibule.EnrolledPerson;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;
import vestibule.v1.OwnPerson;

/** How the first admin comes to be, beside a server. */
@Tag("processes")
class AdminCommandTest {

  private final TestServer server = TestServer.shared();

  private Ended run(String input, String... arguments) {
    return Commands.run(server, input, arguments);
  }

  private int status(String header) {
    return server.get("/v1/admin", header).status();
  }

  @Test
  void theFirstAdminIsMadeAndSeesAccountsByASecondFactor() {
    OwnPerson person = new OwnPerson(server, server.unique("boss"));
    Ended made =
        run(
            OwnPerson.PASSWORD + "\n",
            "admin",
            "create",
            "--email",
            person.email(),
            "--username",
            person.name());
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).startsWith("made the admin ").contains(person.name());
    String header = person.bearer();
    assertThat(server.get("/v1/admin", header).text("code")).isEqualTo("factor_missing");
    EnrolledPerson.enrolled(server, header);
    assertThat(server.get("/v1/admin", header).text("duty")).isEqualTo("admin");
    assertThat(server.get("/v1/account", header).text("email_verified")).isEqualTo("true");
    assertThat(run(OwnPerson.PASSWORD + "\n", "admin", "create", "--email", person.email()).code())
        .isEqualTo(1);
  }

  @Test
  void somebodyWhoIsThereIsAppointedAndDismissed() {
    OwnPerson person = OwnPerson.confirmed(server);
    String header = person.bearer();
    EnrolledPerson.enrolled(server, header);
    Ended appointed = run("", "admin", "appoint", person.name(), "--duty", "support", "--json");
    assertThat(appointed.code()).as(appointed.err()).isZero();
    assertThat(appointed.out())
        .startsWith("{\"account\":" + person.id() + ",\"duty\":\"support\",\"whom\":");
    Waiting.until("the duty", Duration.ofSeconds(10), () -> status(header) == 200);
    assertThat(run("", "admin", "appoint", person.name(), "--duty", "support").code()).isEqualTo(1);
    assertThat(run("", "admin", "appoint", person.name(), "--duty", "king").code()).isEqualTo(2);
    assertThat(run("", "permission", "revoke", "vestibule.support", person.name()).code()).isZero();
    Waiting.until("its end", Duration.ofSeconds(10), () -> status(header) == 404);
  }
}
