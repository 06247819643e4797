package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Reply;
import vestibule.contracts.Member;
import vestibule.contracts.former.FormerTokenWorld;

/** People who were brought in by the command stay signed in by the tokens that they had. */
class FormerTokensImportTest {

  private static final String PROFILE = "/user_account/profile_settings";

  @TempDir private Path folder;

  private void bringIn(FormerTokenWorld world, String line, String... more) throws Exception {
    Path people = Files.writeString(folder.resolve("people.jsonl"), line + "\n");
    String[] arguments = {"import", "jsonl", "--from", people.toString(), "--source", "shop"};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    Commands.Ended ended = Commands.run(world.server, "", all);
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  /** What the password 1234 is as Django hashes it, the digest that ends so. */
  private static String person(String password) {
    return """
    {"id": 7, "username": "ada", "emails": [{"address": "ada@example.org", "verified": true}],
     "password": {"hash": "%s", "scheme": "django-unsalted-md5"}}
    """
        .formatted(password)
        .replace("\n", "");
  }

  private static final String MD5_OF_1234 = "81dc9bdb52d04dc20036dbd8313ed055";
  private static final String MD5_OF_12345 = "827ccb0eea8a706c4c34a16891f84e7b";

  @ParameterizedTest
  @ValueSource(strings = {"keep", "new"})
  void theOldIdIsKnownWhetherItWasKeptOrNot(String ids) throws Exception {
    try (FormerTokenWorld world = new FormerTokenWorld()) {
      bringIn(world, person(MD5_OF_1234), "--ids", ids);
      Reply reply = world.server.get(PROFILE, Member.bearer(world.shop("7")));
      assertThat(reply.whole()).startsWith("200 ").contains("\"username\":\"ada\"");
      assertThat(world.server.get(PROFILE, Member.bearer(world.shop("1"))).whole())
          .isEqualTo("401 {\"msg\":\"Error loading the user 1\"}\n");
    }
  }

  /** With new keys all sessions end, those too that old tokens have yet to begin. */
  @Test
  void aRestoreWithNewKeysEndsThemAll() throws Exception {
    String file = folder.resolve("all.backup").toString();
    Path next = Files.createDirectory(folder.resolve("next"));
    String used;
    String unused;
    try (FormerTokenWorld world = new FormerTokenWorld()) {
      bringIn(world, person(MD5_OF_1234));
      used = world.shop("7");
      unused = world.shop("7");
      assertThat(world.server.get(PROFILE, Member.bearer(used)).status()).isEqualTo(200);
      assertThat(Commands.run(world.server, "", "backup", file).code()).isZero();
    }
    assertThat(Commands.run(next, Map.of(), "", "restore", file, "--new-keys").code()).isZero();
    try (FormerTokenWorld world = new FormerTokenWorld(next)) {
      for (String token : List.of(used, unused)) {
        assertThat(world.server.get(PROFILE, Member.bearer(token)).whole())
            .isEqualTo("401 {\"msg\":\"Token has been revoked\"}\n");
      }
    }
  }

  /** The run at the cut-over must not sign out who has changed a password there the day before. */
  @Test
  void aPasswordThatHasChangedThereEndsNoTokenOfTheirs() throws Exception {
    try (FormerTokenWorld world = new FormerTokenWorld()) {
      bringIn(world, person(MD5_OF_1234));
      bringIn(world, person(MD5_OF_12345), "--existing", "update");
      assertThat(
              world
                  .server
                  .json("POST", "/user_account/login", "{\"username\":\"ada\",\"pwd\":\"12345\"}")
                  .status())
          .isEqualTo(200);
      assertThat(world.server.get(PROFILE, Member.bearer(world.shop("7"))).status()).isEqualTo(200);
    }
  }
}
