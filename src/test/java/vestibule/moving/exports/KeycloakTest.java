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

/** {@code vestibule import keycloak}: a realm as {@code kc.sh export} writes it. */
class KeycloakTest {

  private static final String SHA256 =
      """
      {"id": "c1", "type": "password", "userLabel": "My password", "createdDate": 1600000000000,
       "secretData": "{\\"value\\":\\"JVTZBgyv1SRoWygHbjukJH0N8i6eARjfZjwS4umbZhQ=\\",\
      \\"salt\\":\\"Vs+m6LSXSHCUWVMPKOo4Iw==\\",\\"additionalParameters\\":{}}",
       "credentialData": "{\\"hashIterations\\":27500,\\"algorithm\\":\\"pbkdf2-sha256\\",\
      \\"additionalParameters\\":{}}"}\
      """;

  private static final String VERSION_4 =
      """
      {"type": "password", "hashedSaltedValue": "dX2+tkzJbeIDZ6ZzTSoc45ZvS8jlOwCgf21em/br1pnrIQQ\
      Dvqtbxe3aHOSf5LJ5cfUN1bAGDzJvai+hb5vX2Q==", "salt": "wwMfQ0Ua6RbvFMdQsv98bw==",
       "hashIterations": 27500, "counter": 0, "algorithm": "pbkdf2-sha256", "digits": 0,
       "period": 0, "createdDate": 1500000000000, "config": {}}\
      """;

  private static final String OTP =
      """
      {"id": "c2", "type": "otp", "userLabel": "phone", "createdDate": 1600000000000,
       "secretData": "{\\"value\\":\\"secret\\"}", "credentialData": "{\\"subType\\":\\"totp\\"}"}\
      """;

  /** Clients, flows and much else of a realm come before its users. */
  private static final String REALM =
      """
      "id": "11111111-2222-3333-4444-555555555555", "realm": "shop", "enabled": true,
      "roles": {
        "realm": [
          {"id": "r1", "name": "manager", "composite": true,
           "composites": {"realm": ["seller"], "client": {"till": ["open"]}}},
          {"id": "r2", "name": "seller", "composite": false},
          {"id": "r3", "name": "default-roles-shop", "composite": true,
           "composites": {"realm": ["offline_access", "uma_authorization", "customer"],
                          "client": {"account": ["manage-account", "view-profile"]}}}],
        "client": {"till": [{"id": "r4", "name": "open", "composite": false}]}},
      "groups": [
        {"id": "g1", "name": "staff", "path": "/staff", "realmRoles": ["seller"],
         "subGroups": [{"id": "g2", "name": "night", "path": "/staff/night",
                        "clientRoles": {"till": ["close"]}, "subGroups": []}]}],
      "clients": [{"clientId": "till", "users": [{"username": "nobody"}]}]\
      """;

  private static String user(int id, String rest) {
    return "{\"id\": \"00000000-0000-4000-8000-%012d\", \"createdTimestamp\": 1593597600000, %s}"
        .formatted(id, rest);
  }

  private static String id(int id) {
    return "00000000-0000-4000-8000-%012d".formatted(id);
  }

  private static final String USERS =
      String.join(
          ",\n",
          user(
              1,
              """
              "username": "ada", "enabled": true, "totp": false, "emailVerified": true,
              "firstName": "Ada", "lastName": "L.", "email": "ada@example.org",
              "credentials": [{"type": "password-history", "secretData": "{}"}, %s],
              "disableableCredentialTypes": [], "requiredActions": [],
              "realmRoles": ["default-roles-shop", "manager"],
              "clientRoles": {"account": ["manage-account"]}, "notBefore": 0, "groups": []\
              """
                  .formatted(SHA256)),
          user(
              2,
              """
              "username": "bob@example.org", "enabled": true, "emailVerified": false,
              "email": "bob@example.org", "credentials": [%s], "groups": ["/staff/night"]\
              """
                  .formatted(VERSION_4)),
          user(
              3,
              """
              "username": "carl", "enabled": false, "emailVerified": true,
              "firstName": ["Carl"],
              "email": "carl@example.org", "credentials": [%s, %s]\
              """
                  .formatted(SHA256, OTP)),
          user(
              4,
              """
              "username": "dora", "enabled": true, "email": "dora@example.org",
              "emailVerified": true, "credentials": [], "federatedIdentities":
              [{"identityProvider": "google", "userId": "1", "userName": "dora"}],
              "attributes": {"locale": ["de"]}\
              """),
          user(
              5,
              """
              "username": "emil", "enabled": true, "email": "ADA@example.org",
              "emailVerified": false, "attributes": {"shoe": ["44"]},
              "clientRoles": {"realm-management": ["realm-admin"]}\
              """),
          user(6, "\"username\": \"service-account-till\", \"serviceAccountClientId\": \"till\""),
          user(
              7,
              """
              "username": "fred", "credentials": [{"type": "password", "secretData":
              "{\\"value\\":\\"aGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGg=\\",\\"salt\\":\
              \\"c3Nzc3Nzc3Nzc3Nzc3Nzcw==\\"}", "credentialData":
              "{\\"hashIterations\\":2147483647,\\"algorithm\\":\\"pbkdf2-sha512\\"}"}]\
              """),
          user(
              8,
              """
              "username": "gina", "credentials": [{"type": "password", "secretData":
              "{\\"value\\":\\"aGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGg=\\",\\"salt\\":\
              \\"c3Nzc3Nzc3Nzc3Nzc3Nzcw==\\"}", "credentialData":
              "{\\"hashIterations\\":5,\\"algorithm\\":\\"own-invention\\"}"}]\
              """),
          user(
              9,
              """
              "username": "hugo", "credentials": [{"type": "password", "secretData": "{}",
              "credentialData": "{}"}]\
              """),
          user(10, "\"firstName\": \"Nobody\""),
          "17",
          user(11, "\"username\": [\"ines\"]"),
          user(12, "\"username\": \"Ada\", \"enabled\": true"),
          "{\"username\": \"jane\"}");

