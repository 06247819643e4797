package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Behind https every answer tells browsers to keep to it. */
class HttpsHeadersTest {

  private static final List<String> PATHS =
      List.of(
          "/user_account/profile_settings", "/account/me", "/nowhere", "/api/user", "/health/live");

  @Test
  void everyAnswerBehindHttpsSaysSo() {
    try (TestServer server =
        TestServer.start("VESTIBULE_PUBLIC_URL=https://accounts.example.org")) {
      for (String path : PATHS) {
        assertThat(server.get(path).headers("Strict-Transport-Security"))
            .as(path)
            .containsExactly("max-age=31536000");
      }
    }
  }

  @Test
  void noAnswerOverHttpDoes() {
    for (String path : PATHS) {
      assertThat(TestServer.shared().get(path).headers("Strict-Transport-Security"))
          .as(path)
          .isEmpty();
    }
  }
}
