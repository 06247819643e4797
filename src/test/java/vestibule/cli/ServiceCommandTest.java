package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;

/** {@code vestibule service}, beside a running server, which follows within a second. */
@Tag("processes")
class ServiceCommandTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";

  private final TestServer server = TestServer.shared();
  private final String name = server.unique("shop");

  private Ended run(String... arguments) {
    return Commands.run(server, "", arguments);
  }

  private int ask(String secret) {
    return server
        .form("POST", "/v1/introspect", "token=x", "Authorization: Bearer " + secret)
        .status();
  }

  private static Matcher found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.matches()).as(text).isTrue();
    return matcher;
  }

  @Test
  void aServiceIsMadeChangedAndDeletedAndTheServerFollows() {
    Ended made = run("service", "create", name, "--scope", "introspect");
    assertThat(made.code()).as(made.err()).isZero();
    Matcher first = found("made service (\\d+), " + name + "\n(vsk_\\w{43})\n", made.out());
    String id = first.group(1);
    Waiting.until("the server to follow", SECOND, () -> ask(first.group(2)) == 200);
    Ended rotated = run("service", "rotate", name);
    Matcher second =
        found(
            "changed service %s; the secret before works until %s\n(vsk_\\w{43})\n"
                .formatted(id, TIME),
            rotated.out());
    Waiting.until("the server to follow", SECOND, () -> ask(second.group(1)) == 200);
    assertThat(ask(first.group(2))).isEqualTo(200);
    Ended now = run("service", "rotate", id, "--now");
    Matcher third =
        found(
            "changed service " + id + "; the secret before works no more\n(vsk_\\w{43})\n",
            now.out());
    Waiting.until("the server to follow", SECOND, () -> ask(second.group(1)) == 401);
    assertThat(ask(first.group(2))).isEqualTo(401);
    assertThat(ask(third.group(1))).isEqualTo(200);
    assertThat(run("service", "delete", name).out())
        .isEqualTo("deleted service " + id + ", " + name + "\n");
    Waiting.until("the server to follow", SECOND, () -> ask(third.group(1)) == 401);
    assertThat(run("service", "rotate", name))
        .isEqualTo(new Ended(1, "", "vestibule: there is no such service\n"));
  }

  @Test
  void aListShowsNoSecretAndJsonIsForPrograms() {
    Ended made = run("--json", "service", "create", name, "--scope", "events:read,introspect");
    Matcher json =
        found(
            ("\\{\"id\":(\\d+),\"name\":\"%s\",\"scopes\":\\[\"introspect\",\"events:read\"],"
                    + "\"secret\":\"(vsk_\\w{43})\",\"formerUntil\":null}\n")
                .formatted(name),
            made.out());
    run("service", "rotate", name);
    String line =
        run("service", "list", "--json")
            .out()
            .lines()
            .filter(one -> one.contains("\"" + name + "\""))
            .findFirst()
            .orElseThrow();
    assertThat(line)
        .matches(
            ("\\{\"id\":%s,\"name\":\"%s\",\"scopes\":\\[\"introspect\",\"events:read\"],"
                    + "\"made\":\"%s\",\"secretSince\":\"%s\",\"formerUntil\":\"%s\"}")
                .formatted(json.group(1), name, TIME, TIME, TIME));
    String listed = run("service", "list").out();
    assertThat(listed)
        .contains(name + " ")
        .contains("introspect events:read")
        .doesNotContain("vsk_");
    String again = run("service", "create", name, "--scope", "introspect").err();
    assertThat(again).isEqualTo("vestibule: there is a service of that name\n");
  }

  @Test
  void whatIsNoScopeOrNameIsRefused() {
    Ended scope = run("service", "create", name, "--scope", "introspect,accounts:all");
    assertThat(scope.code()).isEqualTo(2);
    assertThat(scope.err())
        .contains("there is no scope accounts:all; there are introspect, events:read");
    assertThat(run("service", "create", name).code()).isEqualTo(2);
    assertThat(run("service", "create", "7", "--scope", "introspect").code()).isEqualTo(1);
    assertThat(run("service", "list").out()).doesNotContain(name + " ");
  }
}
