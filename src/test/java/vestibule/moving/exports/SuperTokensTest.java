package vestibule.moving.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.moving.exports.ImportTrial.PASSWORD;
import static vestibule.moving.exports.ImportTrial.imported;
import static vestibule.moving.exports.ImportTrial.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.cli.FormerSystem;

/** {@code vestibule import supertokens} from the form of its bulk import. */
class SuperTokensTest {

  static final String BCRYPT = "$2a$06$2iIpERhY3GyI/HhabyBtXuJt2IkYQD3L77SrhNSSCnGRv/gSbxt0K";
  static final String FIREBASE =
      "$f_scrypt$Q4cyBGX82fyi75xZtp0EyDCddHagsq5W+0PoOcw5VIE6U45OJ9+S05NXn6jarYTEEEyh7Kur1LXzGhey"
          + "Zo0vTg==$BCE+W3iVss/sCQ==$m=13$r=4$s=Bw==";

  static final String[] KEY = {
    "VESTIBULE_FOREIGN_HASHES_OLD_SCHEME=supertokens",
    "VESTIBULE_FOREIGN_HASHES_OLD_SIGNER_KEY="
        + "CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUaP2SJrtP4HUJnjLHW+yBFao+02f4jSG2St9wBJg=="
  };

  private static String user(String id, String rest, String... methods) {
    return "{\"externalUserId\": \"%s\"%s, \"loginMethods\": [%s]}"
        .formatted(id, rest, String.join(", ", methods));
  }

  private static String method(String recipe, String email, String rest) {
    return """
    {"recipeId": "%s", "tenantIds": ["public"], "email": "%s", "isVerified": true,
     "isPrimary": true, "timeJoinedInMSSinceEpoch": 1593597600000%s}\
    """
        .formatted(recipe, email, rest);
  }

  private static String hashed(String email, String hash) {
    return method(
        "emailpassword",
        email,
        ", \"passwordHash\": \"%s\", \"hashingAlgorithm\": \"bcrypt\"".formatted(hash));
  }

  private static final List<String> USERS =
      List.of(
          user(
              "7",
              """
              , "userRoles": [{"role": "editor", "tenantIds": ["public"]}], "totpDevices":
              [{"secretKey": "ABC", "period": 30, "skew": 1}],
              "userMetadata": {"first_name": "Ada", "last_name": "L."}\
              """,
              hashed("ada@example.org", BCRYPT)),
          user("u-2", "", hashed("bob@example.org", FIREBASE).replace("true", "false")),
          user(
              "u-3",
              ", \"userMetadata\": {\"shoe\": 44}",
              method("thirdparty", "carl@example.org", ", \"thirdPartyId\": \"google\""),
              hashed("carl@example.com", BCRYPT)
                  .replace("\"isPrimary\": true", "\"isPrimary\": false")
                  .replace("1593597600000", "1593597500000")),
          user("u-4", "", method("passwordless", "dora@example.org", "")),
          user("u-5", "", "{\"recipeId\": \"passwordless\", \"phoneNumber\": \"+4930123456\"}"),
          user("u-6", "", hashed("ADA@example.org", BCRYPT)),
          user("u-7", "", hashed("gina@example.org", BCRYPT.replace("$06$", "$16$"))),
          user("u-8", "", hashed("hugo@example.org", "$2a$06$2iIpERhY3GyI")),
          user(
              "u-9",
              "",
              method("emailpassword", "ines@example.org", ", \"plainTextPassword\": \"Secret 1\"")),
          "[]",
          "{\"loginMethods\": []}",
          user("u-12", "", hashed("karl@example.org", BCRYPT), hashed("k@example.org", BCRYPT)));

