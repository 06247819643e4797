package vestibule.moving.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What is told of values, and what stands in the place of secrets. */
class MaskingTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static String masked(Map<String, String> secrets, String json) {
    return new Masking(secrets)
        .value(FieldName.NONE, JSON.readTree(json.replace('\'', '"')))
        .toString()
        .replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'pwd': 'x1'}                           | {'pwd': '<password>'}",
        "{'new_password2': 'abcdefgH1'}          | {'new_password2': '<password>'}",
        "{'password': ['Too short.']}            | {'password': ['Too short.']}",
        "{'pwd': '********'}                     | {'pwd': '********'}",
        "{'accessToken': 'a1'}                   | {'accessToken': '<secret>'}",
        "{'a': ['eyJhbGciOiJIUzI1NiJ9.e30.x']}   | {'a': ['<jwt>']}",
        "{'a': 'got eyJhbGciOiJIUzI1NiJ9.e30.x.'} | {'a': 'got <jwt>.'}",
        "{'key': '0123456789abcdef'}             | {'key': '<hex>'}",
        "{'a': 'pbkdf2_sha256$1000$salt$c2FsdHNhbHRzYWx0'} | {'a': '<hash>'}",
        "{'a': 'is $2b$06$twrwQxEvStHW30ixFoFuIe now'} | {'a': 'is <hash> now'}",
        "{'a': '/reset/aB3xyzXYZ0123456/x'}      | {'a': '/reset/<random>/x'}",
        "{'a': 'https://a.example.org/v1/users/12345/Profile'} |"
            + " {'a': 'https://a.example.org/v1/users/12345/Profile'}",
        "{'code': 'token_not_valid'}             | {'code': 'token_not_valid'}",
        "{'code': 1001}                          | {'code': 1001}",
        "{'code': 123456}                        | {'code': '<secret>'}",
        "{'id': 123456, 'n': 1234567}            | {'id': 123456, 'n': 1234567}"
      })
  void secretsAreKnownByTheirNamesAndTheirLooks(String json, String told) {
    assertThat(masked(Map.of(), json)).isEqualTo(told.replace(": ", ":").replace(", ", ","));
  }

  @Test
  void whatTheRequestHasSentIsTakenOutWhereverItStands() {
    Map<String, String> secrets =
        Map.of("hunter2 again", "<password>", "a", "<password>", "hunter2", "<secret>");
    assertThat(masked(secrets, "{'msg': 'hunter2 again is a word: hunter2!'}"))
        .isEqualTo("{'msg':'<password> is <password> word: <secret>!'}");
    assertThat(new Masking(secrets).where("body:/xhunter2x/token/b/0123456789abcdef"))
        .isEqualTo("body:/x<secret>x/token/b/<hex>");
    assertThat(new Masking(Map.of()).where("body:/addressLine2/billingAddress2Street"))
        .isEqualTo("body:/addressLine2/billingAddress2Street");
  }

  @Test
  void aLongValueIsCut() {
    assertThat(masked(Map.of(), "{'a': '" + "x ".repeat(1_000) + "'}"))
        .endsWith("… (2008 characters)'")
        .hasSizeLessThan(600);
  }
}
