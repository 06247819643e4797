package vestibule.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

/** What becomes of the options of a database's URL. */
class PostgresAddressTest {

  private static PostgresAddress with(String option, String value) {
    return new PostgresAddress(
        List.of(new PostgresAddress.Host("localhost", 5432)),
        "accounts",
        Optional.empty(),
        Optional.empty(),
        Map.of(option, value));
  }

  @ParameterizedTest
  @CsvSource({"keepalives, 1, true", "keepalives, 0, false", "tcpKeepAlive, false, false"})
  void keepalivesAreOnWherePsqlHasThemOn(String option, String value, boolean on) {
    assertThat(PGProperty.TCP_KEEP_ALIVE.getBoolean(with(option, value).properties("test")))
        .isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "passfile", "hostaddr"})
  void whatOnlyPsqlReadsIsRefusedWithWhatToDoInstead(String option) {
    assertThatThrownBy(() -> with(option, "s3cret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the database's URL has the option " + option + ", which is not read: ")
        .hasMessageNotContaining("s3cret");
  }
}
