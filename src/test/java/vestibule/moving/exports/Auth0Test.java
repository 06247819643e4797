package vestibule.moving.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.moving.exports.ImportTrial.PASSWORD;
import static vestibule.moving.exports.ImportTrial.imported;
import static vestibule.moving.exports.ImportTrial.refused;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vestibule import auth0}: the export of users, that of hashes, and both. */
class Auth0Test {

  private static final String BCRYPT =
      "$2b$06$twrwQxEvStHW30ixFoFuIeeyTx9B5IIeA2Ln9vac1dfM9uW6P91hi";

  private static String oid(int id) {
    return "5dea9f9c82dd7c0e76%06d".formatted(id);
  }

  private static String id(int id) {
    return "auth0|" + oid(id);
  }

  private static String user(String id, String rest) {
    return "{\"user_id\": \"%s\", \"created_at\": \"2020-07-01T10:00:00.123Z\", %s}"
        .formatted(id, rest);
  }

  private static String mailed(String address) {
    return "\"email\": \"%s\", \"email_verified\": true".formatted(address);
  }

  private static String hash(int id, String address, String hash) {
    return """
    {"_id": {"$oid": "%s"}, "email_verified": true, "email": "%s", "passwordHash": "%s",\
     "password_set_date": {"$date": "2019-12-06T18:36:12.412Z"}, "tenant": "shop",\
     "connection": "Username-Password-Authentication", "_tmp_is_unique": true}\
    """
        .formatted(oid(id), address, hash);
  }

  private static final List<String> USERS =
      List.of(
          user(
              id(1),
              mailed("ada@example.org")
                  + ", \"username\": \"ada\", \"name\": \"Ada L.\", \"given_name\": \"Ada\","
                  + " \"picture\": \"https://example.org/a.png\", \"identities\": [{\"user_id\":"
                  + " \""
                  + oid(1)
                  + "\", \"provider\": \"auth0\", \"connection\":"
                  + " \"Username-Password-Authentication\", \"isSocial\": false}]"),
          user(
              id(2),
              mailed("bob@example.org").replace("true", "false")
                  + ", \"name\": \"bob@example.org\", \"blocked\": true, \"multifactor\":"
                  + " [\"guardian\"], \"user_metadata\": {\"shoe\": 44}"),
          user(
              "google-oauth2|3",
              mailed("carl@example.org")
                  + ", \"identities\": [{\"user_id\": \"3\", \"provider\": \"google-oauth2\","
                  + " \"isSocial\": true}, {\"user_id\": \""
                  + oid(3)
                  + "\", \"provider\": \"auth0\"}]"),
          user("auth0|euclid", mailed("euclid@example.org")),
          user("sms|5", "\"phone_number\": \"+4930123456\""),
          user(id(6), mailed("ADA@example.org")),
          user(id(7), mailed("gina@example.org")),
          user(id(8), mailed("hugo@example.org")),
          user(id(9), "\"email\": [\"ines@example.org\"]"),
          "{\"user_id\": ",
          "{\"email\": \"jane@example.org\"}",
          user(id(12), mailed("karl@example.org") + ", \"created_at_\": 1"));

  private static final List<String> HASHES =
      List.of(
          hash(8, "hugo@example.org", "$2b$06$Kz0k03DLxNFgHGDa3wki6uV"),
          hash(7, "gina@example.org", BCRYPT.replace("$06$", "$16$")),
          hash(3, "carl@example.org", BCRYPT),
          hash(20, "lone@example.org", BCRYPT),
          hash(99, "euclid@example.org", BCRYPT)
              .replace("\"tenant\"", "\"alt_id\": \"euclid\", \"tenant\""),
          hash(2, "bob@example.org", BCRYPT),
          hash(1, "ada@example.org", BCRYPT),
          hash(21, "", BCRYPT)
              .replace(
                  "\"email_verified\": true, \"email\": \"\"",
                  "\"identifiers\": [{\"type\": \"username\", \"value\": \"moe\"}, {\"type\":"
                      + " \"email\", \"value\": \"moe@example.org\", \"verified\": true}]"));

  private static final List<String> REPORT =
      List.of(
          imported(1, id(1), "ada", "bcrypt"),
          imported(
              2,
              id(2),
              "bob@example.org",
              "bcrypt",
              "inactive",
              "address_unverified",
              "field_dropped",
              "mfa_not_carried"),
          imported(3, "google-oauth2|3", "carl@example.org", "bcrypt", "social_not_carried"),
          imported(4, "auth0|euclid", "euclid@example.org", "bcrypt"),
          refused(5, "sms|5", "no_login", "emails"),
          refused(6, id(6), "address_taken", "emails"),
          refused(7, id(7), "hash_too_costly", "password"),
          refused(8, id(8), "hash_damaged", "password"),
          refused(9, id(9), "field_invalid", "emails"),
          refused(10, "", "row_damaged", ""),
          refused(11, "", "id_invalid", "id"),
          imported(12, id(12), "karl@example.org", "", "no_password"),
          imported(13, id(20), "lone@example.org", "bcrypt"),
          imported(14, id(21), "moe", "bcrypt"));

