package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent for an introspection, and what is read of its answer (RFC 7662). */
class IntrospectionTest {

  private static final ServiceCredential SHOP = new ServiceCredential("shop:1", "s+cr/t é");

  private final StandIn server = new StandIn();
  private final VestibuleClient vestibule = VestibuleClient.at(server.url());

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void theServiceShowsItselfAndSendsTheTokenAsAForm() {
    server.says(200, "application/json", "{\"active\":false}");
    Introspection token = vestibule.introspect("a b&c=d", SHOP);
    assertThat(token.active()).isFalse();
    assertThat(token.subject()).isEmpty();
    StandIn.Asked asked = server.asked().get(0);
    assertThat(asked.request()).isEqualTo("POST /v1/introspect");
    assertThat(asked.body()).isEqualTo("token=a+b%26c%3Dd");
    assertThat(asked.headers())
        .containsEntry("Content-type", List.of("application/x-www-form-urlencoded"));
    String basic = asked.headers().get("Authorization").get(0);
    assertThat(basic).startsWith("Basic ");
    assertThat(new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8))
        .as("each half is form-encoded first")
        .isEqualTo("shop%3A1:s%2Bcr%2Ft+%C3%A9");
  }

  @Test
  void whatIsSaidOfATokenIsRead() {
    server.says(
        200,
        "application/json",
        """
        {"active":true,"sub":"12","exp":1767225600,"username":null,"groups":["staff","R&D"],
         "roles":[],"email":"ada@example.org"}\
        """);
    Introspection token = vestibule.introspect("token", SHOP);
    assertThat(token.active()).isTrue();
    assertThat(token.subject()).contains("12");
    assertThat(token.expires()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(token.text("username")).isEmpty();
    assertThat(token.text("email")).contains("ada@example.org");
    assertThat(token.texts("groups")).containsExactly("staff", "R&D");
    assertThat(token.texts("roles")).isEmpty();
    assertThat(token.texts("permissions")).isEmpty();
  }

  @Test
  void aServiceThatIsUnknownIsTold() {
    server.says(401, "application/problem+json", "{\"code\":\"credentials_wrong\"}");
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> vestibule.introspect("token", SHOP));
    assertThat(refused.code()).isEqualTo("credentials_wrong");
  }
}
