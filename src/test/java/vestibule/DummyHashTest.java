package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.cli.Commands;

/**
 * No path of any door forgets the hash that nobody's password costs: a refused log-in computes as
 * many hashes, and answers the same, whoever it names and whatever is typed. Time would tell names
 * else.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DummyHashTest {

  private final Map<Privacy, World> worlds = new EnumMap<>(Privacy.class);

  private enum Privacy {
    DOCUMENTED,
    STRICT
  }

  /** Whose log-in string it is. */
  private enum Who {
    CONFIRMED,
    UNCONFIRMED,
    DISABLED,
    WITHOUT_PASSWORD
  }

  /** What is typed for a password, as JSON writes it. */
  private static final List<String> TYPED =
      List.of(
          "wrong-Passw0rd",
          "",
          " ",
          "  blanks-at-the-ends  ",
          "x".repeat(1_024),
          "x".repeat(1_025),
          "ж".repeat(20_000),
          "with\\u0000nul",
          "\\u0000",
          "\\ud800");

  private record World(TestServer server, Map<Who, String> addresses) {

    static World of(Privacy privacy) {
      TestServer server =
          TestServer.start("VESTIBULE_PRIVACY=" + privacy.name().toLowerCase(Locale.ROOT));
      Map<Who, String> addresses = new EnumMap<>(Who.class);
      for (Who who : Who.values()) {
        addresses.put(who, made(server, who));
      }
      return new World(server, addresses);
    }

    private static String made(TestServer server, Who who) {
      TestPerson person = TestPerson.at(TestDoor.CHAT, server);
      if (who == Who.WITHOUT_PASSWORD) {
        assertThat(Commands.run(server, "", "account", "invite", person.email()).code()).isZero();
        return person.email();
      }
      TestDoor.CHAT.register(server, person);
      TestMails.Received mail = server.awaitMail(person.email());
      if (who != Who.UNCONFIRMED) {
        TestDoor.CHAT.confirm(server, person, mail);
      }
      if (who == Who.DISABLED) {
        assertThat(Commands.run(server, "", "account", "disable", person.email()).code()).isZero();
      }
      return person.email();
    }

    /** How a log-in is answered, and how many hashes it took. */
    String refused(TestDoor door, String login, String password) {
      return counted(
          () -> {
            Reply reply = door.signIn(server, login, password);
            assertThat(door.accepted(reply)).isFalse();
            return reply.whole().replace(login, "LOGIN");
          });
    }

    /** The same of whatever is asked for. */
    String counted(Supplier<String> asked) {
      long before = server.server().foundation().hashing().pool().computed();
      String answer = asked.get();
      long hashes = server.server().foundation().hashing().pool().computed() - before;
      return hashes + " hashes: " + answer;
    }

    String registered(TestDoor door, String address) {
      TestPerson person = new TestPerson(door, server.unique("r"), address, "Passw0rdLong");
      return counted(() -> Integer.toString(door.register(server, person).status()));
    }

    String posted(String path, String field, String address) {
      String body = "{\"" + field + "\": \"" + address + "\"}";
      return counted(() -> server.json("POST", path, body).whole());
    }
  }

  @BeforeAll
  void build() {
    Stream.of(Privacy.values()).forEach(privacy -> worlds.put(privacy, World.of(privacy)));
  }

  @AfterAll
  void stop() {
    worlds.values().forEach(world -> world.server().close());
  }

  static Stream<Arguments> eachDoor() {
    return Stream.of(TestDoor.values())
        .flatMap(
            door ->
                Stream.of(Privacy.values())
                    .map(privacy -> Arguments.of(door.name(), privacy.name())));
  }

  @ParameterizedTest
  @MethodSource("eachDoor")
  void aRefusedLogInHashesAsOftenWhoeverItNames(String doorName, String privacy) {
    TestDoor door = TestDoor.valueOf(doorName);
    World world = worlds.get(Privacy.valueOf(privacy));
    for (String typed : TYPED) {
      String nobody = world.refused(door, "nobody.at.all@example.org", typed);
      world
          .addresses()
          .forEach(
              (who, address) ->
                  assertThat(world.refused(door, address, typed))
                      .as(who + ", " + typed.length() + " characters")
                      .isEqualTo(nobody));
    }
    assertThat(world.refused(door, "nobody.at.all@example.org", "wrong-Passw0rd"))
        .startsWith("1 hashes");
  }

  /** E's registration says by its document that an address is taken, so it is left out. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PERSONAL")
  void underStrictPrivacyARegistrationHashesAsOftenForATakenAddress(TestDoor door) {
    World world = worlds.get(Privacy.STRICT);
    String free = world.registered(door, world.server().unique("free") + "@example.org");
    assertThat(free).startsWith("1 hashes: 20");
    world
        .addresses()
        .forEach(
            (who, address) ->
                assertThat(world.registered(door, address)).as("" + who).isEqualTo(free));
  }

  @Test
  void underStrictPrivacyRequestsForMailsHashNothingForAnybody() {
    World world = worlds.get(Privacy.STRICT);
    Map<String, String> paths =
        Map.of(
            "/user_account/reset_password_request", "username",
            "/api/reset_password_request", "username",
            "/v1/confirmations", "email");
    paths.forEach(
        (path, field) -> {
          String nobody = world.posted(path, field, "nobody.at.all@example.org");
          assertThat(nobody).startsWith("0 hashes: 20");
          world
              .addresses()
              .forEach(
                  (who, address) ->
                      assertThat(world.posted(path, field, address)).as(path).isEqualTo(nobody));
        });
  }
}
