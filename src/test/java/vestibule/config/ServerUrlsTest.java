package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.config.StorageConfig.Database.Postgres;
import vestibule.wiring.Wiring;

/** The URLs of servers: the forms that are understood, and which part of a wrong one is wrong. */
class ServerUrlsTest {

  @TempDir Path folder;

  private Postgres postgres(String url) throws Config.Invalid {
    return (Postgres)
        Wiring.config(Map.of("VESTIBULE_DATABASE_URL", url), folder).storage().database();
  }

  private String problem(String name, String url) {
    return catchThrowableOfType(
            Config.Invalid.class, () -> Wiring.config(Map.of(name, url), folder))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql:///accounts?host=/var/run/postgresql&user=vest",
        "postgresql://vest@%2Fvar%2Frun%2Fpostgresql/accounts",
        "postgresql://vest@%2Fvar%2Frun%2Fpostgresql:5432/accounts",
        "postgres://vest@/accounts?host=/var/run/postgresql&port=5432",
        "postgresql://vest@/?host=/var/run/postgresql&dbname=accounts"
      })
  void aSocketAsPsqlNamesIt(String url) throws Exception {
    assertThat(postgres(url))
        .isEqualTo(
            new Postgres(
                List.of(new HostAndPort("/var/run/postgresql", 5432)),
                "accounts",
                Optional.of("vest"),
                Optional.empty(),
                Map.of()));
  }

  @Test
  void withoutUserPasswordOrHostPsqlsDefaultsHold() throws Exception {
    assertThat(postgres("postgresql:///accounts"))
        .isEqualTo(
            new Postgres(
                List.of(new HostAndPort("localhost", 5432)),
                "accounts",
                Optional.empty(),
                Optional.empty(),
                Map.of()));
    assertThat(postgres("postgresql://db.internal/accounts?port=6432").hosts())
        .containsExactly(new HostAndPort("db.internal", 5432));
    assertThat(postgres("postgresql:///accounts?host=a,b&port=6432").hosts())
        .containsExactly(new HostAndPort("a", 6432), new HostAndPort("b", 6432));
  }

  @Test
  void optionsOfTheDriverAndOfPsqlAreKept() throws Exception {
    assertThat(
            postgres(
                    "postgresql://u:p@db/accounts?sslmode=require&channel_binding=require"
                        + "&gssencmode=disable")
                .options())
        .isEqualTo(
            Map.of("sslmode", "require", "channel_binding", "require", "gssencmode", "disable"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mysql://u:s3cret@db/a|postgres:// or postgresql:// at the beginning",
        "jdbc:postgresql://u:s3cret@db/a|postgres:// or postgresql:// at the beginning",
        "postgresql://u:s3cr@et@db/a|%40, %2F and %3F for each @, / and ? of user and password",
        "postgresql://u:s3cr/et@db/a|%40, %2F and %3F for each @, / and ? of user and password",
        "postgresql://u:s3cr?et@db/a|%40, %2F and %3F for each @, / and ? of user and password",
        "postgresql://u:s3cr#et@db/a|%23 for each #",
        "postgresql://u:s3cret%@db/a|%25 for each % of the password",
        "postgresql://%zz:s3cret@db/a|%25 for each % of the user",
        "postgresql://u:s3cret%ff@db/a|UTF-8 behind the % of the password",
        "postgresql://u:s3cret@/a?host=/tmp,/run|a socket's folder as the only host",
        "postgresql://:s3cret@db/a|a user before the colon and the @",
        "postgresql://u:s3cret@d b/a|hosts and ports such as db.internal:5432 or [::1]:5432",
        "postgresql://u:s3cret@db:x/a|hosts and ports such as db.internal:5432 or [::1]:5432",
        "postgresql://u:s3cret@db:0/a|a port from 1 to 65535",
        "postgresql://u:s3cret@db:65536/a|a port from 1 to 65535",
        "postgresql://u:s3cret@db|a database's name behind the host",
        "postgresql://u:s3cret@db/|a database's name behind the host",
        "postgresql://u:s3cret@db/a/b|no slash in the database's name",
        "postgresql://u:s3cret@db/a?sslmode|option=value behind the ? and each &",
        "postgresql://u:s3cret@db/a?x=1&x=2|each option once",
        "postgresql://u:s3cret@a,,b/a|a name or an address of each host"
      })
  void aWrongPartIsNamedAndNothingIsQuoted(String url, String expected) {
    assertThat(problem("VESTIBULE_DATABASE_URL", url))
        .startsWith(
            "VESTIBULE_DATABASE_URL is wrong (the value is not shown); expected " + expected)
        .doesNotContain("s3cr");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smtp://s3cret@host|user and password",
        "smtp://u:s3cret@a,b|one host",
        "smtp://u:s3cret@|a host",
        "smtp://u:s3cret@host/path|no path behind the host",
        "smtp://u:s3cret@host?tls=maybe|tls=required"
      })
  void aWrongPartOfTheMailServersUrlIsNamedToo(String url, String expected) {
    assertThat(problem("VESTIBULE_SMTP_URL", url))
        .startsWith("VESTIBULE_SMTP_URL is wrong (the value is not shown); expected " + expected)
        .doesNotContain("s3cret");
  }
}
