package vestibule.moving.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.moving.rehearsal.recording.Exchange.Answered;
import vestibule.moving.rehearsal.recording.HeaderLines;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;

/** Which values of two answers mean the same. */
class MatchingTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.";

  private final KnownTokens tokens = new KnownTokens();
  private final KnownIds ids = new KnownIds();
  private final Matching matching =
      new Matching(
          tokens, ids, new Origins(List.of("https://old.example.org"), "https://new.example.org"));

  private boolean isSame(String name, String there, String here) {
    return matching.isSame(new FieldName(name), "", node(there), node(here));
  }

  private static JsonNode node(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "name | 'a' | 'a' | true",
        "name | 'a' | 'b' | false",
        "name | 'a' | null | false",
        "name | '1' | 1 | false",
        "n | 1 | 1.0 | true",
        "n | 1 | 2 | false",
        "ok | true | false | false",
        "created_at | '2026-03-01T10:00:00Z' | '2026-03-01T10:01:59Z' | true",
        "created_at | '2026-03-01T10:00:00Z' | '2026-03-01T10:02:01Z' | false",
        "created_at | '2026-03-01T10:00:00Z' | '2026-03-01T10:00:00.000Z' | false",
        "created_at | '2026-03-01T10:00:00Z' | '2026-03-01T10:00:00+00:00' | false",
        "created_at | '2026-03-01T10:00:00+0100' | '2026-03-01T10:00:01+0100' | true",
        "created_at | '2026-03-01 10:00' | '2026-03-01 10:01' | true",
        "birthday | '2026-03-01' | '2026-03-02' | false",
        "expires | 'Sun, 01 Mar 2026 10:00:00 GMT' | 'Sun, 01 Mar 2026 10:00:09 GMT' | true",
        "exp | 1772359200 | 1772359319 | true",
        "exp | 1772359200 | 1772359321 | false",
        "exp | 1772359200000 | 1772359319999 | true",
        "exp | 1772359200 | 1772359200000 | false",
        "expires_in | 3600 | 3597 | true",
        "expires_in | 3600 | 900 | false",
        "attempts | 3600 | 3597 | false"
      })
  void timesAndNumbers(String name, String there, String here, boolean same) {
    assertThat(isSame(name, there, here)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "token | 'eyJhbGciOiJIUzI1NiJ9.e30.abc' | 'eyJhbGciOiJFUzI1NiJ9.e31.def' | true",
        "any | 'eyJhbGciOiJIUzI1NiJ9.e30.abc' | 'eyJhbGciOiJFUzI1NiJ9.e31.def' | true",
        "key | '9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b' | '0123456789abcdef0123' | true",
        "key | '9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b' | 'eyJhbGciOiJFUzI1NiJ9.e31.def' | false",
        "csrf | 'aB3-xyzXYZ' | 'Zz9_abcABC' | true",
        "other | 'aB3-xyzXYZ' | 'Zz9_abcABC' | false",
        "code | 'token_not_valid' | 'authentication_failed' | false",
        "token | 'This field is required.' | 'This field may not be blank.' | false",
        "token | '123456' | '' | false",
        "username | 'ada' | 'bob' | false",
        "email | 'ada7@example.org' | 'ada8@example.org' | false"
      })
  void tokens(String name, String there, String here, boolean same) {
    assertThat(isSame(name, there, here)).isEqualTo(same);
  }

  @Test
  void aTokenIsRememberedAlsoWhereItsKindIsAnother() {
    String key = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b";
    assertThat(isSame("token", "'" + key + "'", "'" + JWT + "x'")).isFalse();
    assertThat(tokens.find(key)).contains(JWT + "x");
    assertThat(tokens.in("Token " + key + ";")).isEqualTo("Token " + JWT + "x;");
  }

  @Test
  void anIdThatWasOneThereIsOneHere() {
    assertThat(isSame("user_id", "5", "1005")).isTrue();
    assertThat(isSame("user_id", "5", "1005")).isTrue();
    assertThat(isSame("account", "5", "1005")).isFalse();
    assertThat(isSame("owner_id", "5", "1006")).isFalse();
    assertThat(isSame("userId", "6", "1005")).isFalse();
    assertThat(isSame("email_id", "5", "17")).isTrue();
    assertThat(isSame("user_id", "'5'", "'1005'")).isTrue();
    assertThat(isSame("user_id", "5", "'1005'")).isFalse();
    assertThat(ids.find("user", "5")).contains("1005");
    assertThat(ids.find("session", "5")).isEmpty();
    assertThat(isSame("order_id", "9", "90")).isTrue();
    assertThat(ids.find("session", "9")).contains("90");
  }

  @Test
  void aUuidIsAnIdWhateverItsNameIs() {
    String first = "'6f1c2f0e-5a52-4a0e-9d3e-1f2a3b4c5d6e'";
    String second = "'0a1b2c3d-5a52-4a0e-9d3e-1f2a3b4c5d6e'";
    assertThat(isSame("device", first, second)).isTrue();
    assertThat(isSame("other", first, second)).isTrue();
    assertThat(isSame("other", first, first)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'https://old.example.org/a' | 'https://new.example.org/a' | true",
        "'https://old.example.org/a' | 'https://old.example.org/a' | true",
        "'https://old.example.org/a' | 'https://other.example.org/a' | false",
        "'/users/5/photo' | '/users/1005/photo' | true",
        "'5 tries left' | '4 tries left' | false",
        "'ends 2026-03-01T10:00:00Z.' | 'ends 2026-03-01T10:00:30Z.' | true",
        "'/reset?token=aB3xyzXYZ0123456' | '/reset?token=zB3xyzXYZ0123456' | true",
        "'one two' | 'one  two' | false",
        "'Wrong password.' | 'Bad credentials.' | false"
      })
  void wordsOfATextAreMatchedOneByOne(String there, String here, boolean same) {
    assertThat(isSame("url", there, here)).isEqualTo(same);
  }

  private List<String> compared(String there, String here) {
    Findings findings = new Findings(() -> new Masking(Map.of()));
    new BodyComparison(matching, findings, "user").compare(answered(there), answered(here));
    return findings.all().stream()
        .map(one -> one.where() + " " + one.there() + " " + one.here())
        .toList();
  }

  private static Answered answered(String body) {
    HeaderLines headers =
        new HeaderLines(List.of(new HeaderLine("Content-Type", "application/json")));
    return new Answered(200, headers, Optional.of(body.replace('\'', '"').getBytes()));
  }

  @Test
  void bodiesAreComparedToTheirLeaves() {
    assertThat(
            compared(
                "{'a': {'b~/': [1, {'c': null}, 3], 'id': 7}, 'gone': [], 'd': 'x'}",
                "{'d': 'x', 'a': {'id': 1007, 'b~/': [1, {}, 4, 5]}, 'new': {'y': 1}}"))
        .containsExactly(
            "body:/a/b~0~1/1/c \"null\" null",
            "body:/a/b~0~1/2 3 4",
            "body:/a/b~0~1/3 null 5",
            "body:/gone [] null",
            "body:/new null {\"y\":1}");
    assertThat(compared("[1]", "{'a': 1}")).containsExactly("body: [1] {\"a\":1}");
    assertThat(compared("true", "true")).isEmpty();
    assertThat(compared("{'a': 1}", "no JSON"))
        .containsExactly("body \"{\\\"a\\\": 1}\" \"no JSON\"");
    assertThat(compared("", "{}")).containsExactly("body \"\" \"{}\"");
  }

  @Test
  void theSameIdOfTwoThingsIsTwoIds() {
    assertThat(
            compared(
                "{'id': 3, 'email': 'a@b.c', 'sessions': [{'id': 3}], 'addresses': [{'id': 3}]}",
                "{'id': 30, 'email': 'a@b.c', 'sessions': [{'id': 31}], 'addresses': [{'id':"
                    + " 32}]}"))
        .isEmpty();
    assertThat(compared("{'user': {'id': 3}}", "{'user': {'id': 31}}"))
        .containsExactly("body:/user/id 3 31");
  }
}
