package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vestibule.TestServer;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;

/** Figures by the hour and the nodes, as operators see them. */
class NodePathsTest {

  private static final TestServer SERVER = TestServer.start();

  private static TestOperator reader;

  @BeforeAll
  static void somebodyWhoMay() {
    reader = TestOperator.of(SERVER, Duty.READ);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void whatHappenedIsCountedInItsHour() {
    OwnPerson.confirmed(SERVER).signIn();
    SERVER.server().reports().tell();
    JsonNode hours = reader.get("/v1/admin/figures?hours=2").json().path("items");
    assertThat(hours.size()).isEqualTo(2);
    JsonNode before = hours.get(0).path("figures");
    JsonNode now = hours.get(1).path("figures");
    for (String figure : List.of("registered", "signed_in", "mail_sent", "hash_computed")) {
      assertThat(before.path(figure).asLong(-1)).as(figure).isZero();
      assertThat(now.path(figure).asLong()).as(figure).isPositive();
    }
    assertThat(reader.get("/v1/admin/figures").json().path("items").size()).isEqualTo(48);
    assertThat(reader.get("/v1/admin/figures?hours=744").json().path("items").size())
        .isEqualTo(744);
    for (String wrong : List.of("0", "745", "-1", "1000", "all", "")) {
      assertThat(reader.get("/v1/admin/figures?hours=" + wrong).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void theNodeIsThereAndReady() {
    SERVER.server().reports().tell();
    JsonNode nodes = reader.get("/v1/admin/nodes").json().path("items");
    assertThat(nodes.size()).isOne();
    JsonNode node = nodes.get(0);
    assertThat(node.path("place").asString()).endsWith(":" + SERVER.server().port());
    assertThat(node.path("state").asString()).isEqualTo("ready");
    assertThat(node.path("unready").isNull()).isTrue();
    assertThat(node.path("memory_used").asLong()).isBetween(1L, node.path("memory_most").asLong());
  }
}
