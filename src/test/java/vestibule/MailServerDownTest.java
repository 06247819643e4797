package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mail server that is down changes no answer; when it is back every mail arrives. */
@Tag("processes")
class MailServerDownTest {

  private static final int PEOPLE = 30;
  private static final Duration AFTER_RETURN = Duration.ofSeconds(30);

  @Test
  void allMailsArriveWithinThirtySecondsOfTheServersReturn() throws Exception {
    int port = ServerProcess.freePort();
    Set<String> owed = new HashSet<>();
    try (TestServer server = TestServer.start("VESTIBULE_SMTP_URL=smtp://127.0.0.1:" + port)) {
      for (int i = 0; i < PEOPLE; i++) {
        TestPerson person = TestPerson.at(TestDoor.values()[i % TestDoor.values().length], server);
        Reply reply = person.cameInBy().register(server, person);
        assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
        owed.add(person.email());
      }
      assertThat(server.server().foundation().delivery().outbox().count().waiting())
          .isEqualTo(PEOPLE);
      GreenMail mails =
          new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
      mails.start();
      try {
        Waiting.until(
            "all mails", AFTER_RETURN, () -> mails.getReceivedMessages().length >= PEOPLE);
        Set<String> arrived = new HashSet<>();
        for (var message : Arrays.asList(mails.getReceivedMessages())) {
          arrived.add(message.getAllRecipients()[0].toString());
        }
        assertThat(arrived).isEqualTo(owed);
        Waiting.until(
            "an empty outbox",
            AFTER_RETURN,
            () -> server.server().foundation().delivery().outbox().count().waiting() == 0);
      } finally {
        mails.stop();
      }
    }
  }
}
