package vestibule.contracts.knowme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.contracts.Member;
import vestibule.core.cache.AccountCache;
import vestibule.core.model.Account;
import vestibule.core.model.Password;
import vestibule.core.model.Person;
import vestibule.http.RawClient;

/**
 * A change whose body comes late: whoever was let in by its head and is shut out by the time it is
 * made gets the answer that their token would get now, and nothing is kept.
 */
class LateBodyTest {

  private static final String FRESH = "Battery-staple-8";
  private static final String LATE = "Late-to-the-party-9";
  private static final String PROFILE = "/account/profile/";
  private static final String RENAMING = "{\"first_name\":\"Late\",\"last_name\":\"Comer\"}";
  private static final String INVALID = "403 {\"detail\":\"Invalid token.\"}";
  private static final String INACTIVE = "403 {\"detail\":\"User inactive or deleted.\"}";

  private final TestServer server = TestServer.shared();

  /** What a signed-in person can change at document D by a request with a body. */
  private enum Change {
    PUT_NAMES,
    PATCH_NAMES,
    PASSWORD,
    NEW_ADDRESS,
    PRIMARY;

    String method() {
      return switch (this) {
        case PUT_NAMES -> "PUT";
        case PATCH_NAMES, PRIMARY -> "PATCH";
        case PASSWORD, NEW_ADDRESS -> "POST";
      };
    }

    String path(long second) {
      return switch (this) {
        case PUT_NAMES, PATCH_NAMES -> PROFILE;
        case PASSWORD -> "/account/change-password/";
        case NEW_ADDRESS -> "/account/emails/";
        case PRIMARY -> "/account/emails/" + second + "/";
      };
    }

    String body(String address) {
      return switch (this) {
        case PUT_NAMES, PATCH_NAMES -> RENAMING;
        case PASSWORD -> passwords(KnowMeMember.PASSWORD, LATE);
        case NEW_ADDRESS -> "{\"email\":\"" + address + "\"}";
        case PRIMARY -> "{\"primary\":true}";
      };
    }
  }

  /** What shuts a caller out meanwhile. */
  private enum End {
    NEW_PASSWORD,
    DISABLED,
    DELETED;

    void of(KnowMeMember member) {
      TestServer server = member.server();
      switch (this) {
        case NEW_PASSWORD -> changePassword(member);
        case DISABLED ->
            assertThat(server.core().administration().disable(member.id())).isPresent();
        case DELETED -> assertThat(server.core().administration().delete(member.id())).isTrue();
      }
    }

