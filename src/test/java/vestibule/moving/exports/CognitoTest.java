package vestibule.moving.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.moving.exports.ImportTrial.imported;
import static vestibule.moving.exports.ImportTrial.refused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vestibule import cognito}: what {@code list-users} gives, and a CSV for a pool. */
class CognitoTest {

  private static String id(int id) {
    return "d16b4aa8-8633-4abd-93b3-%012d".formatted(id);
  }

  /** Attributes by names and values in turn. */
  private static String user(int id, String username, String rest, String... attributes) {
    String all =
        Arrays.stream(attributes)
            .map(one -> one.split("=", 2))
            .map(one -> ", {\"Name\": \"%s\", \"Value\": \"%s\"}".formatted(one[0], one[1]))
            .collect(Collectors.joining());
    return """
    {"Username": "%s", "Attributes": [{"Name": "sub", "Value": "%s"}%s],
     "UserCreateDate": "2020-07-01T12:00:00.123000+02:00",
     "UserLastModifiedDate": "2020-07-01T12:00:00.123000+02:00", %s}\
    """
        .formatted(username, id(id), all, rest);
  }

  private static final String CONFIRMED = "\"Enabled\": true, \"UserStatus\": \"CONFIRMED\"";

  private static final String USERS =
      String.join(
          ",\n",
          user(
              1,
              "ada",
              CONFIRMED,
              "email=ada@example.org",
              "email_verified=true",
              "given_name=Ada",
              "birthdate=1990-12-10",
              "phone_number=+4930123456"),
          user(2, id(2), CONFIRMED, "email=bob@example.org", "email_verified=false"),
          user(
              3,
              "carl",
              CONFIRMED.replace("true", "false"),
              "email=carl@example.org",
              "email_verified=true",
              "custom:shoe=44"),
          user(
              4,
              "Google_1234",
              CONFIRMED.replace("CONFIRMED", "EXTERNAL_PROVIDER"),
              "email=dora@example.org",
              "identities=[{\\\"providerName\\\":\\\"Google\\\"}]"),
          user(
              5,
              id(5),
              CONFIRMED + ", \"MFAOptions\": [{\"DeliveryMedium\": \"SMS\"}]",
              "email=emil@example.org",
              "email_verified=true",
              "preferred_username=emil"),
          user(6, "fred", CONFIRMED.replace("CONFIRMED", "ARCHIVED")),
          user(7, "Ada", CONFIRMED, "email=x@example.org"),
          user(8, "hugo", CONFIRMED, "email=ADA@EXAMPLE.ORG", "email_verified=false"),
          user(9, id(9), CONFIRMED),
          "3",
          "{\"Attributes\": []}",
          user(10, "jane", CONFIRMED, "email=jane@example.org", "birthdate=in May"));

  private static final List<String> REPORT =
      List.of(
          imported(1, id(1), "ada", "", "no_password"),
          imported(2, id(2), "bob@example.org", "", "no_password", "address_unverified"),
          imported(3, id(3), "carl", "", "no_password", "inactive", "field_dropped"),
          imported(
              4,
              id(4),
              "dora@example.org",
              "",
              "no_password",
              "address_unverified",
              "social_not_carried"),
          imported(5, id(5), "emil", "", "no_password", "mfa_not_carried"),
          imported(6, id(6), "fred", "", "no_password", "inactive"),
          refused(7, id(7), "name_taken", "username"),
          imported(8, id(8), "hugo", "", "no_password", "address_dropped", "address_unverified"),
          refused(9, id(9), "no_login", "emails"),
          refused(10, "", "row_damaged", ""),
          refused(11, "", "id_invalid", "id"),
          imported(12, id(10), "jane", "", "no_password", "address_unverified", "field_dropped"));

  @TempDir private Path folder;
  private ImportTrial trial;

  @BeforeEach
  void start() {
    trial = new ImportTrial(folder, "cognito");
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void aPoolsPeopleComeInWithoutPasswords() throws IOException {
    trial.comesIn(trial.file("users.json", "{\"Users\": [" + USERS + "]}"), REPORT);
    assertThat(trial.shown(id(1)))
        .contains(
            "\"created\":\"2020-07-01T10:00:00.123Z\"",
            "\"birthday\":\"1990-12-10\"",
            "\"firstName\":\"Ada\"",
            "\"phone\":\"+4930123456\"",
            "\"password\":null");
  }

  @Test
  void pagesAreReadOneAfterTheOther() {
    String page = "{\"Users\": [%s], \"PaginationToken\": \"CAIS\"}";
    String number =
        user(3, "c", CONFIRMED).replace("\"2020-07-01T12:00:00.123000+02:00\"", "1593597600.5");
    String all =
        page.formatted(user(1, "a", CONFIRMED))
            + page.formatted(user(2, "b", CONFIRMED))
            + "["
            + number
            + "]";
    assertThat(trial.runOn(all).out()).startsWith("3 rows: 3 imported");
    assertThat(trial.shown(id(3))).contains("\"created\":\"2020-07-01T10:00:00.500Z\"");
  }

  @Test
  void columnsOfAPoolsImportComeInToo() throws IOException {
    String csv =
        """
        profile,address,birthdate,given_name,email,email_verified,custom:shoe,phone_number,\
        cognito:mfa_enabled,updated_at,cognito:username
        ,,,Ada,ada@example.org,TRUE,,,FALSE,,ada
        ,"Street 1, Town",,Bob,bob@example.org,FALSE,,+4930123456,TRUE,,bob
        ,,,,carl@example.org
        ,,,,dora@example.org,maybe,,,,,dora
        """;
    trial.comesIn(
        trial.file("users.csv", csv),
        List.of(
            imported(1, "ada", "ada", "", "no_password"),
            imported(
                2,
                "bob",
                "bob",
                "",
                "no_password",
                "address_unverified",
                "field_dropped",
                "mfa_not_carried"),
            refused(3, "", "row_damaged", ""),
            refused(4, "dora", "field_invalid", "emails")));
  }
}
