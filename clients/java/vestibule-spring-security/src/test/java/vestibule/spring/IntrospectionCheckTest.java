package vestibule.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vestibule.client.VestibuleClient;

/** An application with a credential of its own. */
class IntrospectionCheckTest {

  private static Sample application(StandIn vestibule) {
    return new Sample(
        Map.of(
            "vestibule.url", vestibule.url(),
            "vestibule.check", "introspection",
            "vestibule.service.id", "shop",
            "vestibule.service.secret", "s3cret"));
  }

  @Test
  void anActiveTokenPassesWithItsRights() {
    String active =
        """
        {"active":true,"sub":"12","username":"ada","token_type":"Bearer","iat":1767225600,
         "exp":1767226500,"token_use":"access","email":"ada@example.org","email_verified":true,
         "roles":["editor"]}\
        """;
    try (StandIn vestibule = new StandIn(200, active);
        Sample application = application(vestibule)) {
      assertThat(application.get("/me", "Authorization", "Bearer token").body())
          .isEqualTo(
              "{\"name\":\"12\",\"authorities\":[\"ROLE_editor\"],"
                  + "\"email\":\"ada@example.org\",\"username\":\"ada\"}");
      assertThat(application.get("/editors", "Authorization", "Bearer token").status())
          .isEqualTo(200);
    }
  }

  @Test
  void anInactiveTokenIsRefused() {
    try (StandIn vestibule = new StandIn(200, "{\"active\":false}");
        Sample application = application(vestibule)) {
      assertThat(application.get("/me", "Authorization", "Bearer token").status()).isEqualTo(401);
    }
  }

  @Test
  void theValueOfACookieIsRefused() {
    String cookie = "{\"active\":true,\"sub\":\"12\",\"token_use\":\"cookie\",\"roles\":[]}";
    try (StandIn vestibule = new StandIn(200, cookie);
        Sample application = application(vestibule)) {
      assertThat(application.get("/me", "Authorization", "Bearer value").status()).isEqualTo(401);
    }
  }

  @Test
  void aServiceThatIsRefusedIsNoFaultOfTheCaller() {
    try (StandIn vestibule = new StandIn(401, "{\"code\":\"credentials_wrong\"}");
        Sample application = application(vestibule)) {
      assertThat(application.get("/me", "Authorization", "Bearer token").status()).isEqualTo(503);
    }
  }

  @Test
  void nothingIsRememberedForLongerThanASecond() {
    VestibuleClient vestibule = VestibuleClient.at("http://127.0.0.1:9");
    assertThatThrownBy(() -> new WhoamiIntrospector(vestibule, Duration.ofMillis(1001)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WhoamiIntrospector(vestibule, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
