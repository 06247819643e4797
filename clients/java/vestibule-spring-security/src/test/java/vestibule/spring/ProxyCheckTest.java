package vestibule.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application behind a proxy that has asked who it is. */
class ProxyCheckTest {

  private static final String USER = "X-Vestibule-User";

  private static Sample behind(String proxies) {
    return new Sample(
        Map.of(
            "vestibule.url", "http://127.0.0.1:9",
            "vestibule.check", "proxy",
            "vestibule.proxies", proxies));
  }

  @Test
  void theProxysHeadersSayWhoItIs() {
    try (Sample application = behind("127.0.0.1")) {
      String[] headers = {
        USER,
        "12",
        "X-Vestibule-Email",
        "ada%2Bmail%40example.org",
        "X-Vestibule-Groups",
        "staff,R%26D%2C%20%D0%B0",
        "X-Vestibule-Roles",
        "editor"
      };
      assertThat(application.get("/me", headers).body())
          .isEqualTo(
              "{\"name\":\"12\",\"authorities\":[\"GROUP_R&D, а\",\"GROUP_staff\",\"ROLE_editor\"],"
                  + "\"email\":\"ada+mail@example.org\",\"username\":\"\"}");
      assertThat(application.get("/editors", headers).body()).isEqualTo("editors");
      assertThat(application.get("/me", headers).header("Set-Cookie")).isEmpty();
      assertThat(application.send("POST", "/me", headers).status())
          .as("the proxy has had its origin judged")
          .isEqualTo(200);
    }
  }

  @Test
  void emptyHeadersAreNobody() {
    try (Sample application = behind("127.0.0.0/8,::1")) {
      assertThat(application.get("/me").status()).isEqualTo(401);
      assertThat(application.get("/me", USER, "").status()).isEqualTo(401);
      assertThat(application.get("/me", USER, "ada").status()).isEqualTo(401);
      assertThat(application.get("/me", USER, "12", USER, "13").status()).isEqualTo(401);
      assertThat(application.get("/me", "X_Vestibule_User", "12").status()).isEqualTo(401);
      assertThat(application.get("/editors", USER, "12", "X-Vestibule-Roles", "").status())
          .isEqualTo(403);
    }
  }

  @Test
  void headersFromElsewhereAreNotBelieved() {
    try (Sample application = behind("10.0.0.7")) {
      assertThat(application.get("/me", USER, "12").status()).isEqualTo(401);
      assertThat(application.get("/me", USER, "12", "X-Forwarded-For", "10.0.0.7").status())
          .isEqualTo(401);
      assertThat(application.send("POST", "/me", USER, "12").status()).isIn(401, 403);
    }
  }
}
