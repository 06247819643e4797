package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * With {@code privacy: strict} nothing tells whether an address has an account (contracts.md 0.6).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscreetTest {

  private TestServer server;
  private TestPerson owner;

  @BeforeAll
  void start() {
    server = TestServer.start("VESTIBULE_PRIVACY=strict");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void register() {
    owner = TestPerson.at(TestDoor.KNOW_ME, server);
    owner.cameInBy().register(server, owner);
    owner.cameInBy().confirm(server, owner, server.awaitMail(owner.email()));
  }

  private TestPerson sameAddress(TestDoor door) {
    return new TestPerson(door, server.unique("q"), owner.email(), owner.password());
  }

  @Test
  void a_registration_with_a_taken_address_answers_like_a_good_one_and_tells_the_owner() {
    for (TestDoor door :
        new TestDoor[] {
          TestDoor.USER_ACCOUNT, TestDoor.ENVELOPE, TestDoor.CHAT, TestDoor.KNOW_ME
        }) {
      TestPerson good = TestPerson.at(door, server);
      Reply made = door.register(server, good);
      TestPerson asks = sameAddress(door);
      Reply withheld = door.register(server, asks);
      assertThat(withheld.status()).isEqualTo(made.status());
      assertThat(withheld.body().replaceAll("\"id\":\\d+", "\"id\":0"))
          .isEqualTo(
              made.body()
                  .replaceAll("\"id\":\\d+", "\"id\":0")
                  .replace(good.email(), owner.email()));
      assertThat(server.core().accounts().named(asks.name())).isEmpty();
      TestMails.Received told = server.awaitMail(owner.email());
      assertThat(told.text()).doesNotContain("confirm_email", "register/confirm", "key=");
      server.awaitMail(good.email());
    }
  }

  @Test
  void the_withheld_id_stays_unused() {
    Reply withheld = TestDoor.CHAT.register(server, sameAddress(TestDoor.CHAT));
    long id = Long.parseLong(withheld.text("id"));
    assertThat(server.core().accounts().person(id)).isEmpty();
    TestPerson next = TestPerson.at(TestDoor.CHAT, server);
    assertThat(Long.parseLong(TestDoor.CHAT.register(server, next).text("id"))).isGreaterThan(id);
    server.awaitMail(owner.email());
  }

  @Test
  void e_signs_in_at_once_so_it_keeps_its_refusal() {
    assertThat(TestDoor.PERSONAL.register(server, sameAddress(TestDoor.PERSONAL)).whole())
        .isEqualTo("400 {\"errorMessage\":\"Электронный адрес уже зарегистрирован.\"}");
    server.assertNoMail(owner.email());
  }

  @Test
  void a_reset_request_for_nobody_answers_like_one_for_somebody() {
    String nobody = "{\"username\": \"%s@example.org\"}".formatted(server.unique("nobody"));
    assertThat(server.json("POST", "/user_account/reset_password_request", nobody).whole())
        .isEqualTo("200 {\"msg\":\"Check your email...\"}\n");
    assertThat(server.json("POST", "/api/reset_password_request", nobody).whole())
        .isEqualTo("200 {\"msg\":\"Check your email...\",\"status\":\"OK\"}\n");
  }

  @Test
  void a_taken_address_stands_in_the_callers_list_and_can_never_be_confirmed() {
    TestPerson caller = TestPerson.at(TestDoor.KNOW_ME, server);
    caller.cameInBy().register(server, caller);
    caller.cameInBy().confirm(server, caller, server.awaitMail(caller.email()));
    String token =
        "Authorization: "
            + TestDoor.KNOW_ME.token(
                TestDoor.KNOW_ME.signIn(server, caller.email(), caller.password()));
    String asked = "{\"email\": \"%s\"}".formatted(owner.email());
    Reply added = server.json("POST", "/account/emails/", asked, token);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("verified")).isEqualTo("false");
    assertThat(server.get("/account/emails/", token).body())
        .contains("\"email\":\"%s\",\"verified\":false,\"primary\":false".formatted(owner.email()));
    server.json("POST", "/v1/confirmations", asked);
    server.assertNoMail(owner.email());
    assertThat(server.core().accounts().named(owner.email()).orElseThrow().firstName())
        .isEqualTo("Dora");
    assertThat(TestDoor.KNOW_ME.signIn(server, owner.email(), owner.password()).status())
        .isEqualTo(200);
  }

  @Test
  void a_taken_name_stays_visible() {
    TestPerson named = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    named.cameInBy().register(server, named);
    TestPerson again =
        new TestPerson(
            TestDoor.USER_ACCOUNT,
            named.name(),
            server.unique("z") + "@example.org",
            named.password());
    assertThat(again.cameInBy().register(server, again).whole())
        .isEqualTo("400 {\"msg\":\"username is not allowed\"}\n");
  }
}
