package vestibule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import vestibule.config.Config;
import vestibule.core.store.Transactions;
import vestibule.crypto.Argon2;
import vestibule.crypto.MasterKey;
import vestibule.openapi.Conformance;
import vestibule.openapi.Exchange;
import vestibule.store.PostgresServer;
import vestibule.wiring.Foundation;
import vestibule.wiring.Server;
import vestibule.wiring.UseCases;
import vestibule.wiring.Wiring;

/**
 * A real server on a free port for tests: real database, mails as files, password hashes that cost
 * next to nothing, a clock that tests can move.
 */
public final class TestServer implements AutoCloseable {

  /** Maven runs the tests of the contracts twice; the second time with this property. */
  private static final boolean ON_POSTGRES = Boolean.getBoolean("vestibule.test.postgres");

  /** The least that a hash can cost: whatever is tried does not depend on it. */
  public static final Argon2.Cost CHEAPEST =
      new Argon2.Cost(
          1,
          8 * 1024,
          "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA"
              + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

  private static final AtomicLong UNIQUE = new AtomicLong(System.nanoTime() % 1_000_000);

  private final Path folder;
  private final Map<String, String> commandSettings;
  private final MovableClock clock = new MovableClock();
  private final Config config;
  private final Server server;
  private final TestMails mails;
  private final Conformance conformance;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private volatile String[] carried = {};

  /** What accounts of this server can ask for beside a password; none does by itself. */
  public final TestFactor factor = new TestFactor("test");

  private TestServer(Path folder, Map<String, String> settings, Argon2.Cost cost) {
    try {
      this.folder = folder;
      Map<String, String> environment = new HashMap<>();
      environment.put("VESTIBULE_HTTP_PORT", "0");
      environment.put("VESTIBULE_PUBLIC_URL", "http://localhost");
      environment.put("VESTIBULE_LIMITS", "off");
      environment.put("VESTIBULE_NATIVE_DIR", FreshDatabase.NATIVE.toString());
      if (ON_POSTGRES) {
        environment.put("VESTIBULE_DATABASE_URL", PostgresServer.url(PostgresServer.newDatabase()));
        environment.put("VESTIBULE_MASTER_KEY_FILE", masterKey().toString());
      }
      environment.putAll(settings);
      this.config = Wiring.config(environment, folder);
      this.commandSettings = Map.copyOf(environment);
      FreshDatabase.put(config.storage());
      this.server =
          Server.start(
              config,
              new Foundation.Surroundings(
                  clock, System::nanoTime, new SecureRandom(), cost, List.of(factor)));
      this.conformance = Conformance.of(config.contracts().doors());
      this.mails = new TestMails(config.storage().dataDir().resolve("mail"), server);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (Config.Invalid invalid) {
      throw new IllegalArgumentException(String.join("; ", invalid.problems()), invalid);
    }
  }

  private Path masterKey() throws IOException {
    Path file = folder.resolve("the.key");
    if (!Files.exists(file)) {
      MasterKey.create(file, new SecureRandom());
    }
    return file;
  }

  /** The one server that tests share; it runs with the defaults, and ends with the JVM. */
  public static TestServer shared() {
    return Shared.SERVER;
  }

  /** A server of one's own, with settings such as {@code VESTIBULE_PRIVACY=strict}. */
  public static TestServer start(String... settings) {
    try {
      return in(Files.createTempDirectory("vestibule-test"), settings);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A server whose hashes take as long as those of the program, for races with one. */
  static TestServer withSlowHashes() {
    try {
      return in(Files.createTempDirectory("vestibule-test"), Argon2.Cost.USUAL);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A server in a folder that may have data already. */
  public static TestServer in(Path folder, String... settings) {
    return in(folder, CHEAPEST, settings);
  }

  private static TestServer in(Path folder, Argon2.Cost cost, String... settings) {
    Map<String, String> map = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      map.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new TestServer(folder, map, cost);
  }

  /** A name that no other test uses: lower-case letters, digits, underscore. */
  public String unique(String prefix) {
    return prefix + "_" + Long.toString(UNIQUE.incrementAndGet(), 36);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  public int port() {
    return server.port();
  }

  public String publicUrl() {
    return "http://localhost";
  }

  public Path folder() {
    return folder;
  }

  /** With which settings a command works on this server's database, whichever that is. */
  public Map<String, String> commandSettings() {
    return commandSettings;
  }

  /** Sends a request; a null body sends none, headers are {@code Name: value}. */
  public Reply send(String method, String path, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + carried.length);
    System.arraycopy(carried, 0, all, headers.length, carried.length);
    Reply reply = send(client, uri(path), method, body, all);
    conformance.check(Exchange.of(method, path, all, body, reply));
    return reply;
  }

  /** Fails when an exchange that was made elsewhere is not as the API is described. */
  void check(Exchange exchange) {
    conformance.check(exchange);
  }

  /** The same to any server of this machine. */
  static Reply send(int port, String method, String path, String body, String... headers) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      Reply reply = send(client, uri, method, body, headers);
      Conformance.ofAll().check(Exchange.of(method, path, headers, body, reply));
      return reply;
    }
  }

  private static Reply send(
      HttpClient client, URI uri, String method, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
    for (String header : headers) {
      int colon = header.indexOf(':');
      request.header(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body(), answer.headers());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** From now on every request carries these headers too. */
  void carry(String... headers) {
    carried = headers.clone();
  }

  public Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Reply json(String method, String path, String body, String... headers) {
    return send(method, path, body, with(headers, "Content-Type: application/json"));
  }

  public Reply form(String method, String path, String body, String... headers) {
    return send(
        method, path, body, with(headers, "Content-Type: application/x-www-form-urlencoded"));
  }

  /** The next unread mail to an address; fails when none comes. */
  public TestMails.Received awaitMail(String address) {
    return mails.await(address);
  }

  /** The next unread mail to an address, if there is one: another node may have sent it. */
  public Optional<TestMails.Received> findMail(String address) {
    return mails.find(address);
  }

  /** Fails when there is an unread mail to an address once nothing is owed any more. */
  public void assertNoMail(String address) {
    mails.assertNone(address);
  }

  /** Waits until no mail is owed and nobody has yet to find out who gets one. */
  public void awaitEmptyOutbox() {
    mails.awaitNoneOwed();
  }

  /** The unread mails to whomever. */
  public List<TestMails.Received> unreadMails() {
    return mails.allUnread();
  }

  public Config config() {
    return config;
  }

  public MovableClock clock() {
    return clock;
  }

  public Server server() {
    return server;
  }

  public UseCases core() {
    return server.foundation().core();
  }

  public Transactions transactions() {
    return server.foundation().storage().transactions();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  private static String[] with(String[] headers, String more) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = more;
    return all;
  }

  private static final class Shared {
    private static final TestServer SERVER = start();
  }
}
