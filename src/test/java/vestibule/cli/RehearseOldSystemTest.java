package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vestibule.TestServer;
import vestibule.cli.Commands.Ended;

/** A rehearsal of the move from a Flask application with Flask-JWT-Extended. */
class RehearseOldSystemTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SECRET = "a secret of at least thirty-two bytes";
  private static final Instant DAY = Instant.parse("2026-03-01T10:00:00Z");
  private static final String PROFILE =
      """
      {"contacts": null, "email": "f******d@example.org", "full_name": "Fred F.",
       "is_email_verified": true, "phone": null, "pwd": "********", "username": "fred"}
      """;

  @TempDir private Path folder;
  private final List<String> recorded = new ArrayList<>();

  private static String token(Instant issued, String jti) throws Exception {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String claims =
        """
        {"fresh":false,"iat":%d,"jti":"%s","type":"access","sub":"7","nbf":%d,"exp":%d}\
        """
            .formatted(
                issued.getEpochSecond(),
                jti,
                issued.getEpochSecond(),
                issued.plusSeconds(3600).getEpochSecond());
    String signed =
        base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + base64.encodeToString(claims.getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    return signed + "." + base64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private void record(
      long seconds, String method, String path, String header, String body, String answer) {
    ObjectNode line = JSON.createObjectNode();
    line.put("at", DAY.plusSeconds(seconds).toString()).put("method", method).put("path", path);
    ObjectNode headers = line.putObject("headers").put("Content-Type", "application/json");
    headers.put("Host", "old.example.org").put(header.split(": ")[0], header.split(": ")[1]);
    line.put("body", body);
    ObjectNode answered =
        line.putObject("answer").put("status", answer.startsWith("403") ? 403 : 200);
    answered
        .putObject("headers")
        .put("Content-Type", "application/json")
        .put("Server", "gunicorn")
        .put("Date", "Sun, 01 Mar 2026 10:00:00 GMT");
    answered.put("body", answer.replaceFirst("^403", ""));
    recorded.add(line.toString());
  }

  private Ended rehearsed() throws IOException {
    Path people =
        Files.writeString(
            folder.resolve("people.jsonl"),
            """
            {"id": 7, "username": "fred", "emails": [{"address": "fred@example.org",\
             "verified": true}], "full_name": "Fred F.", "password": {"scheme": "bcrypt",\
             "hash": "$2b$06$twrwQxEvStHW30ixFoFuIeeyTx9B5IIeA2Ln9vac1dfM9uW6P91hi"}}
            """);
    Path recording = Files.write(folder.resolve("day.jsonl"), recorded);
    TestServer any = TestServer.shared();
    return Commands.run(
        Files.createDirectory(folder.resolve("at")),
        Map.of(
            "VESTIBULE_NATIVE_DIR", any.commandSettings().get("VESTIBULE_NATIVE_DIR"),
            "VESTIBULE_FORMER_TOKENS_SHOP_LIBRARY", "flask-jwt-extended",
            "VESTIBULE_FORMER_TOKENS_SHOP_ALGORITHM", "HS256",
            "VESTIBULE_FORMER_TOKENS_SHOP_SECRET", SECRET,
            "VESTIBULE_FORMER_TOKENS_SHOP_ISSUED_BEFORE", "2026-12-01T00:00:00Z",
            "VESTIBULE_FORMER_TOKENS_SHOP_UNTIL", "2027-01-01"),
        "",
        "rehearse",
        "--from",
        recording.toString(),
        "--import",
        "jsonl",
        "--from",
        people.toString(),
        "--source",
        "shop");
  }

  /** Clients that had signed in before the recording began, and one that does so in it. */
  @Test
  void itsTokensAreGoodUntilTheirEndAndThoseOfTheRecordingAreReplaced() throws Exception {
    String early = "Authorization: Bearer " + token(DAY.minusSeconds(600), "early");
    String late = token(DAY.plusSeconds(60), "late");
    String path = "/user_account/profile_settings";
    record(0, "GET", path, early, null, PROFILE);
    record(
        60,
        "POST",
        "/user_account/login",
        "User-Agent: app",
        "{\"username\": \"fred\", \"pwd\": \"correct horse battery staple\"}",
        "{\"msg\": \"login successful\", \"token\": \"" + late + "\"}");
    record(70, "GET", path, "Authorization: Bearer " + late, null, PROFILE);
    record(3001, "GET", path, early, null, "403{\"msg\": \"Token has expired\"}");
    record(3002, "GET", path, "Authorization: Bearer " + late, null, PROFILE);
    Ended ended = rehearsed();
    TreeSet<String> different = new TreeSet<>();
    for (JsonNode line : (Iterable<JsonNode>) ended.out().lines().map(JSON::readTree)::iterator) {
      line.path("different")
          .forEach(
              one ->
                  different.add(
                      line.path("route").asString() + " " + one.path("where").asString()));
    }
    assertThat(different)
        .as(ended.out() + ended.err())
        .containsExactly("POST /user_account/login header:Set-Cookie");
    assertThat(ended.out()).doesNotContain("eyJ", "correct horse");
  }
}
