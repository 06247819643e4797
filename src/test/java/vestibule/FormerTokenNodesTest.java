package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vestibule.contracts.Member;
import vestibule.contracts.former.FormerTokenWorld;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;

/** Two servers on one PostgreSQL database know an old token as one session. */
@Tag("processes")
@Timeout(180)
class FormerTokenNodesTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String REVOKED = "401 {\"msg\":\"Token has been revoked\"}\n";

  private static Reply ask(FormerTokenWorld node, String token) {
    return node.server.get("/user_account/profile_settings", Member.bearer(token));
  }

  @Test
  void anOldTokenBeginsOneSessionAndEndsAtBoth(@TempDir Path folder) throws Exception {
    Path key = folder.resolve("master.key");
    MasterKey.create(key, new SecureRandom());
    String[] shared = {
      "VESTIBULE_DATABASE_URL=" + PostgresServer.url(PostgresServer.newDatabase()),
      "VESTIBULE_MASTER_KEY_FILE=" + key
    };
    try (FormerTokenWorld first = new FormerTokenWorld(shared);
        FormerTokenWorld second = new FormerTokenWorld(shared)) {
      Member member = first.moved("shop", "7");
      String token = first.shop("7");
      String unused = first.shop("7");
      List<FormerTokenWorld> nodes = List.of(first, second);
      List<String> answers = Together.run(40, i -> ask(nodes.get(i % 2), token).whole());
      assertThat(answers).hasSize(40).containsOnly(answers.getFirst());
      assertThat(answers.getFirst()).startsWith("200 ");
      assertThat(first.count("select count(*) from session")).isEqualTo(1);
      assertThat(first.server.get("/user_account/logout", Member.bearer(token)).status())
          .isEqualTo(200);
      assertThat(ask(first, token).whole()).isEqualTo(REVOKED);
      Waiting.until(
          "the end of the session at the other node",
          LONGEST,
          () -> ask(second, token).whole().equals(REVOKED));
      first.server.core().administration().endSessions(member.account());
      assertThat(ask(second, unused).whole()).isEqualTo(REVOKED);
      assertThat(first.count("select count(*) from session")).isEqualTo(1);
    }
  }
}
