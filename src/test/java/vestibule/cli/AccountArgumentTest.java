package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;

/** No command reaches a stranger's account, however its operator names the one that is meant. */
@Tag("processes")
class AccountArgumentTest {

  /** Every command that takes an account, without it. */
  private static final List<String> COMMANDS =
      List.of(
          "account show",
          "account export",
          "account disable",
          "account enable",
          "account reset-password",
          "account delete --yes",
          "session list",
          "session end --all",
          "session end 1",
          "audit list --account",
          "group grant %s",
          "group revoke %s",
          "role grant %s",
          "role revoke %s",
          "permission grant %s",
          "permission revoke %s");

  private final TestServer server = TestServer.shared();

  private Ended run(String... arguments) {
    return Commands.run(server, "", arguments);
  }

  private Ended on(String command, String right, String account) {
    return run((command.formatted(right) + " " + account).split(" "));
  }

  /** One of each kind, of the same name. */
  private String right() {
    String name = server.unique("right");
    for (String kind : List.of("group", "role", "permission")) {
      assertThat(run(kind, "create", name).code()).isZero();
    }
    return name;
  }

  private void register(String name, String address) {
    assertThat(
            server
                .json(
                    "POST",
                    "/user_account/registration",
                    "{\"username\": \"%s\", \"email\": \"%s\", \"pwd\": \"1234\"}"
                        .formatted(name, address))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aNumberNeverReachesTheAccountThatIsNamedSo() {
    String number = "77" + System.nanoTime() % 1_000_000_000L;
    register(number, server.unique("number") + "@x.org");
    String right = right();
    for (String command : COMMANDS) {
      if (!command.startsWith("audit")) {
        Ended ended = on(command, right, number);
        assertThat(ended.code()).as(command).isEqualTo(1);
        assertThat(ended.out()).as(command).isEmpty();
        assertThat(ended.err())
            .as(command)
            .isEqualTo("vestibule: there is no account with the id " + number + "\n");
      }
    }
    assertThat(run("audit", "list", "--account", number).out()).isEmpty();
    assertThat(run("account", "show", "name:" + number).out())
        .contains("username     " + number + "\n")
        .contains("groups       \n");
  }

  @Test
  void anAddressThatNobodyConfirmedReachesNobodyUnlessThatIsWanted() {
    String name = server.unique("squatter");
    String address = name + "@corp.example";
    register(name, address);
    String right = right();
    for (String command : COMMANDS) {
      Ended ended = on(command, right, address);
      assertThat(ended.code()).as(command).isEqualTo(1);
      assertThat(ended.out()).as(command).isEmpty();
      assertThat(ended.err())
          .as(command)
          .startsWith("vestibule: nobody has confirmed that address: account ")
          .contains(", user name " + name + ", " + address + " (not confirmed)")
          .endsWith("name it by its id, or add --unproven\n");
    }
    assertThat(run("account", "disable", "email:" + address.toUpperCase(Locale.ROOT)).code())
        .isEqualTo(1);
    Ended wanted = run("role", "grant", right, address, "--unproven");
    assertThat(wanted.out())
        .matches(
            "done: role %s, account \\d+, user name %s, %s \\(not confirmed\\)\n"
                .formatted(right, name, address));
    server.get(server.awaitMail(address).path());
    assertThat(run("role", "revoke", right, address, "--json").out())
        .matches(
            ("\\{\"changed\":true,\"right\":\"%s\",\"to\":\"(\\d+)\",\"account\":\\{\"id\":\\1,"
                    + "\"username\":\"%s\",\"email\":\"%s\",\"confirmed\":true}}\n")
                .formatted(right, name, address));
  }

  @Test
  void whatCouldMeanTwoThingsIsWrongUsageForEveryCommand() {
    String right = right();
    for (String command : COMMANDS) {
      for (String reference : List.of("007", "+5", "\uff15", "0", "99999999999999999999")) {
        Ended ended = on(command, right, reference);
        assertThat(ended.code()).as(command + " " + reference).isEqualTo(2);
        assertThat(ended.out()).as(command).isEmpty();
        assertThat(ended.err())
            .as(command)
            .contains("an id is a whole number", "name:")
            .doesNotContain("Exception");
      }
    }
  }

  @Test
  void aNegativeNumberAndBlanksAreWrongUsage() {
    assertThat(run("account", "delete", "--yes", "--", "-5").code()).isEqualTo(2);
    assertThat(run("account", "delete", "--yes", "-5").code()).isEqualTo(2);
    assertThat(run("account", "show", "").err()).contains("no blanks at its ends");
    assertThat(run("account", "show", " 5").err()).contains("no blanks at its ends");
  }

  @Test
  void theCommandsThatChangeAnAccountSayWhichOneItWas() {
    String name = server.unique("told");
    register(name, name + "@x.org");
    String whom = "account \\d+, user name " + name + ", " + name + "@x.org \\(not confirmed\\)\n";
    assertThat(run("session", "end", "--all", name).out()).matches("ended all sessions of " + whom);
    assertThat(run("account", "reset-password", name).out())
        .matches("the mail is queued for " + whom);
    for (String command : List.of("disable", "enable")) {
      assertThat(run("account", command, name).out())
          .matches("(?s)account +\\d+\n.*username +" + name + "\n.*e-mail.*, not confirmed.*");
    }
    assertThat(run("account", "delete", "--yes", name).out()).matches("deleted " + whom);
  }
}
