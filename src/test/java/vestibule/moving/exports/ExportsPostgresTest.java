package vestibule.moving.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.cli.FormerSystem;

/** Systems that are read from their PostgreSQL databases. */
@Tag("processes")
class ExportsPostgresTest {

  @TempDir private Path folder;

  @Test
  void aDjangoProjectsPeopleComeInAsTheyWere() throws IOException {
    try (ImportTrial trial = new ImportTrial(folder, "django")) {
      trial.comesIn(FormerSystem.postgres(DjangoShop.postgres()), DjangoShop.REPORT);
      DjangoTest.assertShop(trial);
    }
  }

  @Test
  void thePeopleOfSuperTokensComeInAsTheyWere() throws IOException {
    try (ImportTrial trial = new ImportTrial(folder, "supertokens", SuperTokensTest.KEY)) {
      trial.comesIn(
          FormerSystem.postgres(SuperTokensCore.statements()),
          SuperTokensCore.REPORT,
          "--with",
          "old");
      SuperTokensTest.assertCore(trial);
    }
  }

  @Test
  void aUserModelIsFoundByWhatRefersToIt() throws IOException {
    String id = "6fa459ea-ee8a-3ca4-894e-db77e160355e";
    String place =
        FormerSystem.postgres(
            "create table people_member (id uuid primary key, password varchar(128) not null,"
                + " last_login timestamp with time zone, email varchar(254) not null,"
                + " is_active boolean not null, date_joined timestamp with time zone not null)",
            "create table people_guest (id bigint primary key, password text, last_login date)",
            "create table account_emailaddress (id bigint primary key, verified boolean,"
                + " \"primary\" boolean, user_id uuid references people_member (id),"
                + " email varchar(254))",
            "insert into people_member values ('%s', '%s', null, 'ada@example.org', true,"
                    .formatted(id, DjangoShop.PBKDF2)
                + " '2020-07-01 12:00:00+02')",
            "insert into account_emailaddress values (1, true, true, '%s', 'ada@example.org')"
                .formatted(id));
    try (ImportTrial trial = new ImportTrial(folder, "django")) {
      trial.comesIn(
          place, java.util.List.of(ImportTrial.imported(1, id, "ada@example.org", "django")));
      assertThat(trial.opens("ada@example.org", ImportTrial.PASSWORD)).isTrue();
      assertThat(trial.shown(id)).contains("\"created\":\"2020-07-01T10:00:00Z\"");
    }
  }
}
