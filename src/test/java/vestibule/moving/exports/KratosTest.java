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

/** {@code vestibule import kratos}: identities as Kratos' admin API lists them. */
class KratosTest {

  private static final String BCRYPT =
      "$2a$06$2iIpERhY3GyI/HhabyBtXuJt2IkYQD3L77SrhNSSCnGRv/gSbxt0K";
  private static final String PBKDF2 =
      "$pbkdf2-sha256$i=36000,l=32$I6+D4qapkgVdPMdStmeWDA$"
          + "ZTVKOg0Z9wkRwfkGiWonWr8PyIdo+11SuhoCyZJqGtc";
  private static final String SHA1 =
      "$sha1$pf=e1NBTFR9e1BBU1NXT1JEfQ==$8bAtX1A=$GrMijh16T0QylcFzfZaVVjDKcz4=";

  private static String id(int id) {
    return "9f425a8d-7efc-4768-8f23-%012d".formatted(id);
  }

  private static String identity(int id, String rest) {
    return """
    {"id": "%s", "schema_id": "default", "schema_url": "http://kratos/schemas/ZGVmYXVsdA",
     "state": "active", "created_at": "2020-07-01T10:00:00.123456Z",
     "updated_at": "2021-07-01T10:00:00Z", "metadata_public": null, "metadata_admin": null,
     "organization_id": null, %s}\
    """
        .formatted(id(id), rest);
  }

  private static String password(String hash, String... identifiers) {
    return """
    "password": {"type": "password", "identifiers": ["%s"],
     "config": {"hashed_password": "%s"}, "version": 0,
     "created_at": "2020-07-01T10:00:00Z", "updated_at": "2020-07-01T10:00:00Z"}\
    """
        .formatted(String.join("\", \"", identifiers), hash);
  }

  private static String address(String value, boolean verified) {
    return """
    {"id": "7b5dcbd3-2a1a-4c1d-9c11-000000000000", "value": "%s", "verified": %s,
     "via": "email", "status": "%s", "created_at": "2020-07-01T10:00:00Z"}\
    """
        .formatted(value, verified, verified ? "completed" : "sent");
  }

  private static final String ALL =
      String.join(
          ",\n",
          identity(
              1,
              """
              "traits": {"email": "ada@example.org", "name": {"first": "Ada", "last": "L."}},
              "credentials": {%s, "totp": {"type": "totp", "identifiers": ["%s"], "version": 0}},
              "verifiable_addresses": [%s],
              "recovery_addresses": [{"id": "x", "value": "ada@example.org", "via": "email"}]\
              """
                  .formatted(
                      password(BCRYPT, "ada@example.org"),
                      id(1),
                      address("ada@example.org", true))),
          identity(
              2,
              """
              "traits": {"username": "Bob", "mail": "bob@example.org", "newsletter": true},
              "credentials": {%s}, "verifiable_addresses": [%s]\
              """
                  .formatted(
                      password(PBKDF2, "bob", "bob@example.org"),
                      address("bob@example.org", false))),
          identity(
                  3,
                  "\"traits\": {\"email\": \"carl@example.org\"}, \"credentials\": {%s}"
                      .formatted(password(SHA1, "carl@example.org")))
              .replace("\"active\"", "\"inactive\""),
          identity(
                  4,
                  """
                  "traits": {"email": "dora@example.org", "name": "Dora"},
                  "credentials": {"oidc": {"type": "oidc", "identifiers": ["google:1"]}},
                  "verifiable_addresses": [%s]\
                  """
                      .formatted(address("dora@example.org", true)))
              .replace("\"metadata_admin\": null", "\"metadata_admin\": {\"a\": 1}"),
          identity(
              5,
              """
              "traits": {"email": "emil@example.org", "phone": "+4930123456"},
              "credentials": {"password": {"type": "password",
              "identifiers": ["emil@example.org", "+4930123456"], "version": 0}},
              "verifiable_addresses": [%s,
              {"value": "+4930123456", "verified": true, "via": "sms"}]\
              """
                  .formatted(address("emil@example.org", true))),
          identity(
              6,
              "\"traits\": {\"username\": \"fred\"}, \"credentials\": {%s}"
                  .formatted(
                      password(
                          "$2b$16$Kz0k03DLxNFgHGDa3wki6uVefxkT/XC4yvHQuuggjpQhS787n.tle", "fred"))),
          identity(
              7,
              "\"traits\": {\"username\": \"gina\"}, \"credentials\": {%s}"
                  .formatted(password("$rot13$frperg", "gina"))),
          identity(
              8,
              "\"traits\": {\"username\": \"hugo\"}, \"credentials\": {%s}"
                  .formatted(password("$2b$06$Kz0k03DLxNFgHGDa3wki6uV", "hugo"))),
          identity(9, "\"traits\": {\"color\": \"red\"}"),
          "\"damaged\"",
          identity(10, "\"traits\": {\"email\": \"ADA@EXAMPLE.ORG\"}"),
          identity(11, "\"traits\": {\"email\": \"no address\"}"),
          identity(12, "\"traits\": {\"username\": \"ivan\"}").replace("\"active\"", "\"asleep\""));

