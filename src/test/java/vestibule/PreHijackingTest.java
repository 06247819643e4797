package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Somebody makes an account with another person's address before that person does, and waits. What
 * they prepared is worth nothing once the owner of the mailbox has come, by every door. Where the
 * owner follows the link of the stranger's registration, as people do, D asks for the password,
 * which they do not have, so there is nothing more to be tried.
 */
class PreHijackingTest {

  private static final String STRANGERS = "Stranger5Passw0rd";
  private static final String OWNERS = "0wnersPassword";

  private final TestServer server = TestServer.start();
  private final String name = server.unique("v");
  private final String address = name + "@example.org";
  private final String evil = server.unique("evil") + "@example.net";

  @AfterEach
  void stop() {
    server.close();
  }

  /** Classic: the stranger's password on the owner's address. */
  @ParameterizedTest
  @EnumSource
  void aRegistrationBeforehandLosesTheAddressToItsOwner(TestDoor door) {
    TestPerson stranger = new TestPerson(door, name, address, STRANGERS);
    door.register(server, stranger);
    server.awaitMail(address);
    server.clock().advance(Duration.ofHours(25));
    TestPerson owner = new TestPerson(door, server.unique("o"), address, OWNERS);
    assertThat(door.register(server, owner).status()).isBetween(200, 201);
    door.confirm(server, owner, server.awaitMail(address));
    for (TestDoor each : TestDoor.values()) {
      assertThat(each.accepted(each.signIn(server, address, STRANGERS))).as(each.name()).isFalse();
      assertThat(each.accepted(each.signIn(server, address, OWNERS))).as(each.name()).isTrue();
    }
  }

  /** Unexpired session: one that began before the owner came. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "KNOW_ME")
  void aSessionFromBeforeEndsWhenTheOwnerChoosesAPassword(TestDoor door) {
    TestPerson stranger = prepared(door);
    String[] tokens = new String[TestDoor.values().length];
    for (TestDoor each : TestDoor.values()) {
      tokens[each.ordinal()] = each.token(each.signIn(server, address, STRANGERS));
      assertThat(each.whoami(server, tokens[each.ordinal()]).status()).isEqualTo(200);
    }
    recovered();
    for (TestDoor each : TestDoor.values()) {
      assertThat(each.whoami(server, tokens[each.ordinal()]).status()).isNotEqualTo(200);
      assertThat(each.accepted(each.signIn(server, address, STRANGERS))).isFalse();
      assertThat(each.accepted(each.signIn(server, address, OWNERS))).isTrue();
    }
    assertThat(stranger.email()).isEqualTo(address);
  }

  /** Trojan identifier: a proved address of the stranger's own in the account. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "KNOW_ME")
  void anAddressThatTheStrangerProvedLeadsToNoPasswordAndGoesByTheOwnersLink(TestDoor door) {
    prepared(door);
    String key = add();
    assertThat(proved(key, STRANGERS)).isEqualTo(200);
    String notice = notice();
    recovered();
    server.json("POST", "/user_account/reset_password_request", named(evil));
    assertThat(server.awaitMail(evil).path()).startsWith("/v1/not-me/");
    server.assertNoMail(evil);
    assertThat(TestDoor.CHAT.signIn(server, evil, STRANGERS).status()).isEqualTo(401);
    assertThat(server.form("POST", notice, "").status()).isEqualTo(200);
    assertThat(server.core().accounts().named(evil)).isEmpty();
    assertThat(server.core().accounts().named(address)).isPresent();
  }

  /** Unexpired change of address: a link that the stranger keeps for later. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "KNOW_ME")
  void aLinkThatWasKeptForLaterProvesNothingAnyMore(TestDoor door) {
    prepared(door);
    String key = add();
    recovered();
    assertThat(proved(key, STRANGERS)).isNotEqualTo(200);
    assertThat(proved(key, OWNERS)).isNotEqualTo(200);
    assertThat(server.core().accounts().named(address).orElseThrow().emails())
        .singleElement()
        .satisfies(email -> assertThat(email.address()).isEqualTo(address));
    assertThat(server.core().accounts().named(evil)).isEmpty();
  }

  /** The stranger has registered, and the owner has followed the link of that registration. */
  private TestPerson prepared(TestDoor door) {
    TestPerson stranger = new TestPerson(door, name, address, STRANGERS);
    assertThat(door.register(server, stranger).status()).isBetween(200, 201);
    door.confirm(server, stranger, server.awaitMail(address));
    return stranger;
  }

  /** The stranger adds an address of their own; the key of its confirmation. */
  private String add() {
    String token = TestDoor.KNOW_ME.token(TestDoor.KNOW_ME.signIn(server, address, STRANGERS));
    assertThat(
            server
                .json(
                    "POST",
                    "/account/emails/",
                    "{\"email\": \"%s\"}".formatted(evil),
                    "Authorization: " + token)
                .status())
        .isEqualTo(201);
    return server.awaitMail(evil).code();
  }

  private int proved(String key, String password) {
    return server
        .json(
            "POST",
            "/account/verify-email/",
            "{\"key\": \"%s\", \"password\": \"%s\"}".formatted(key, password))
        .status();
  }

  /** The link of the first notice that the owner has got. */
  private String notice() {
    String path = server.awaitMail(address).path();
    assertThat(path).startsWith("/v1/not-me/");
    return path;
  }

  /** The owner chooses a password by the mail that anybody may ask for. */
  private void recovered() {
    server.awaitEmptyOutbox();
    server.unreadMails();
    server.json("POST", "/user_account/reset_password_request", named(address));
    String path = server.awaitMail(address).path();
    assertThat(server.json("POST", path, "{\"new_pwd\": \"%s\"}".formatted(OWNERS)).status())
        .isEqualTo(200);
  }

  private static String named(String login) {
    return "{\"username\": \"%s\"}".formatted(login);
  }
}