    String answer() {
      return this == DISABLED ? INACTIVE : INVALID;
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(Change.values())
        .flatMap(change -> Stream.of(End.values()).map(end -> Arguments.of(change, end)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isMadeByNobodyWhoIsShutOut(Change change, End end) throws IOException {
    KnowMeMember member = KnowMeMember.ready(server);
    String address = server.unique("second") + "@example.com";
    long second = member.added(address);
    KnowMeMember.verify(server, address);
    String later = server.unique("later") + "@example.com";
    String head = head(change.method(), change.path(second), KnowMeMember.token(member.key()));
    try (RawClient client = new RawClient(server.port())) {
      String body = change.body(later);
      begin(client, head, body);
      end.of(member);
      Optional<State> before = state(member.id());
      assertThat(finish(client, body)).isEqualTo(end.answer()).isEqualTo(atOnce(head, body));
      assertThat(state(member.id())).isEqualTo(before);
      server.assertNoMail(later);
    }
  }

  @Test
  void isMadeByWhoeverIsStillLetIn() throws IOException {
    KnowMeMember member = KnowMeMember.ready(server);
    try (RawClient client = new RawClient(server.port())) {
      begin(client, head("PUT", PROFILE, KnowMeMember.token(member.key())), RENAMING);
      assertThat(finish(client, RENAMING))
          .isEqualTo("200 " + member.profile(member.address(), "Late", "Comer"));
    }
  }

  /** Document A's log-out ends A's tokens at D too, those that are on their way included. */
  @Test
  void isNotMadeByATokenOfAThatLoggedOut() throws IOException {
    Member member = Member.registered(server);
    server.get(member.confirmation().path());
    String bearer = Member.bearer(member.token());
    Optional<State> before = state(member.account());
    try (RawClient client = new RawClient(server.port())) {
      begin(client, head("PATCH", PROFILE, bearer), RENAMING);
      assertThat(server.get("/user_account/logout", bearer).status()).isEqualTo(200);
      assertThat(finish(client, RENAMING))
          .isEqualTo(INVALID)
          .isEqualTo(atOnce(head("PATCH", PROFILE, bearer), RENAMING));
    }
    assertThat(state(member.account())).isEqualTo(before);
  }

  @Test
  void isNotMadeByATokenOfCWhoseAccountIsDisabled() throws IOException {
    String address = server.unique("c") + "@example.com";
    String credentials = KnowMeMember.credentials(address, KnowMeMember.PASSWORD);
    server.json("POST", "/api/register/", credentials);
    server.get(server.awaitMail(address).path());
    String bearer = Member.bearer(server.json("POST", "/api/token/", credentials).text("access"));
    long account = server.core().accounts().named(address).orElseThrow().id();
    String adding = "{\"email\":\"" + server.unique("later") + "@example.com\"}";
    String head = head("POST", "/account/emails/", bearer);
    try (RawClient client = new RawClient(server.port())) {
      begin(client, head, adding);
      server.core().administration().disable(account);
      Optional<State> before = state(account);
      assertThat(finish(client, adding)).isEqualTo(INACTIVE).isEqualTo(atOnce(head, adding));
      assertThat(state(account)).isEqualTo(before);
    }
  }

  /** A half-made change of password tells nobody who is shut out whether they know the old one. */
  @Test
  void doesNotTellWhetherThePasswordWasRight() throws IOException {
    for (String body : new String[] {passwords("wrong", LATE), "{\"old_password\":\"wrong\"}"}) {
      KnowMeMember member = KnowMeMember.ready(server);
      String path = Change.PASSWORD.path(0);
      try (RawClient client = new RawClient(server.port())) {
        begin(client, head("POST", path, KnowMeMember.token(member.key())), body);
        changePassword(member);
        assertThat(finish(client, body)).isEqualTo(INVALID);
      }
    }
  }

  /** With another key: keeps that one, and ends the member's. */
  private static void changePassword(KnowMeMember member) {
    Reply reply =
        member
            .server()
            .json(
                "POST",
                "/account/change-password/",
                passwords(KnowMeMember.PASSWORD, FRESH),
                KnowMeMember.token(member.login().text("token")));
    assertThat(reply.whole()).isEqualTo("200 {}");
  }

  private static String passwords(String old, String fresh) {
    return "{\"old_password\":\"%s\",\"new_password\":\"%s\"}".formatted(old, fresh);
  }

  private static String head(String method, String path, String authorization) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + authorization
        + "\r\n";
  }

  /** Sends a head; the 100 comes when the handler asks for the body, the caller being let in. */
  private static void begin(RawClient client, String head, String body) throws IOException {
    client.send(head + "Expect: 100-continue\r\n" + length(body) + "\r\n");
    assertThat(client.answer().status()).isEqualTo(100);
  }

  private static String finish(RawClient client, String body) throws IOException {
    return whole(client.send(body).answer());
  }

  private String atOnce(String head, String body) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return whole(client.send(head + length(body) + "\r\n" + body).answer());
    }
  }

  private static String length(String body) {
    return "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n";
  }

  private static String whole(RawClient.Answer answer) {
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("WWW-Authenticate")).isEmpty();
    return answer.status() + " " + answer.body();
  }

  /** What of an account its person could have changed; empty without the account. */
  private Optional<State> state(long account) {
    return server
        .transactions()
        .read(
            stores ->
                AccountCache.read(stores, account)
                    .map(person -> new State(person, stores.passwords().find(account))));
  }

  private record State(Account.Profile profile, Object emails, Object primary, Object password) {

    State(Person person, Optional<Password> password) {
      this(
          person.account().profile(),
          person.emails(),
          person.account().standing().primaryEmail(),
          password);
    }
  }
}