  private static final List<String> REPORT =
      List.of(
          imported(1, id(1), "ada@example.org", "kratos", "mfa_not_carried"),
          imported(2, id(2), "Bob", "kratos", "address_unverified", "field_dropped"),
          imported(3, id(3), "carl@example.org", "kratos", "inactive", "address_unverified"),
          imported(
              4,
              id(4),
              "dora@example.org",
              "",
              "no_password",
              "field_dropped",
              "social_not_carried"),
          imported(5, id(5), "emil@example.org", "", "no_password"),
          refused(6, id(6), "hash_too_costly", "password"),
          refused(7, id(7), "hash_unknown", "password"),
          refused(8, id(8), "hash_damaged", "password"),
          refused(9, id(9), "no_login", "emails"),
          refused(10, "", "row_damaged", ""),
          refused(11, id(10), "address_taken", "emails"),
          refused(12, id(11), "address_invalid", "emails"),
          refused(13, id(12), "field_invalid", "status"));

  @TempDir private Path folder;
  private ImportTrial trial;

  @BeforeEach
  void start() {
    trial = new ImportTrial(folder, "kratos");
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void identitiesComeInAsTheyWere() throws IOException {
    String place = trial.file("identities.json", "[" + ALL + "]");
    trial.comesIn(place, REPORT);
    assertThat(trial.opens("ada@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("Bob", PASSWORD)).isTrue();
    assertThat(trial.opens("bob@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("bob@example.org", "another password")).isFalse();
    assertThat(trial.opens("carl@example.org", PASSWORD)).isFalse();
    assertThat(trial.shown(id(1)))
        .contains("\"created\":\"2020-07-01T10:00:00.123456Z\"", "\"firstName\":\"Ada\"");
    assertThat(trial.shown(id(5))).contains("\"phone\":\"+4930123456\"", "\"username\":\"\"");
  }

  @Test
  void aPasswordThatWasLeftOutOfTheListIsSpokenOf() {
    assertThat(trial.run(trial.file("identities.json", "[" + ALL + "]"), "--dry-run").err())
        .contains("warning: 1 people have a password", "include_credential=password");
  }

  @Test
  void pagesLinesAndListsOfTheCommandComeInToo() throws IOException {
    String list = "{\"identities\": [%s], \"next_page_token\": \"\"}";
    trial.file("pages/1.json", list.formatted(identity(1, "\"traits\": {\"username\": \"a\"}")));
    trial.file("pages/2.json", "[" + identity(2, "\"traits\": {\"username\": \"b\"}") + "]");
    trial.file("pages/3.json", identity(3, "\"traits\": {\"username\": \"c\"}"));
    trial.file(
        "pages/10.jsonl",
        identity(4, "\"traits\": {\"username\": \"d\"}").replace("\n", "") + "\n{\"id\":\n");
    trial.comesIn(
        folder.resolve("pages").toString(),
        List.of(
            imported(1, id(1), "a", "", "no_password"),
            imported(2, id(2), "b", "", "no_password"),
            imported(3, id(3), "c", "", "no_password"),
            imported(4, id(4), "d", "", "no_password"),
            refused(5, "", "row_damaged", "")));
    assertThat(trial.runOn("[" + identity(9, "\"traits\": {\"username\": \"i\"}") + "]").out())
        .startsWith("1 rows: 1 imported");
  }
}
