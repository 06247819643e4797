package vestibule.web;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Waiting;

/** A real browser without a window, driven by the DevTools protocol: one tab, no library. */
final class Chromium implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Process process;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<Held> held = new CopyOnWriteArrayList<>();

  /** An answer that the browser has, and the page has not. */
  private record Held(String id, String url) {}

  private final WebSocket socket;

  private Chromium(Process process, Path profile, int port) throws Exception {
    this.process = process;
    this.profile = profile;
    HttpRequest newTab =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String tab = client.send(newTab, HttpResponse.BodyHandlers.ofString()).body();
    URI address = URI.create(JSON.readTree(tab).path("webSocketDebuggerUrl").asString());
    this.socket = client.newWebSocketBuilder().buildAsync(address, new Answers()).get();
  }

  /** The installed program; empty where there is none. */
  static Optional<Path> program() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the program with a new profile in this folder. */
  static Chromium start(Path program, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-prefers-reduced-motion",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output").toFile())
            .start();
    Path told = profile.resolve("DevToolsActivePort");
    Waiting.until("the browser's port", LONGEST, () -> lines(told).size() > 1);
    return new Chromium(process, profile, Integer.parseInt(lines(told).getFirst()));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unfinished) {
      return List.of();
    }
  }

  /** Runs a script in every page that is opened from now on, before its own. */
  void runFirst(String script) {
    call("Page.enable", Map.of());
    call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Prefers these colours, {@code light} or {@code dark}; none where that is empty. */
  void prefer(String scheme) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Shows pages in a window of that many pixels. */
  void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Runs no script of any page from now on; those of this class still run. */
  void runNoScripts(boolean none) {
    call("Emulation.setScriptExecutionDisabled", Map.of("value", none));
  }

  /** Asks for pages in that language. */
  void speak(String tag) {
    call("Network.enable", Map.of());
    call("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", tag)));
  }

  /** What the whole page looks like, as PNG. */
  byte[] picture() {
    String data =
        call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .path("data")
            .asString();
    return Base64.getDecoder().decode(data);
  }

  /** Forgets every cookie. */
  void forget() {
    call("Network.clearBrowserCookies", Map.of());
  }

  /** Has a device of its own, which keeps passkeys and takes every touch for its person's. */
  void holdDevice() {
    call("WebAuthn.enable", Map.of());
    call(
        "WebAuthn.addVirtualAuthenticator",
        Map.of(
            "options",
            Map.of(
                "protocol", "ctap2",
                "transport", "internal",
                "hasResidentKey", true,
                "hasUserVerification", true,
                "isUserVerified", true,
                "automaticPresenceSimulation", true)));
  }

  /** Chooses a file in the field of that id, as a person does. */
  void choose(String field, Path file) {
    JsonNode input =
        call("Runtime.evaluate", Map.of("expression", "document.getElementById('" + field + "')"));
    call(
        "DOM.setFileInputFiles",
        Map.of(
            "files",
            List.of(file.toString()),
            "objectId",
            input.path("result").path("objectId").asString()));
  }

  /**
   * Holds back what servers answer from now on, though they have done what was asked. While a page
   * is held back no script of this class is run.
   */
  void holdAnswers() {
    held.clear();
    call(
        "Fetch.enable",
        Map.of("patterns", List.of(Map.of("urlPattern", "*", "requestStage", "Response"))));
  }

  /** The addresses whose answers are held back, in the order in which these came. */
  List<String> held() {
    return held.stream().map(Held::url).toList();
  }

  /** Lets all answers in. */
  void release() {
    held.forEach(one -> call("Fetch.continueResponse", Map.of("requestId", one.id())));
    call("Fetch.disable", Map.of());
  }

  /** Opens an address in the tab, and waits until it is there. */
  void open(String url) {
    call("Page.navigate", Map.of("url", url));
    await("document.readyState === 'complete' && location.href === '" + url + "'");
  }

  /** Waits until a script is true. */
  void await(String script) {
    Waiting.until(script, LONGEST, () -> value(script).asBoolean(false));
  }

  /** What a script of the page gives as a text, a promise's value included. */
  String run(String script) {
    JsonNode answer = evaluated(script);
    if (answer.has("exceptionDetails") || !answer.has("result")) {
      throw new AssertionError("a script of a test failed: " + answer);
    }
    return answer.path("result").path("value").asString();
  }

  /** The names of the cookies that would be sent to an address. */
  List<String> cookies(String url) {
    return call("Network.getCookies", Map.of("urls", List.of(url)))
        .path("cookies")
        .valueStream()
        .map(cookie -> cookie.path("name").asString())
        .sorted()
        .toList();
  }

  /** Of a page that may be on its way out a script has no value. */
  private JsonNode value(String script) {
    return evaluated(script).path("result").path("value");
  }

  private JsonNode evaluated(String script) {
    return call(
        "Runtime.evaluate",
        Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket
        .sendText(
            JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    return answer.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join().path("result");
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    // Links to elsewhere, which whoever deletes the folder would have to be careful with.
    Stream.of("SingletonLock", "SingletonCookie", "SingletonSocket")
        .map(name -> profile.resolve(name).toFile())
        .forEach(File::delete);
  }

  /** Gives each answer to who waits for it; of what the browser tells by itself it keeps pauses. */
  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      text.append(data);
      if (isLast) {
        JsonNode answer = JSON.readTree(text.toString());
        text.setLength(0);
        if (answer.path("method").asString("").equals("Fetch.requestPaused")) {
          JsonNode paused = answer.path("params");
          held.add(
              new Held(
                  paused.path("requestId").asString(),
                  paused.path("request").path("url").asString()));
        }
        Optional.ofNullable(waiting.remove(answer.path("id").asInt(0)))
            .ifPresent(one -> one.complete(answer));
      }
      from.request(1);
      return null;
    }
  }
}
