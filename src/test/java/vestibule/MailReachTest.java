package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.mail.ScriptedServer;

/** An address that the mail server is known not to send to is a bad address at every door. */
class MailReachTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static Reply register(TestServer server, String path, String name, String address) {
    return server.json(
        "POST",
        path,
        """
        {"username": "%s", "full_name": "Anna A.", "email": "%s", "phone": null, "contacts": null,
         "pwd": "Secret-Passw0rd", "login": "%s", "password": "Secret-Passw0rd",
         "first_name": "Анна", "last_name": "Иванова"}\
        """
            .formatted(name, address, name));
  }

  @Test
  void lettersBeforeTheAtSignNeedAServerThatTakesThem() throws Exception {
    try (ScriptedServer plain = new ScriptedServer(line -> Optional.empty());
        TestServer server =
            TestServer.start("VESTIBULE_SMTP_URL=smtp://127.0.0.1:" + plain.port())) {
      // The way is tried at the start, so that it is known before anybody comes.
      Waiting.until("the try", LONG, () -> plain.lines.contains("RSET"));
      for (String path :
          new String[] {
            "/user_account/registration",
            "/api/registration",
            "/api/register/",
            "/auth/register/",
            "/account/registration"
          }) {
        Reply bad = register(server, path, server.unique("bad"), "a@b@x.example");
        Reply letters = register(server, path, server.unique("anya"), "аня@x.example");
        assertThat(letters.whole()).as(path).isEqualTo(bad.whole());
      }
      Reply domain =
          register(
              server, "/user_account/registration", server.unique("anna"), "anna@пример.example");
      assertThat(domain.status()).as(domain.body()).isEqualTo(200);
    }
  }
}
