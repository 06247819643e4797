package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.Waiting;
import vestibule.cli.Commands.Ended;
import vestibule.core.factor.App;
import vestibule.v1.OwnPerson;

/** What an operator sees and does of second factors, beside a server. */
@Tag("processes")
class FactorCommandTest {

  private final TestServer server = TestServer.shared();

  private OwnPerson person;
  private String header;
  private String id;

  @BeforeEach
  void somebodyHasCodes() {
    person = OwnPerson.confirmed(server);
    header = person.bearer();
    Reply offer = server.json("POST", "/v1/account/factors/totp", "{}", header);
    Reply added =
        server.json(
            "POST",
            "/v1/account/factors/totp/complete",
            "{\"name\":\"old phone\",\"enrolment\":\"%s\",\"answer\":\"%s\"}"
                .formatted(
                    offer.text("enrolment"),
                    new App(offer.text("secret")).code(server.clock().instant())),
            header);
    id = added.text("/factor/id");
    server.awaitMail(person.email());
  }

  private Ended run(String... arguments) {
    return Commands.run(server, "", arguments);
  }

  @Test
  void theyAreListedWithoutASecret() {
    Ended listed = run("factor", "list", person.name());
    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out())
        .startsWith(id + " totp \"old phone\", added at ")
        .endsWith("\nrecovery codes left: 10\n");
    JsonNode json =
        JsonMapper.shared().readTree(run("factor", "list", person.name(), "--json").out());
    assertThat(json.at("/factors/0/kind").asString()).isEqualTo("totp");
    assertThat(json.at("/recoveryCodesLeft").intValue()).isEqualTo(10);
    assertThat(run("account", "show", person.name()).out()).contains("old phone");
  }

  @Test
  void aLostOneIsRemovedWithAReasonAndItsPersonIsTold() {
    Ended none = run("factor", "remove", person.name(), "--id", "999999999", "--reason", "x");
    assertThat(none)
        .isEqualTo(
            new Ended(
                1, "", "vestibule: the account has no second factor with the id 999999999\n"));
    assertThat(server.get("/v1/whoami", header).status()).isEqualTo(200);
    Ended removed =
        run("factor", "remove", person.name(), "--id", id, "--reason", "seen in person");
    assertThat(removed.code()).as(removed.err()).isZero();
    assertThat(removed.out()).startsWith("removed factor " + id + " of account ");
    Waiting.until(
        "the end of the session",
        Duration.ofSeconds(10),
        () -> server.get("/v1/whoami", header).status() == 401);
    assertThat(server.awaitMail(person.email()).subject()).isNotEmpty();
    assertThat(person.signIn().status()).isEqualTo(201);
    assertThat(run("audit", "list", "--account", person.name()).out())
        .contains("factor " + id + ": seen in person");
    assertThat(run("factor", "remove", person.name(), "--all", "--reason", "x").code())
        .isEqualTo(1);
  }

  @Test
  void nothingIsRemovedWithoutAReasonOrWithoutSayingWhat() {
    assertThat(run("factor", "remove", person.name(), "--all").code()).isEqualTo(2);
    assertThat(run("factor", "remove", person.name(), "--reason", "x").code()).isEqualTo(2);
    assertThat(run("factor", "remove", person.name(), "--all", "--reason", " ").code())
        .isEqualTo(2);
    assertThat(run("factor", "remove", person.name(), "--all", "--id", id, "--reason", "x").code())
        .isEqualTo(2);
    assertThat(server.get("/v1/account/factors", header).json().at("/items").size()).isEqualTo(1);
  }
}
