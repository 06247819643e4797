package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a node counts, and that docs/metrics.md and what stands beside it tell of just that. */
class MetricsTest {

  private static final String HASHED = "vestibule_hashing_computed_total{kind=\"argon2id\"}";
  private static final Path DASHBOARD = Path.of("docs/grafana/vestibule.json");

  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? (NaN|[-+0-9.E]+)$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  /** A row of the page: name, type, labels. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ([a-z]+) \\|([^|]*)\\|");

  private static final Pattern QUOTED = Pattern.compile("`([a-z_]+)`");

  private final TestServer server =
      TestServer.start("VESTIBULE_LIMITS=on", "VESTIBULE_LOG_LEVEL=warn");

  @AfterEach
  void stop() {
    server.close();
  }

  private String metrics() {
    return server.get("/metrics").body();
  }

  /** A figure by its name and labels, as {@code name{door="chat"}}. */
  private double figure(String which) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(which + " "))
        .map(line -> Double.parseDouble(line.substring(which.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + which));
  }

  /** Each metric with its type and the names of its labels. */
  private static Map<String, String> shown(String metrics) {
    Map<String, String> types = new TreeMap<>();
    TYPE.matcher(metrics).results().forEach(type -> types.put(type.group(1), type.group(2)));
    Map<String, Set<String>> labels = new TreeMap<>();
    SAMPLE
        .matcher(metrics)
        .results()
        .forEach(
            sample ->
                labels
                    .computeIfAbsent(family(sample.group(1), types), _ -> new TreeSet<>())
                    .addAll(labels(sample)));
    Map<String, String> shown = new TreeMap<>();
    types.forEach((name, type) -> shown.put(name, type + " " + labels.get(name)));
    return shown;
  }

  private static String family(String sample, Map<String, String> types) {
    return types.containsKey(sample) ? sample : sample.replaceFirst("_(bucket|count|sum)$", "");
  }

  private static Set<String> labels(MatchResult sample) {
    return sample.group(2) == null
        ? Set.of()
        : LABEL
            .matcher(sample.group(2))
            .results()
            .map(label -> label.group(1))
            .filter(name -> !name.equals("le"))
            .collect(Collectors.toSet());
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("docs/metrics.md")))
        .results()
        .forEach(
            row ->
                documented.put(
                    row.group(1),
                    row.group(2)
                        + " "
                        + QUOTED
                            .matcher(row.group(3))
                            .results()
                            .map(label -> label.group(1))
                            .collect(Collectors.toCollection(TreeSet::new))));
    return documented;
  }

  @Test
  void thePageListsEveryMetricWithItsTypeAndItsLabels() throws IOException {
    server.get("/");
    assertThat(documented()).isEqualTo(shown(metrics()));
  }

  @ParameterizedTest
  @EnumSource(TestDoor.class)
  void aDoorCountsWhoComesIn(TestDoor door) {
    String label = "{door=\"" + name(door) + "\"";
    TestPerson person = TestPerson.at(door, server);
    door.register(server, person);
    door.confirm(server, person, server.awaitMail(person.email()));
    String login = door.asksName() ? person.name() : person.email();
    double opened = figure("vestibule_sessions_opened_total" + label + "}");
    String token = door.token(door.signIn(server, login, person.password()));
    door.signIn(server, login, "wrong");
    door.signIn(server, "nobody@example.org", "wrong");
    door.whoami(server, damaged(token));

    assertThat(figure("vestibule_events_total" + label + ",kind=\"registered\"}")).isOne();
    assertThat(figure("vestibule_sign_ins_total" + label + ",outcome=\"signed_in\"}")).isOne();
    assertThat(figure("vestibule_sign_ins_total" + label + ",outcome=\"refused\"}")).isEqualTo(2);
    assertThat(figure("vestibule_refusals_total" + label + ",kind=\"sign_in_refused\"}"))
        .isEqualTo(2);
    assertThat(figure("vestibule_refusals_total" + label + ",kind=\"token_refused\"}")).isOne();
    assertThat(figure("vestibule_sessions_opened_total" + label + "}")).isEqualTo(opened + 1);
    String surface = "{status=\"2xx\",surface=\"" + name(door) + "\"}";
    assertThat(figure("vestibule_http_duration_seconds_count" + surface)).isPositive();
  }

  /** Of the same length. */
  private static String damaged(String token) {
    int middle = token.length() - 12;
    char other = token.charAt(middle) == '0' ? '1' : '0';
    return token.substring(0, middle) + other + token.substring(middle + 1);
  }

  private static String name(TestDoor door) {
    return door.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  @Test
  void sessionsAreCountedAsTheyEndWhoeverEndsThem() {
    TestPerson person = TestPerson.at(TestDoor.CHAT, server);
    TestDoor.CHAT.register(server, person);
    String token = "";
    for (int i = 0; i < 3; i++) {
      token = TestDoor.CHAT.token(TestDoor.CHAT.signIn(server, person.email(), person.password()));
    }
    server.send("DELETE", "/v1/sessions", null, "Authorization: " + token);
    assertThat(figure("vestibule_sessions_ended_total{door=\"v1\"}")).isEqualTo(2);
    server.send("DELETE", "/v1/sessions/current", null, "Authorization: " + token);
    assertThat(figure("vestibule_sessions_ended_total{door=\"v1\"}")).isEqualTo(3);
    assertThat(figure("vestibule_events_total{door=\"v1\",kind=\"signed_out\"}")).isEqualTo(2);
    server.get("/v1/sessions", "Authorization: " + token);
    assertThat(figure("vestibule_refusals_total{door=\"v1\",kind=\"token_refused\"}")).isOne();
  }

  @Test
  void aResetIsCountedWithTheSessionsThatItEnds() {
    TestPerson person = TestPerson.at(TestDoor.USER_ACCOUNT, server);
    TestDoor.USER_ACCOUNT.register(server, person);
    server.awaitMail(person.email());
    TestDoor.USER_ACCOUNT.signIn(server, person.name(), person.password());
    server.json(
        "POST",
        "/user_account/reset_password_request",
        "{\"username\": \"%s\"}".formatted(person.name()));
    server.json("POST", server.awaitMail(person.email()).path(), "{\"pwd\": \"another-one\"}");
    String door = "{door=\"useraccount\"";
    assertThat(figure("vestibule_events_total" + door + ",kind=\"password_reset_requested\"}"))
        .isOne();
    assertThat(figure("vestibule_events_total" + door + ",kind=\"password_reset\"}")).isOne();
    assertThat(figure("vestibule_sessions_ended_total" + door + "}")).isOne();
  }

  @Test
  void hashesLimitsAndMailsAreCounted() {
    TestPerson person = TestPerson.at(TestDoor.CHAT, server);
    TestDoor.CHAT.register(server, person);
    server.awaitMail(person.email());
    server.awaitEmptyOutbox();
    double hashed = figure(HASHED);
    for (int i = 0; i < 12; i++) {
      TestDoor.CHAT.signIn(server, person.email(), "wrong");
    }
    String turnedAway = "vestibule_sign_ins_total{door=\"chat\",outcome=\"turned_away\"}";
    assertThat(figure("vestibule_limits_struck_total{limit=\"account\"}"))
        .isEqualTo(figure(turnedAway))
        .isPositive();
    assertThat(figure(HASHED)).isEqualTo(hashed + 12 - figure(turnedAway));
    assertThat(figure("vestibule_limits_counters")).isPositive();
    assertThat(figure("vestibule_mails_total{outcome=\"sent\"}")).isOne();
    assertThat(figure("vestibule_outbox_oldest_seconds")).isZero();
  }

  @Test
  void bucketsCountUpToAllThereIs() {
    for (int i = 0; i < 5; i++) {
      server.get("/health/live");
    }
    List<Double> buckets =
        metrics()
            .lines()
            .filter(line -> line.startsWith("vestibule_http_duration_seconds_bucket"))
            .filter(line -> line.contains("surface=\"probes\"") && line.contains("2xx"))
            .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toList();
    assertThat(buckets).hasSize(14).isSorted();
    assertThat(buckets.getLast()).isBetween(5.0, 6.0);
  }

  @Test
  void nothingThatAClientSaysBecomesALabel() {
    server.get("/");
    server.get("/nowhere");
    server.send("BREW", "/nowhere", null);
    server.json("POST", "/user_account/login", "{\"username\": \"a\", \"pwd\": \"b\"}");
    server.send("BREW", "/user_account/login", null);
    metrics();
    long before = metrics().lines().count();
    for (int i = 0; i < 20; i++) {
      String word = "mark" + i;
      server.get("/" + word);
      server.send(word, "/nowhere", null);
      server.send(word, "/user_account/login", null, "X-" + word + ": " + word);
      server.json(
          "POST",
          "/user_account/login",
          "{\"username\": \"%s\", \"pwd\": \"%s\"}".formatted(word, word));
    }
    assertThat(metrics()).doesNotContain("mark").hasLineCount((int) before);
  }

  @Test
  void everyMetricOfTheDashboardAndOfTheAlertsIsThere() throws IOException {
    server.get("/");
    String metrics = metrics();
    Set<String> names =
        SAMPLE.matcher(metrics).results().map(one -> one.group(1)).collect(Collectors.toSet());
    for (Path file : List.of(DASHBOARD, Path.of("docs/grafana/alerts.yaml"))) {
      Set<String> used =
          Pattern.compile("\\b(?:vestibule|process|jvm)_[a-z_]+")
              .matcher(Files.readString(file))
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(used).as(file.toString()).hasSizeGreaterThan(10).isSubsetOf(names);
    }
  }

  @Test
  void theDashboardCanBeImported() throws IOException {
    JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
    List<Integer> ids = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      ids.add(panel.path("id").intValue());
      if (!panel.path("type").stringValue().equals("row")) {
        assertThat(panel.path("targets")).as(panel.path("title").stringValue()).isNotEmpty();
        assertThat(panel.at("/datasource/uid").stringValue()).isEqualTo("${datasource}");
      }
    }
    assertThat(ids).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(dashboard.at("/templating/list/0/type").stringValue()).isEqualTo("datasource");
    assertThat(dashboard.at("/templating/list/0/name").stringValue()).isEqualTo("datasource");
  }
}
