package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;

/** Passwords whose salt, hash and rounds lie in columns of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportColumnsTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder;
  private TestServer server;

  @BeforeAll
  void start() {
    server =
        TestServer.start(
            "VESTIBULE_FOREIGN_HASHES_CLUB_SCHEME=digest",
            "VESTIBULE_FOREIGN_HASHES_CLUB_DIGEST=sha1",
            "VESTIBULE_FOREIGN_HASHES_CLUB_INPUT={password}{salt}");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static List<JsonNode> vectors(String scheme) throws IOException {
    List<JsonNode> vectors = new ArrayList<>();
    try (InputStream in = ImportColumnsTest.class.getResourceAsStream("/foreign-hashes.json")) {
      for (JsonNode vector : JSON.readTree(in).path("vectors")) {
        if (vector.path("scheme").asString().equals(scheme)
            && !vector.path("damaged").asBoolean(false)
            && !vector.path("bomb").asBoolean(false)) {
          vectors.add(vector);
        }
      }
    }
    return vectors;
  }

  private static JsonNode parts(JsonNode vector) {
    JsonNode text = vector.path("string");
    return text.isString() ? JSON.readTree(text.asString()) : text;
  }

  private Path map(String name, String password) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        "source: "
            + name
            + "\ntable: people\nid: id\nfields: {username: name}\npassword: {"
            + password
            + "}\n");
  }

  private Ended run(String place, Path map, String... more) {
    String[] all = new String[8 + more.length];
    String[] fixed = {"import", "table", "--from", place, "--map", map.toString(), "--ids", "new"};
    System.arraycopy(fixed, 0, all, 0, 8);
    System.arraycopy(more, 0, all, 8, more.length);
    return Commands.run(server, "", all);
  }

  private void eachSignsInOrNot(String scheme, String more) throws IOException {
    List<JsonNode> vectors = vectors(scheme);
    assertThat(vectors).hasSizeGreaterThan(3);
    for (JsonNode vector : vectors) {
      String name = vector.path("id").asString();
      JsonNode parts = parts(vector);
      JsonNode params = vector.path("params");
      String order =
          params.has("order")
              ? ", input: \"{" + params.path("order").asString().replace("-", "}{") + "}\""
              : "";
      String place =
          FormerSystem.sqlite(
              folder.resolve(name + ".db"),
              "create table people (id integer primary key, name text, salt text, hash text,"
                  + " rounds integer)",
              "insert into people values (1, '%s', '%s', '%s', %s)"
                  .formatted(
                      name,
                      parts.path("salt").asString(),
                      parts.path("hash").asString(),
                      params.path("rounds").asString("null")));
      Path map =
          map(
              name,
              "digest: "
                  + params.path("digest").asString()
                  + order
                  + ", salt: salt, hash: {column: hash, encoding: "
                  + params.path("encoding").asString()
                  + "}"
                  + more);
      assertThat(run(place, map).out()).startsWith("1 rows: 1 imported");
      assertThat(FormerSystem.signInByName(server, name, vector.path("password").asString()) == 200)
          .as(name)
          .isEqualTo(vector.path("good").asBoolean());
    }
  }

  @Test
  void digestsOfEveryOrderAndLength() throws IOException {
    eachSignsInOrNot("digest-columns", ", scheme: digest");
  }

  @Test
  void pbkdf2WithRoundsOfEachRow() throws IOException {
    eachSignsInOrNot("pbkdf2-columns", ", scheme: pbkdf2, rounds: {column: rounds}, length: 512");
  }

  private static final String SHA1 = "2f441dc2caa263ca62211d4897c1f57b14396003";

  private static JsonNode sha1() throws IOException {
    return vectors("digest-columns").stream()
        .filter(vector -> parts(vector).path("hash").asString().equals(SHA1))
        .filter(vector -> vector.path("good").asBoolean())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bytesInsteadOfTexts() throws IOException, SQLException {
    JsonNode vector = sha1();
    Path file = folder.resolve("bytes.db");
    String place =
        FormerSystem.sqlite(
            file, "create table people (id integer primary key, name text, salt blob, hash blob)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert =
            connection.prepareStatement("insert into people values (1, 'bytes', ?, ?)")) {
      insert.setBytes(1, parts(vector).path("salt").asString().getBytes());
      insert.setBytes(2, HexFormat.of().parseHex(SHA1));
      insert.execute();
    }
    Path map =
        map(
            "bytes",
            "scheme: digest, digest: SHA-1, input: \"{password}{salt}\", salt: {column: salt,"
                + " encoding: text}, hash: {column: hash, encoding: base64}");
    assertThat(run(place, map).out()).startsWith("1 rows: 1 imported");
    assertThat(FormerSystem.signInByName(server, "bytes", vector.path("password").asString()))
        .isEqualTo(200);
  }

  @Test
  void aKeyOfTheSettingsSaysHow() throws IOException {
    JsonNode vector = sha1();
    String place =
        FormerSystem.sqlite(
            folder.resolve("keyed.db"),
            "create table people (id integer primary key, name text, salt text, hash text)",
            "insert into people values (1, 'keyed', '%s', '%s'), (2, 'none', 'x', null)"
                .formatted(parts(vector).path("salt").asString(), SHA1));
    Path map = map("keyed", "with: club, salt: salt, hash: hash");
    assertThat(run(place, map).out()).startsWith("2 rows: 2 imported").contains("no_password 1");
    assertThat(FormerSystem.signInByName(server, "keyed", vector.path("password").asString()))
        .isEqualTo(200);
    Path other = map("other", "with: unknown, salt: salt, hash: hash");
    assertThat(run(place, other).out()).contains("hash_needs_key 1");
    Path rounds =
        map("rounds", "scheme: pbkdf2, digest: sha1, salt: salt, hash: hash, rounds: {column: id}");
    assertThat(run(place, rounds, "--with", "unknown").out()).contains("hash_needs_key 1");
  }

  /** Without a salt: what is hashed is the password alone. */
  @Test
  void withoutASalt() throws IOException {
    String place =
        FormerSystem.sqlite(
            folder.resolve("plain.db"),
            "create table people (id integer primary key, name text, hash text)",
            // The MD5 of "open sesame".
            "insert into people values (1, 'plain', '54ef36ec71201fdf9d1423fd26f97f6b')",
            "insert into people values (2, 'short', '54ef36ec71201fdf9d1423fd26f97f')");
    Path map = map("plain", "scheme: digest, digest: md5, hash: hash");
    assertThat(run(place, map).out())
        .startsWith("2 rows: 1 imported, 0 updated, 0 unchanged, 1 refused\n")
        .contains("hash_damaged 1");
    assertThat(FormerSystem.signInByName(server, "plain", "open sesame")).isEqualTo(200);
    assertThat(FormerSystem.signInByName(server, "short", "open sesame")).isNotEqualTo(200);
  }

  @Test
  void whatMakesNoSenseIsRefused() throws IOException {
    for (String wrong :
        List.of(
            "scheme: bcrypt, salt: salt, hash: hash",
            "scheme: digest, salt: salt, hash: hash",
            "scheme: digest, digest: md5, input: \"{salt}\", salt: salt, hash: hash",
            "scheme: digest, digest: md5, input: \"{password}\", salt: salt, hash: hash",
            "scheme: digest, digest: md5, input: \"{salt}{password}\", hash: hash",
            "scheme: digest, digest: md5, hash: {column: hash, encoding: text}",
            "scheme: digest, digest: md5, hash: {column: hash, encoding: octal}",
            "scheme: digest, digest: md5, salt: {encoding: hex}, hash: hash",
            "scheme: pbkdf2, digest: sha256, salt: salt, hash: hash",
            "scheme: pbkdf2, digest: sha256, salt: salt, hash: hash, rounds: {sql: x}",
            "scheme: pbkdf2, digest: sha256, input: \"{password}x\", salt: salt, hash: hash,"
                + " rounds: 1",
            "with: club, digest: md5, salt: salt, hash: hash",
            "with: club, scheme: digest, salt: salt, hash: hash",
            "scheme: digest, digest: md5, salt: absent, hash: hash",
            "scheme: digest, digest: md5, column: hash")) {
      String place =
          FormerSystem.sqlite(
              folder.resolve("wrong" + wrong.hashCode() + ".db"),
              "create table people (id integer primary key, name text, salt text, hash text)");
      Ended ended = run(place, map("wrong", wrong));
      assertThat(ended.code()).as(wrong).isEqualTo(1);
      assertThat(ended.err()).as(wrong).contains("the map cannot be used: ");
    }
  }
}
