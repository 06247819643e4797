package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Credentials of one door are worth nothing at the others, but where the contract says so
 * (docs/contracts 0.5, O-6).
 */
class SeparationTest {

  private static final String NOT_VALID =
      "401 {\"detail\":\"Given token not valid for any token type\",\"code\":\"token_not_valid\","
          + "\"messages\":[{\"token_class\":\"AccessToken\",\"token_type\":\"access\","
          + "\"message\":\"Token is invalid or expired\"}]}";

  private final TestServer server = TestServer.shared();
  private TestPerson person;

  @BeforeEach
  void register() {
    person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    person.cameInBy().register(server, person);
    person.cameInBy().confirm(server, person, server.awaitMail(person.email()));
  }

  private String token(TestDoor door) {
    String token = door.token(door.signIn(server, person.email(), person.password()));
    return token.substring(token.indexOf(' ') + 1);
  }

  private String get(String path, String authorization) {
    return server.get(path, "Authorization: " + authorization).whole();
  }

  @Test
  void tokensOfAAndBAreInterchangeable() {
    assertThat(get("/api/profile_settings", "Bearer " + token(TestDoor.USER_ACCOUNT)))
        .startsWith("200 ");
    assertThat(get("/user_account/profile_settings", "Bearer " + token(TestDoor.ENVELOPE)))
        .startsWith("200 ");
  }

  @Test
  void tokensOfAAndThoseOfCAreNot() {
    assertThat(get("/api/user/", "Bearer " + token(TestDoor.USER_ACCOUNT))).isEqualTo(NOT_VALID);
    assertThat(get("/user_account/profile_settings", "Bearer " + token(TestDoor.CHAT)))
        .isEqualTo("422 {\"msg\":\"Signature verification failed\"}\n");
  }

  @Test
  void aRefreshTokenOfCIsNoAccessTokenAnywhere() {
    String refresh =
        TestDoor.CHAT.signIn(server, person.email(), person.password()).text("refresh");
    assertThat(get("/api/user/", "Bearer " + refresh))
        .isEqualTo(NOT_VALID.replace("Token is invalid or expired", "Token has wrong type"));
    assertThat(get("/account/profile/", "Bearer " + refresh))
        .isEqualTo("403 {\"detail\":\"Invalid token.\"}");
  }

  @Test
  void dTakesBearerTokensOfABAndCAndItsOwnKeys() {
    for (TestDoor door : new TestDoor[] {TestDoor.USER_ACCOUNT, TestDoor.ENVELOPE, TestDoor.CHAT}) {
      assertThat(get("/account/profile/", "Bearer " + token(door))).startsWith("200 ");
    }
    assertThat(get("/account/profile/", "Token " + token(TestDoor.KNOW_ME))).startsWith("200 ");
    assertThat(get("/account/profile/", "Token " + token(TestDoor.PERSONAL)))
        .isEqualTo("403 {\"detail\":\"Invalid token.\"}");
  }

  @Test
  void keysOfDAndEAreNotInterchangeable() {
    assertThat(get("/account/me", token(TestDoor.KNOW_ME)))
        .isEqualTo("403 {\"errorMessage\":\"Undefined token\"}");
    assertThat(get("/account/me", token(TestDoor.USER_ACCOUNT)))
        .isEqualTo("403 {\"errorMessage\":\"Undefined token\"}");
    assertThat(get("/user_account/profile_settings", "Bearer " + token(TestDoor.PERSONAL)))
        .isEqualTo("422 {\"msg\":\"Not enough segments\"}\n");
  }

  @Test
  void cDAndEIgnoreCookies() {
    String cookies = "Cookie: access_token_cookie=" + token(TestDoor.USER_ACCOUNT) + "; token=x";
    assertThat(server.get("/user_account/profile_settings", cookies).status()).isEqualTo(200);
    assertThat(server.get("/api/user/", cookies).whole())
        .isEqualTo("401 {\"detail\":\"Authentication credentials were not provided.\"}");
    assertThat(server.get("/account/profile/", cookies).whole())
        .isEqualTo("403 {\"detail\":\"Authentication credentials were not provided.\"}");
    assertThat(server.get("/account/me", cookies).whole())
        .isEqualTo("403 {\"errorMessage\":\"Undefined token\"}");
  }

  @Test
  void codesOfOneFamilyDoNotWorkAtAnother() {
    TestPerson other = TestPerson.at(TestDoor.KNOW_ME, server);
    other.cameInBy().register(server, other);
    String key = server.awaitMail(other.email()).code();
    assertThat(server.get("/user_account/confirm_email/" + key).whole())
        .isEqualTo("400 {\"msg\":\"Wrong token\"}\n");
    assertThat(server.get("/api/register/confirm/" + key + "/").whole())
        .isEqualTo("400 {\"detail\":\"Token is invalid or expired\"}");
    TestPerson chat = TestPerson.at(TestDoor.CHAT, server);
    chat.cameInBy().register(server, chat);
    String code = server.awaitMail(chat.email()).code();
    assertThat(
            server
                .json(
                    "POST",
                    "/account/verify-email/",
                    "{\"key\": \"%s\", \"password\": \"%s\"}".formatted(code, chat.password()))
                .whole())
        .isEqualTo("400 {\"key\":[\"This key is invalid.\"]}");
    assertThat(server.get("/api/confirm_email/" + code).whole())
        .isEqualTo("200 {\"msg\":\"user not found.\",\"status\":\"ERR\"}\n");
  }
}
