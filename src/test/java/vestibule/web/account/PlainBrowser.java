package vestibule.web.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vestibule.Reply;
import vestibule.TestServer;

/** A browser that runs no script: it keeps cookies, reads forms and sends them. */
public final class PlainBrowser {

  static final String PASSWORD = "correct horse 7";
  private static final String BOUNDARY = "----WebKitFormBoundaryVBbQ8lPfXqPEvFp0";

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  private static final Pattern COOKIE = Pattern.compile("([^=;]+)=([^;]*)(.*)");

  private final TestServer server;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  public PlainBrowser(TestServer server) {
    this.server = server;
  }

  /** Somebody who has registered and confirmed the address, and is signed in. */
  public static PlainBrowser signedIn(TestServer server, String name) {
    PlainBrowser browser = new PlainBrowser(server);
    browser.register(name);
    String path = server.awaitMail(name + "@example.org").path();
    assertThat(browser.send("POST", path, "").status()).isEqualTo(200);
    Reply done = browser.signIn(name, PASSWORD);
    assertThat(done.status()).as(done.body()).isEqualTo(303);
    return browser;
  }

  void register(String name) {
    Reply sent =
        submit(
            get("/register"),
            "/register",
            "email=" + name + "@example.org",
            "username=" + name,
            "new_password=" + PASSWORD);
    assertThat(sent.status()).as(sent.body()).isEqualTo(303);
    assertThat(sent.header("Location")).contains("/register/sent");
  }

  Reply signIn(String login, String password) {
    return submit(get("/sign-in"), "/sign-in", "login=" + login, "password=" + password);
  }

  public Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** The page that an answer leads to. */
  public Reply follow(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(303);
    return get(reply.header("Location").orElseThrow());
  }

  /**
   * Sends a form of a page as it stands there, with what was typed.
   *
   * @param typed each {@code name=value}
   */
  public Reply submit(Reply page, String action, String... typed) {
    return send("POST", action, body(hidden(page, action), typed));
  }

  /** The form of that action, with its hidden fields alone. */
  public static Map<String, String> hidden(Reply page, String action) {
    Matcher form =
        Pattern.compile(
                "<form method=\"post\" action=\"" + Pattern.quote(action) + "\"[ >].*?</form>",
                Pattern.DOTALL)
            .matcher(page.body());
    assertThat(form.find()).as("a form for %s in %s", action, page.body()).isTrue();
    return HIDDEN
        .matcher(form.group())
        .results()
        .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)));
  }

  public static String body(Map<String, String> hidden, String... typed) {
    Map<String, String> all = new LinkedHashMap<>(hidden);
    for (String one : typed) {
      int equals = one.indexOf('=');
      all.put(one.substring(0, equals), one.substring(equals + 1));
    }
    return all.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  public Reply send(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (!cookies.isEmpty()) {
      all.add("Cookie: " + cookieHeader());
    }
    boolean tells = all.stream().anyMatch(line -> line.matches("(Origin|Sec-Fetch-Site):.*"));
    if (body != null && !tells) {
      all.add("Sec-Fetch-Site: same-origin");
    }
    String[] lines = all.toArray(String[]::new);
    Reply reply =
        body == null
            ? server.send(method, path, null, lines)
            : server.form(method, path, body, lines);
    keep(reply);
    return reply;
  }

  /**
   * Sends the form with a file of a page as it stands there.
   *
   * @param file what the file holds
   */
  Reply upload(Reply page, String action, String field, byte[] file) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    hidden(page, action).forEach((name, value) -> part(body, name, "", value.getBytes(UTF_8)));
    part(body, field, "; filename=\"chosen\"\r\nContent-Type: image/png", file);
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(server.uri(action))
            .expectContinue(file.length > 1_000_000)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .header("Cookie", cookieHeader())
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    HttpResponse<byte[]> answer = answer(request);
    return new Reply(answer.statusCode(), new String(answer.body(), UTF_8), answer.headers());
  }

  private static void part(ByteArrayOutputStream body, String name, String more, byte[] value) {
    String head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n";
    body.writeBytes(head.formatted(BOUNDARY, name, more).getBytes(UTF_8));
    body.writeBytes(value);
    body.writeBytes("\r\n".getBytes(UTF_8));
  }

  /** The bytes at a path. */
  HttpResponse<byte[]> bytes(String path) {
    return answer(
        HttpRequest.newBuilder(server.uri(path)).header("Cookie", cookieHeader()).build());
  }

  private static HttpResponse<byte[]> answer(HttpRequest request) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private void keep(Reply reply) {
    for (String line : reply.headers("Set-Cookie")) {
      Matcher cookie = COOKIE.matcher(line);
      assertThat(cookie.matches()).isTrue();
      if (cookie.group(3).contains("1970")) {
        cookies.remove(cookie.group(1));
      } else {
        cookies.put(cookie.group(1), cookie.group(2));
      }
    }
  }

  String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  Map<String, String> cookies() {
    return cookies;
  }
}
