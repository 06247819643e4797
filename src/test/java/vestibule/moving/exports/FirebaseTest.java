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

/** {@code vestibule import firebase}: both forms of {@code firebase auth:export}. */
class FirebaseTest {

  private static final String HASH =
      "Q4cyBGX82fyi75xZtp0EyDCddHagsq5W+0PoOcw5VIE6U45OJ9+S05NXn6jarYTEEEyh7Kur1LXzGheyZo0vTg==";
  private static final String SALT = "BCE+W3iVss/sCQ==";

  private static final String SIGNER_KEY =
      "CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYar0PUaP2SJ"
          + "rtP4HUJnjLHW+yBFao+02f4jSG2St9wBJg==";

  private static final String[] KEY = {
    "VESTIBULE_FOREIGN_HASHES_APP_SCHEME=firebase-scrypt",
    "VESTIBULE_FOREIGN_HASHES_APP_SIGNER_KEY=" + SIGNER_KEY,
    "VESTIBULE_FOREIGN_HASHES_APP_SALT_SEPARATOR=Bw==",
    "VESTIBULE_FOREIGN_HASHES_APP_ROUNDS=4",
    "VESTIBULE_FOREIGN_HASHES_APP_MEM_COST=13",
    "VESTIBULE_FOREIGN_HASHES_HUGE_SCHEME=firebase-scrypt",
    "VESTIBULE_FOREIGN_HASHES_HUGE_SIGNER_KEY=" + SIGNER_KEY,
    "VESTIBULE_FOREIGN_HASHES_HUGE_MEM_COST=31"
  };

  private static String user(String id, String rest) {
    return """
    {"localId": "%s", "lastSignedInAt": "1593597700000", "createdAt": "1593597600000", %s}\
    """
        .formatted(id, rest);
  }

  private static String hashed(String email) {
    return "\"email\": \"%s\", \"emailVerified\": true, \"passwordHash\": \"%s\", \"salt\": \"%s\""
        .formatted(email, HASH, SALT);
  }

  private static final String USERS =
      String.join(
          ",\n",
          user(
              "uid-A",
              hashed("ada@example.org")
                  + ", \"displayName\": \"Ada L.\", \"photoUrl\": \"https://example.org/a.png\","
                  + " \"providerUserInfo\": []"),
          user(
              "uid-B",
              hashed("bob@example.org").replace("true", "false")
                  + ", \"disabled\": true, \"providerUserInfo\": []"),
          user(
              "uid-C",
              """
              "email": "carl@example.org", "emailVerified": true, "customAttributes":
              "{\\"admin\\":true}", "providerUserInfo": [{"providerId": "google.com", "rawId": "1",
              "email": "carl@example.org", "displayName": "Carl"}]\
              """),
          user("uid-D", "\"phoneNumber\": \"+4930123456\", \"providerUserInfo\": []"),
          user(
              "uid-E",
              """
              "email": "emil@example.org", "emailVerified": true, "passwordHash": "UkVEQUNURUQ=",
              "mfaInfo": [{"phoneInfo": "+49301"}]\
              """),
          user("uid-F", "\"email\": \"ADA@example.org\""),
          user("uid-G", hashed("gina@example.org").replace(HASH, HASH.substring(8))),
          user("uid-H", "\"email\": \"hugo@example.org\", \"disabled\": \"perhaps\""),
          user("uid-I", "\"email\": 5"),
          "null",
          "{\"email\": \"jane@example.org\"}",
          user("uid-K", "\"email\": \"karl@example.org\", \"passwordHash\": \"\", \"salt\": \"\""));

  private static final List<String> REPORT =
      List.of(
          imported(1, "uid-A", "ada@example.org", "app"),
          imported(2, "uid-B", "bob@example.org", "app", "inactive", "address_unverified"),
          imported(
              3,
              "uid-C",
              "carl@example.org",
              "",
              "no_password",
              "rights_dropped",
              "social_not_carried"),
          refused(4, "uid-D", "no_login", "emails"),
          imported(5, "uid-E", "emil@example.org", "", "no_password", "mfa_not_carried"),
          refused(6, "uid-F", "address_taken", "emails"),
          refused(7, "uid-G", "hash_damaged", "password"),
          refused(8, "uid-H", "field_invalid", "status"),
          refused(9, "uid-I", "field_invalid", "emails"),
          refused(10, "", "row_damaged", ""),
          refused(11, "", "id_invalid", "id"),
          imported(12, "uid-K", "karl@example.org", "", "no_password", "address_unverified"));