  private static List<String> report(boolean withKey) {
    return List.of(
        imported(1, "7", "ada@example.org", "supertokens", "mfa_not_carried"),
        withKey
            ? imported(2, "u-2", "bob@example.org", "old", "address_unverified")
            : refused(2, "u-2", "hash_needs_key", "password"),
        imported(
            3, "u-3", "carl@example.org", "supertokens", "field_dropped", "social_not_carried"),
        imported(4, "u-4", "dora@example.org", "", "no_password"),
        refused(5, "u-5", "no_login", "emails"),
        refused(6, "u-6", "address_taken", "emails", "supertokens"),
        refused(7, "u-7", "hash_too_costly", "password"),
        refused(8, "u-8", "hash_damaged", "password"),
        imported(9, "u-9", "ines@example.org", "werkzeug-plain"),
        refused(10, "", "row_damaged", ""),
        refused(11, "", "id_invalid", "id"),
        imported(12, "u-12", "karl@example.org", "supertokens", "field_dropped"));
  }

  @TempDir private Path folder;
  private ImportTrial trial;

  @BeforeEach
  void start() {
    trial = new ImportTrial(folder, "supertokens", KEY);
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void peopleComeInAsTheyWere() throws IOException {
    trial.comesIn(
        trial.file("users.json", "{\"users\": [%s]}".formatted(String.join(",", USERS))),
        report(true),
        "--with",
        "old");
    assertThat(trial.opens("ada@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("ada@example.org", "another password")).isFalse();
    assertThat(trial.opens("bob@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("carl@example.com", PASSWORD)).isTrue();
    assertThat(trial.opens("ines@example.org", "Secret 1")).isTrue();
    assertThat(trial.shown("7"))
        .contains("\"id\":7,", "\"roles\":[\"editor\"]", "\"firstName\":\"Ada\"");
    assertThat(trial.shown("u-3")).contains("\"created\":\"2020-07-01T09:58:20Z\"");
  }

  @Test
  void hashesThatCameFromFirebaseNeedItsKey() throws IOException {
    List<String> lines = USERS.stream().map(user -> user.replace("\n", " ")).toList();
    trial.comesIn(trial.file("users.jsonl", String.join("\n", lines)), report(false));
  }

  @Test
  void theTablesOfItsCoreAreReadToo() throws IOException {
    trial.comesIn(
        FormerSystem.sqlite(folder.resolve("core.db"), SuperTokensCore.statements()),
        SuperTokensCore.REPORT,
        "--with",
        "old");
    assertCore(trial);
  }

  /** What is there then, whichever database it came from. */
  static void assertCore(ImportTrial trial) {
    assertThat(trial.opens("ada@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("bob@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("carl@example.com", PASSWORD)).isTrue();
    assertThat(trial.opens("carl@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("ines@example.org", "another password")).isFalse();
    assertThat(trial.shown("7001"))
        .contains(
            "\"id\":7001,",
            "\"created\":\"2020-07-01T10:00:00.001Z\"",
            "\"roles\":[\"editor\"]",
            "\"permissions\":[\"read:all\",\"write:all\"]");
    assertThat(trial.shown(SuperTokensCore.id(2))).contains("\"firstName\":\"Bob\"");
    assertThat(trial.shown(SuperTokensCore.id(3))).contains("\"roles\":[\"editor\"]");
  }

  @Test
  void tablesOfSeveralAppsOrOfAnotherSystemAreRefused() {
    String[] apps = SuperTokensCore.statements();
    String place = FormerSystem.sqlite(folder.resolve("apps.db"), apps);
    FormerSystem.sqlite(
        folder.resolve("apps.db"),
        "insert into all_auth_recipe_users values ('second', 'public', 'x', 'x', false, 'x', 1,"
            + " 1)");
    assertThat(trial.run(place))
        .satisfies(ended -> assertThat(ended.code()).isEqualTo(1))
        .satisfies(ended -> assertThat(ended.err()).contains("several apps"));
    assertThat(trial.run(FormerSystem.sqlite(folder.resolve("none.db"), "create table x (y text)")))
        .satisfies(ended -> assertThat(ended.code()).isEqualTo(1))
        .satisfies(ended -> assertThat(ended.err()).contains("no table all_auth_recipe_users"));
  }
}