  private static final List<String> REPORT =
      List.of(
          imported(1, id(1), "ada", "keycloak"),
          imported(
              2, id(2), "bob@example.org", "keycloak", "name_as_address", "address_unverified"),
          imported(3, id(3), "carl", "keycloak", "inactive", "field_dropped", "mfa_not_carried"),
          imported(4, id(4), "dora", "", "no_password", "social_not_carried"),
          imported(
              5,
              id(5),
              "emil",
              "",
              "no_password",
              "address_dropped",
              "address_unverified",
              "field_dropped",
              "rights_dropped"),
          refused(6, id(7), "hash_too_costly", "password"),
          refused(7, id(8), "hash_unknown", "password"),
          refused(8, id(9), "hash_damaged", "password"),
          refused(9, id(10), "no_login", "emails"),
          refused(10, "", "row_damaged", ""),
          refused(11, id(11), "field_invalid", "username"),
          refused(12, id(12), "name_taken", "username"),
          refused(13, "", "id_invalid", "id"));

  @TempDir private Path folder;
  private ImportTrial trial;

  @BeforeEach
  void start() {
    trial = new ImportTrial(folder, "keycloak");
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void aRealmsPeopleComeInAsTheyWere() throws IOException {
    trial.comesIn(
        trial.file("shop-realm.json", "{%s, \"users\": [%s]}".formatted(REALM, USERS)), REPORT);
    assertThat(trial.opens("ada", "another password")).isFalse();
    assertThat(trial.opens("ada", PASSWORD)).isTrue();
    assertThat(trial.opens("ada@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("bob@example.org", PASSWORD)).isTrue();
    assertThat(trial.opens("carl", PASSWORD)).isFalse();
    assertThat(trial.shown(id(1)))
        .contains(
            "\"created\":\"2020-07-01T10:00:00Z\"", "manager", "seller", "till:open", "customer")
        .doesNotContain("default-roles", "offline_access", "manage-account");
    assertThat(trial.shown(id(2)))
        .contains("\"staff/night\"", "seller", "till:close")
        .doesNotContain("manager");
    assertThat(trial.shown(id(5))).doesNotContain("ADA@", "realm-admin");
  }

  @Test
  void theFilesOfAFolderAreOneRealm() throws IOException {
    String many = "{\"realm\": \"shop\", \"users\": [%s]}";
    trial.file("out/shop-realm.json", "{" + REALM + "}");
    String first =
        trial.file(
            "out/shop-users-0.json",
            many.formatted(user(1, "\"username\": \"a\", \"groups\": [\"/staff\"]")));
    trial.file("out/shop-users-10.json", many.formatted(user(3, "\"username\": \"c\"")));
    trial.file("out/shop-users-2.json", many.formatted(user(2, "\"username\": \"b\"")));
    trial.file(
        "out/shop-federated-users-0.json",
        "{\"realm\": \"shop\", \"federatedUsers\": [{\"id\": \"f:1:x\"}]}");
    trial.comesIn(
        folder.resolve("out").toString(),
        List.of(
            imported(1, id(1), "a", "", "no_password"),
            imported(2, id(2), "b", "", "no_password"),
            imported(3, id(3), "c", "", "no_password")));
    assertThat(trial.shown(id(1))).contains("\"staff\"", "seller");
    assertThat(trial.run(first).out()).startsWith("1 rows: 0 imported, 0 updated, 1 unchanged");
    trial.file("out/master-users-0.json", many.formatted(user(9, "\"username\": \"root\"")));
    assertThat(trial.run(folder.resolve("out").toString()))
        .satisfies(ended -> assertThat(ended.code()).isEqualTo(1))
        .satisfies(ended -> assertThat(ended.err()).contains("master, shop", "--realm"));
  }

  @Test
  void aRealmWithoutItsUsersIsNoExportOfPeople() {
    assertThat(trial.run(trial.file("shop-realm.json", "{" + REALM + "}")))
        .satisfies(ended -> assertThat(ended.code()).isEqualTo(1))
        .satisfies(ended -> assertThat(ended.err()).contains("shop-realm.json", "no users"));
  }

  @Test
  void severalRealmsInOneFileAreRefused() {
    String realms =
        """
        [{"realm": "master", "users": []}, {"realm": "shop", "users": [{"username": "ada"}]}]\
        """;
    assertThat(trial.run(trial.file("all.json", realms)))
        .satisfies(ended -> assertThat(ended.code()).isEqualTo(1))
        .satisfies(ended -> assertThat(ended.err()).contains("several realms", "--realm"));
  }

  @Test
  void aFileThatIsDamagedLetsNobodyIn() {
    String whole = "{%s, \"users\": [%s]}".formatted(REALM, USERS);
    String cut = whole.substring(0, whole.indexOf("\"fred\""));
    assertThat(trial.run(trial.file("cut.json", cut)))
        .satisfies(ended -> assertThat(ended.code()).isEqualTo(1))
        .satisfies(ended -> assertThat(ended.err()).contains("no good JSON after 6 rows"));
    assertThat(trial.command("import", "ids", "keycloak").out()).isEmpty();
  }
}
