package vestibule.moving.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.cli.Commands;
import vestibule.cli.Commands.Ended;

/** An import of a source into a running server, tried, done, and done again. */
final class ImportTrial implements AutoCloseable {

  static final String PASSWORD = "correct horse battery staple";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final String source;
  private final TestServer server;

  ImportTrial(Path folder, String source, String... settings) {
    this.folder = folder;
    this.source = source;
    this.server = TestServer.start(settings);
  }

  /** A file of this text. */
  String file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ended run(String place, String... more) {
    Stream<String> all =
        Stream.concat(Stream.of("import", source, "--from", place), Arrays.stream(more));
    return command(all.toArray(String[]::new));
  }

  /** Runs it with a text on standard input. */
  Ended runOn(String input) {
    return Commands.run(server, input, "import", source, "--from", "-");
  }

  /** Runs another command. */
  Ended command(String... arguments) {
    return Commands.run(server, "", arguments);
  }

  /** A line of the report of somebody who came in; their account is any. */
  static String imported(int row, String id, String login, String hash, String... warnings) {
    return ("{\"row\":%d,\"id\":%s,\"outcome\":\"imported\",\"login\":%s,\"hash\":%s,"
            + "\"warnings\":[%s]}")
        .formatted(row, text(id), text(login), text(hash), quoted(warnings));
  }

  /** A line of the report of somebody who did not. */
  static String refused(int row, String id, String reason, String field) {
    return refused(row, id, reason, field, "");
  }

  /** The same of somebody whose hash was good. */
  static String refused(int row, String id, String reason, String field, String hash) {
    return ("{\"row\":%d,\"id\":%s,\"outcome\":\"refused\",\"reason\":%s,\"field\":%s,"
            + "\"hash\":%s}")
        .formatted(row, text(id), text(reason), text(field), text(hash));
  }

  private static String text(String text) {
    return text.isEmpty() ? "null" : "\"" + text + "\"";
  }

  private static String quoted(String... texts) {
    return Arrays.stream(texts).map(text -> "\"" + text + "\"").collect(Collectors.joining(","));
  }

  /** The same line as the report has it, of which every field is looked at. */
  private String whole(String line, boolean tried, String account) {
    var told = JSON.readTree(line);
    boolean in = told.path("outcome").asString().equals("imported");
    var whole = JSON.createObjectNode();
    whole.set("row", told.path("row"));
    whole.put("source", source);
    whole.set("id", told.path("id"));
    whole.set("outcome", told.path("outcome"));
    if (in && !tried) {
      whole.put("account", Long.parseLong(account));
    } else {
      whole.putNull("account");
    }
    for (String name : List.of("login", "reason", "field", "hash")) {
      whole.set(name, told.has(name) ? told.path(name) : JSON.nullNode());
    }
    whole.set("warnings", told.has("warnings") ? told.path("warnings") : JSON.createArrayNode());
    return whole.toString();
  }

  /** Tries it, does it, and does it again: nothing changes then. */
  void comesIn(String place, List<String> lines, String... more) throws IOException {
    Path tried = folder.resolve("tried.jsonl");
    Path done = folder.resolve("done.jsonl");
    Path again = folder.resolve("again.jsonl");
    Ended dry = run(place, with(more, "--dry-run", "--report", tried.toString()));
    assertThat(dry.code()).as(dry.err()).isIn(0, 4);
    assertThat(people(tried)).as(dry.out() + dry.err()).isEqualTo(wholes(lines, true, tried));
    assertThat(command("import", "ids", source).out()).isEmpty();
    Ended wet = run(place, with(more, "--report", done.toString()));
    assertThat(people(done)).as(wet.out() + wet.err()).isEqualTo(wholes(lines, false, done));
    boolean refused = lines.stream().anyMatch(line -> line.contains("\"refused\""));
    assertThat(wet.code()).isEqualTo(refused ? 4 : 0).isEqualTo(dry.code());
    Ended second = run(place, with(more, "--report", again.toString()));
    assertThat(second.out()).contains(" 0 imported, 0 updated, ");
    assertThat(people(again)).isEqualTo(unchanged(done));
    assertThat(server.unreadMails()).isEmpty();
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }

  /** The report without its summary. */
  private static List<String> people(Path report) throws IOException {
    List<String> lines = Files.readAllLines(report);
    assertThat(lines.getLast()).startsWith("{\"summary\":");
    return lines.subList(0, lines.size() - 1);
  }

  private List<String> wholes(List<String> lines, boolean tried, Path report) throws IOException {
    List<String> accounts =
        people(report).stream()
            .map(line -> JSON.readTree(line).path("account").asString("0"))
            .toList();
    List<String> wholes = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      wholes.add(whole(lines.get(at), tried, at < accounts.size() ? accounts.get(at) : "0"));
    }
    return wholes;
  }

  /** Who came in before is told without warnings, and who did not for the same reason. */
  private static List<String> unchanged(Path done) throws IOException {
    return people(done).stream()
        .map(
            line ->
                line.replace("\"outcome\":\"imported\"", "\"outcome\":\"unchanged\"")
                    .replaceFirst("\"warnings\":\\[.*]}$", "\"warnings\":[]}"))
        .toList();
  }

  /** Whether a name or address with this password opens an account, at the door of document E. */
  boolean opens(String login, String password) {
    String body = JSON.createObjectNode().put("login", login).put("password", password).toString();
    return server.json("POST", "/account/login", body, "browser: test").status() == 200;
  }

  /** What an operator sees of the person who had that id. */
  String shown(String oldId) {
    String account =
        command("import", "ids", source)
            .out()
            .lines()
            .map(JSON::readTree)
            .filter(pair -> pair.path("id").asString().equals(oldId))
            .map(pair -> pair.path("account").asString())
            .findFirst()
            .orElseThrow();
    return command("account", "show", account, "--json").out();
  }

  /** Whom a key of document D's door stands for. */
  String whoami(String key) {
    return server.get("/account/profile", "Authorization: Token " + key).body();
  }

  /** How many mails it would cost that roles permit more than they did. */
  int mailsOwed() {
    return server.core().roleNotices().tell() + server.unreadMails().size();
  }

  @Override
  public void close() {
    server.close();
  }
}