  @TempDir private Path folder;
  private ImportTrial trial;

  @BeforeEach
  void start() {
    trial = new ImportTrial(folder, "firebase", KEY);
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void aProjectsPeopleComeInAsTheyWere() throws IOException {
    trial.comesIn(
        trial.file("users.json", "{\"users\": [" + USERS + "]}"), REPORT, "--with", "app");
    assertThat(trial.opens("ada@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("ada@example.org", "another password")).isFalse();
    assertThat(trial.opens("bob@example.org", PASSWORD)).isFalse();
    assertThat(trial.shown("uid-A"))
        .contains("\"created\":\"2020-07-01T10:00:00Z\"", "\"fullName\":\"Ada L.\"");
  }

  @Test
  void hashesWithoutTheirKeyAreRefusedAndThoseOfAHugeOneToo() {
    String place =
        trial.file("users.json", "{\"users\": [%s]}".formatted(user("x", hashed("a@example.org"))));
    assertThat(trial.run(place).out()).contains("refused: hash_needs_key 1");
    assertThat(trial.run(place, "--with", "other").out()).contains("refused: hash_needs_key 1");
    assertThat(trial.run(place, "--with", "huge").out()).contains("refused: hash_too_costly 1");
  }

  @Test
  void whatIsRedactedIsSpokenOfAndCanComeLater() {
    String redacted =
        "{\"users\": [%s]}"
            .formatted(user("x", hashed("a@example.org").replace(HASH, "UkVEQUNURUQ=")));
    assertThat(trial.run(trial.file("users.json", redacted), "--with", "app"))
        .satisfies(ended -> assertThat(ended.code()).isZero())
        .satisfies(ended -> assertThat(ended.out()).contains("1 imported", "no_password 1"))
        .satisfies(
            ended ->
                assertThat(ended.err())
                    .contains(
                        "warning: REDACTED stands in place of 1 password hashes",
                        "firebaseauth.configs.getHashConfig"));
    assertThat(trial.opens("a@example.org", PASSWORD)).isFalse();
    String whole = "{\"users\": [%s]}".formatted(user("x", hashed("a@example.org")));
    assertThat(trial.run(trial.file("users.json", whole), "--with", "app", "--existing", "update"))
        .satisfies(ended -> assertThat(ended.out()).contains("1 updated"))
        .satisfies(ended -> assertThat(ended.err()).doesNotContain("REDACTED"));
    assertThat(trial.opens("a@example.org", PASSWORD)).isTrue();
  }

  @Test
  void columnsComeInAsTheCommandWritesThem() throws IOException {
    String nobody = ",".repeat(15);
    String csv =
        String.join(
            "\n",
            "uid-A,ada@example.org,true,"
                + HASH
                + ","
                + SALT
                + ",\"L., Ada\",,"
                + nobody
                + ",1593597600000,1593597700000,+4930123456,,,",
            "uid-B,bob@example.org,false,,,Bob \"Bobby\" B.,,1,bob@gmail.com,Bob,https://x"
                + ",".repeat(13)
                + "1593597600000,,,true,\"{\"\"admin\"\":true,\"\"level\"\":3}\",",
            "uid-C,carl@example.org,true",
            "uid-D,dora@example.org,true,,,,," + nobody + ",1593597600000,,");
    trial.comesIn(
        trial.file("users.csv", csv + "\n"),
        List.of(
            imported(1, "uid-A", "ada@example.org", "app"),
            imported(
                2,
                "uid-B",
                "bob@example.org",
                "",
                "no_password",
                "inactive",
                "address_unverified",
                "rights_dropped",
                "social_not_carried"),
            refused(3, "", "row_damaged", ""),
            imported(4, "uid-D", "dora@example.org", "", "no_password")),
        "--with",
        "app");
    assertThat(trial.opens("ada@example.org", PASSWORD)).isTrue();
    assertThat(trial.shown("uid-A"))
        .contains("\"fullName\":\"L., Ada\"", "+4930123456", "2020-07-01T10:00:00Z");
    assertThat(trial.shown("uid-B")).contains("Bob \\\"Bobby\\\" B.");
  }
}
