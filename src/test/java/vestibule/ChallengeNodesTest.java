package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vestibule.crypto.MasterKey;
import vestibule.store.PostgresServer;

/** Challenges at two servers on one database. */
@Tag("processes")
class ChallengeNodesTest {

  @Test
  void aSolutionThatWasSpentAtOneNodeIsSpentAtTheOther() throws Exception {
    Path key = Files.createTempDirectory("vestibule-test").resolve("master.key");
    MasterKey.create(key, new SecureRandom());
    String[] settings = {
      "VESTIBULE_DATABASE_URL=" + PostgresServer.url(PostgresServer.newDatabase()),
      "VESTIBULE_MASTER_KEY_FILE=" + key,
      ChallengeServerTest.ALWAYS,
      ChallengeServerTest.EASY
    };
    try (TestServer first = TestServer.start(settings);
        TestServer second = TestServer.start(settings)) {
      String answer = ChallengeServerTest.solved(first, "/v1/challenge?for=registration");
      first.carry(ChallengeServerTest.ANSWER + answer);
      second.carry(ChallengeServerTest.ANSWER + answer);
      assertThat(
              ChallengeServerTest.isIn(
                  TestDoor.CHAT.register(second, TestPerson.at(TestDoor.CHAT, second))))
          .isTrue();
      assertThat(TestDoor.CHAT.register(first, TestPerson.at(TestDoor.CHAT, first)).status())
          .isEqualTo(403);
      assertThat(TestDoor.CHAT.register(second, TestPerson.at(TestDoor.CHAT, second)).status())
          .isEqualTo(403);
    }
  }
}
