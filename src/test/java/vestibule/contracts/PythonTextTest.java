package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.http.Fault.JsonType;
import vestibule.http.body.Field;

/** Values as Python's {@code str()} prints them: each number was printed by it. */
class PythonTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "12, 12",
    "-0.0, -0.0",
    "0e5, 0.0",
    "1.0, 1.0",
    "1E2, 100.0",
    "0.1, 0.1",
    "1e16, 1e+16",
    "1e15, 1000000000000000.0",
    "1.5e300, 1.5e+300",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "-1.25e-7, -1.25e-07",
    "1e400, inf",
    "-1e400, -inf",
    "123456789012345678901234567890, 123456789012345678901234567890"
  })
  void numbersPrintAsInPython(String literal, String printed) {
    assertThat(PythonText.of(new Field.Number(literal))).isEqualTo(printed);
  }

  @Test
  void otherValuesPrintAsInPython() {
    assertThat(PythonText.of(new Field.Text("a\u0416"))).isEqualTo("a\u0416");
    assertThat(PythonText.of(new Field.Truth(true))).isEqualTo("True");
    assertThat(PythonText.of(new Field.Truth(false))).isEqualTo("False");
    assertThat(PythonText.of(new Field.Null())).isEqualTo("None");
    assertThat(PythonText.of(new Field.Array("[1]"))).isEqualTo("[1]");
    assertThat(PythonText.of(new Field.Dictionary("{}"))).isEqualTo("{}");
    assertThat(PythonText.of(new Field.File("f"))).isEqualTo("f");
  }

  @ParameterizedTest
  @CsvSource({
    "ARRAY, list",
    "TEXT, str",
    "INTEGER, int",
    "DECIMAL, float",
    "TRUTH, bool",
    "NULL, NoneType"
  })
  void typesAreNamedAsInPython(JsonType type, String name) {
    assertThat(PythonText.type(type)).isEqualTo(name);
  }
}
