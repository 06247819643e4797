package vestibule.moving.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.Addresses;
import vestibule.moving.BadSource;
import vestibule.moving.Incoming;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/**
 * Exports that are cut, and values of every type in every place: no run ends by an error of ours.
 */
class OddExportsTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Every hash is good here: they are judged elsewhere. */
  private static final Reading READING =
      new Reading(
          Addresses.SOURCE,
          (_, text) -> new ForeignHashes.Usable(false, () -> text),
          Optional.empty(),
          ZoneOffset.UTC);

  @TempDir private Path folder;

  /** A system with an export of one person who has everything. */
  enum Sample {
    KEYCLOAK(
        """
        {"realm": "shop", "roles": {"realm": [{"name": "a", "composites": {"realm": ["b"],
         "client": {"c": ["d"]}}}], "client": {"c": [{"name": "d"}]}},
         "groups": [{"name": "g", "realmRoles": ["a"], "clientRoles": {"c": ["d"]},
         "subGroups": [{"name": "h"}]}], "users": [{"id": "1", "username": "ada", "enabled": true,
         "email": "a@example.org", "emailVerified": true, "createdTimestamp": 1593597600000,
         "firstName": "A", "lastName": "L", "attributes": {"x": ["y"]},
         "federatedIdentities": [{"identityProvider": "google"}], "realmRoles": ["a"],
         "clientRoles": {"c": ["d"], "realm-management": ["e"]}, "groups": ["/g/h"],
         "credentials": [{"type": "password", "secretData": "{}", "credentialData": "{}"}]}]}\
        """),
    KRATOS(
        """
        {"identities": [{"id": "1", "state": "active", "created_at": "2020-07-01T10:00:00Z",
         "traits": {"email": "a@example.org", "emails": ["b@example.org"], "username": "ada",
         "name": {"first": "A", "last": "L"}, "phone": "1", "x": 1}, "metadata_admin": {"a": 1},
         "credentials": {"password": {"identifiers": ["ada"], "config": {"hashed_password": "x"}},
         "totp": {}, "oidc": {}}, "verifiable_addresses": [{"value": "a@example.org",
         "verified": true, "via": "email"}], "recovery_addresses": [{"value": "a@example.org"}]}]}\
        """),
    SUPERTOKENS(
        """
        {"users": [{"externalUserId": "1", "id": "2", "userMetadata": {"first_name": "A", "x": 1},
         "userRoles": [{"role": "editor"}], "totpDevices": [{"secretKey": "A"}],
         "loginMethods": [{"recipeId": "emailpassword", "superTokensUserId": "3",
         "email": "a@example.org", "isVerified": true, "isPrimary": true, "passwordHash": "x",
         "plainTextPassword": "y", "timeJoinedInMSSinceEpoch": 1593597600000},
         {"recipeId": "passwordless", "phoneNumber": "1"}]}]}\
        """),
    AUTH0(
        """
        [{"user_id": "auth0|1", "email": "a@example.org", "email_verified": true, "name": "A",
         "username": "ada", "given_name": "A", "family_name": "L", "phone_number": "1",
         "created_at": "2020-07-01T10:00:00Z", "blocked": false, "multifactor": ["guardian"],
         "identities": [{"provider": "auth0", "user_id": "1", "isSocial": false}],
         "user_metadata": {"a": 1}}, {"_id": {"$oid": "1"}, "alt_id": "1", "email": "a@example.org",
         "email_verified": true, "passwordHash": "x", "identifiers": [{"type": "email",
         "value": "a@example.org", "verified": true}]}, {"_id": {"$oid": "2"}, "passwordHash": "x",
         "email": "b@example.org"}]\
        """),
    FIREBASE(
        """
        {"users": [{"localId": "1", "email": "a@example.org", "emailVerified": true,
         "passwordHash": "x", "salt": "y", "displayName": "A", "phoneNumber": "1",
         "createdAt": "1593597600000", "disabled": false, "customAttributes": "{}",
         "mfaInfo": [{"a": 1}], "providerUserInfo": [{"providerId": "google.com"}]}]}\
        """),
    COGNITO(
        """
        {"Users": [{"Username": "ada", "Attributes": [{"Name": "sub", "Value": "1"},
         {"Name": "email", "Value": "a@example.org"}, {"Name": "email_verified", "Value": "true"},
         {"Name": "identities", "Value": "[]"}], "UserCreateDate": 1593597600.5, "Enabled": true,
         "UserStatus": "CONFIRMED", "MFAOptions": [{"a": 1}], "UserMFASettingList": ["x"]}]}\
        """);

    private final String export;

    Sample(String export) {
      this.export = export;
    }

    Source open(Place.InFile file) throws IOException {
      List<Place.InFile> files = List.of(file);
      return switch (this) {
        case KEYCLOAK -> Exports.keycloak(files, READING);
        case KRATOS -> Exports.kratos(files, READING);
        case SUPERTOKENS -> Exports.superTokens(files, READING);
        case AUTH0 -> Exports.auth0(files, READING);
        case FIREBASE -> Exports.firebase(files, READING);
        case COGNITO -> Exports.cognito(files, READING);
      };
    }
  }

  private List<Incoming> read(Sample sample, String text) throws IOException {
    Path path = Files.writeString(folder.resolve("export.json"), text);
    List<Incoming> rows = new ArrayList<>();
    try (Source source = sample.open(new Place.InFile(path, Place.Kind.JSON))) {
      for (var row = source.next(); row.isPresent(); row = source.next()) {
        rows.add(row.get());
      }
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void anExportThatIsCutAnywhereRefusesTheRun(Sample sample) throws IOException {
    assertThat(read(sample, sample.export)).isNotEmpty().allMatch(row -> row.person().isPresent());
    for (int end = 0; end < sample.export.length(); end++) {
      String cut = sample.export.substring(0, end);
      assertThatThrownBy(() -> read(sample, cut)).as(cut).isInstanceOf(BadSource.class);
    }
  }

  private static final List<String> VALUES =
      List.of("null", "5", "-1.5", "true", "\"\"", "\"x\"", "[]", "{}", "[[5]]", "{\"a\": {}}");

  /** Whoever is in a row of any form is somebody, or is refused with a reason. */
  @ParameterizedTest
  @EnumSource
  void aValueOfAnyTypeStandsAnywhere(Sample sample) throws IOException {
    JsonNode export = JSON.readTree(sample.export);
    for (String value : VALUES) {
      for (JsonNode odd : with(export, JSON.readTree(value)).toList()) {
        for (Incoming row : readOrRefused(sample, odd)) {
          assertThat(row.person().isPresent()).isNotEqualTo(row.refused().isPresent());
        }
      }
    }
  }

  private List<Incoming> readOrRefused(Sample sample, JsonNode export) throws IOException {
    try {
      return read(sample, export.toString());
    } catch (BadSource nobody) {
      return List.of();
    }
  }

  /** The same documents with this value in the place of each that they hold. */
  private static Stream<JsonNode> with(JsonNode document, JsonNode value) {
    Stream<JsonNode> inside =
        document.isObject()
            ? document.propertyNames().stream()
                .flatMap(
                    name ->
                        with(document.get(name), value)
                            .map(odd -> ((ObjectNode) document.deepCopy()).set(name, odd)))
            : Stream.iterate(0, at -> at < document.size(), at -> at + 1)
                .flatMap(
                    at ->
                        with(document.get(at), value)
                            .map(odd -> ((ArrayNode) document.deepCopy()).set(at, odd)));
    return Stream.concat(Stream.of(value), document.isContainer() ? inside : Stream.empty());
  }
}