  @TempDir private Path folder;
  private ImportTrial trial;

  @BeforeEach
  void start() {
    trial = new ImportTrial(folder, "auth0");
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  @Test
  void usersMeetTheirHashesWhichLieBesideThem() throws IOException {
    trial.file("both/users.ndjson", lines(USERS));
    Path packed = folder.resolve("both/hashes.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(lines(HASHES).getBytes(UTF_8));
    }
    trial.comesIn(folder.resolve("both").toString(), REPORT);
    assertThat(trial.opens("ada", PASSWORD)).isTrue();
    assertThat(trial.opens("ada@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("ada", "another password")).isFalse();
    assertThat(trial.opens("bob@example.org", PASSWORD)).isFalse();
    assertThat(trial.opens("carl@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("euclid@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("moe", PASSWORD)).isTrue();
    assertThat(trial.shown(id(1)))
        .contains("\"created\":\"2020-07-01T10:00:00.123Z\"", "\"fullName\":\"Ada L.\"");
    assertThat(trial.shown(id(2))).contains("\"fullName\":null");
  }

  @Test
  void bothInOneFileAreTheSame() throws IOException {
    List<String> mixed = new ArrayList<>(HASHES);
    mixed.addAll(4, USERS);
    trial.comesIn(trial.file("all.ndjson", lines(mixed)), REPORT);
  }

  @Test
  void eachExportAloneComesInToo() throws IOException {
    trial.comesIn(
        trial.file("hashes.json", lines(HASHES.subList(2, 4))),
        List.of(
            imported(1, id(3), "carl@example.org", "bcrypt"),
            imported(2, id(20), "lone@example.org", "bcrypt")));
    assertThat(trial.opens("lone@example.org", PASSWORD)).isTrue();
    assertThat(trial.runOn(lines(USERS.subList(0, 2))).out()).startsWith("2 rows: 2 imported");
    assertThat(trial.run(trial.file("users.json", lines(USERS.subList(3, 4)))).out())
        .startsWith("1 rows: 1 imported");
  }

  @Test
  void aHashThatComesLaterIsPutInByACatchUpRun() {
    String users = trial.file("users.json", USERS.getFirst());
    assertThat(trial.run(users).out()).contains("no_password 1");
    assertThat(trial.opens("ada", PASSWORD)).isFalse();
    String hashes = trial.file("hashes.json", hash(1, "ada@example.org", BCRYPT));
    assertThat(trial.run(hashes, "--existing", "update").out()).contains("1 updated");
    assertThat(trial.opens("ada", PASSWORD)).isTrue();
  }

  /** A tenant that had its hashes from elsewhere has a key that says what they are. */
  @Test
  void aKeySaysWhatTheHashesAre() {
    try (ImportTrial other =
        new ImportTrial(folder, "auth0", "VESTIBULE_FOREIGN_HASHES_SHOP_SCHEME=argon2")) {
      String argon2 =
          "$argon2id$v=19$m=4096,t=2,p=1$9qNoVC/r0Hv549WSdgOGzCZpiZJF4ut+0pBffvmNuTJhmOTQRlkDOADI"
              + "tjYCcB+EFTdOFw18zsfpdfgbxCtMIQ$+NgueErfhSwWGWoisaj17VALhyNly21fIRNaZ5AejjQn3Nni5v"
              + "DOEaNSkaVh8i4BGtlh8ouiakbm7DsM2RYiqw";
      String hashes = other.file("hashes.json", hash(1, "ada@example.org", argon2));
      assertThat(other.run(hashes).out()).contains("refused: hash_damaged 1");
      assertThat(other.run(hashes, "--with", "shop").out()).contains("1 imported");
      assertThat(other.opens("ada@example.org", PASSWORD)).isTrue();
    }
  }

  @Test
  void manyHashesAreFoundAndNoneIsFoundTwice() throws IOException {
    int many = 5_000;
    List<String> hashes =
        IntStream.range(0, many)
            .mapToObj(id -> hash(id, "p%d@example.org".formatted(id), "x"))
            .toList();
    try (Auth0Hashes stored = Auth0Hashes.none()) {
      for (String line : hashes) {
        stored.add(tools.jackson.databind.json.JsonMapper.shared().readTree(line));
      }
      for (int id = many - 1; id > 0; id -= 2) {
        assertThat(stored.take(id(id)).orElseThrow().path("email").asString())
            .isEqualTo("p%d@example.org".formatted(id));
      }
      assertThat(stored.take("auth0|nobody")).isEmpty();
      for (int id = 0; id < many; id += 2) {
        assertThat(Auth0.idOfHash(stored.nextOfRest().orElseThrow())).isEqualTo(id(id));
      }
      assertThat(stored.nextOfRest()).isEmpty();
    }
  }
}
