package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;

/** People whose passwords other libraries have hashed come in, and sign in at four doors. */
class ImportedHashesTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder;

  /** Of each scheme whose text says all, one hash that a password matches, and that is no load. */
  private static Map<String, JsonNode> chosen() throws IOException {
    Map<String, JsonNode> chosen = new LinkedHashMap<>();
    try (InputStream in = ImportedHashesTest.class.getResourceAsStream("/foreign-hashes.json")) {
      for (JsonNode vector : JSON.readTree(in).path("vectors")) {
        if (vector.path("good").asBoolean()
            && !vector.has("params")
            && !vector.path("heavy").asBoolean(false)
            // No library that could be taken computes it: decision 31.
            && !vector.path("scheme").asString().equals("crypt-yescrypt")
            && !vector.path("password").asString().isEmpty()) {
          chosen.putIfAbsent(vector.path("scheme").asString(), vector);
        }
      }
    }
    return chosen;
  }

  private static String line(int id, JsonNode vector) {
    ObjectNode person = JSON.createObjectNode().put("id", id).put("username", "p" + id);
    person
        .putArray("emails")
        .addObject()
        .put("address", "p" + id + "@example.org")
        .put("verified", true);
    person
        .putObject("password")
        .put("hash", vector.path("string").asString())
        .put("scheme", vector.path("scheme").asString());
    return person.toString();
  }

  private static Reply signIn(TestServer server, int door, int id, String password) {
    String address = "p" + id + "@example.org";
    ObjectNode body = JSON.createObjectNode();
    String mailed =
        JSON.createObjectNode().put("email", address).put("password", password).toString();
    return switch (door) {
      case 0 ->
          server.json(
              "POST",
              "/user_account/login",
              body.put("username", "p" + id).put("pwd", password).toString());
      case 1 -> server.json("POST", "/api/token/", mailed);
      case 2 -> server.json("POST", "/auth/login/", mailed);
      default ->
          server.json(
              "POST",
              "/account/login",
              body.put("login", "p" + id).put("password", password).toString(),
              "browser: test");
    };
  }

  @Test
  void theirPasswordsOpenTheirAccountsAndNoOthers() throws IOException {
    Map<String, JsonNode> vectors = chosen();
    assertThat(vectors).hasSizeGreaterThan(30);
    List<String> lines = new ArrayList<>();
    vectors.forEach((_, vector) -> lines.add(line(lines.size() + 1, vector)));
    Path people = Files.write(folder.resolve("people.jsonl"), lines);
    try (TestServer server = TestServer.start()) {
      Ended ended = Commands.run(server, "", "import", "jsonl", "--from", people.toString());
      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
      int id = 0;
      for (JsonNode vector : vectors.values()) {
        id++;
        String password = vector.path("password").asString();
        int door = id % 4;
        assertThat(signIn(server, door, id, "x" + password).status())
            .as("%s with a wrong password at door %d", vector.path("id"), door)
            .isNotEqualTo(200);
        assertThat(signIn(server, door, id, password).status())
            .as("%s at door %d", vector.path("id"), door)
            .isEqualTo(200);
        assertThat(signIn(server, (door + 1) % 4, id, password).status())
            .as("%s by our own hash", vector.path("id"))
            .isEqualTo(200);
      }
    }
  }
}
