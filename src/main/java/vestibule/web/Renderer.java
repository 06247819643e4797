package vestibule.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Response.Header;

/** Turns templates into answers, each with the headers that keep a page safe. */
public final class Renderer {

  /**
   * Nothing from elsewhere, no script or style within the page, no frame around it; Pico draws its
   * icons by data URLs.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** What no page here asks a browser for. */
  private static final String PERMISSIONS =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  /** A page's address may hold a code: it is told to nobody and kept nowhere. */
  private static final List<Header> HEADERS = headers("no-referrer");

  /**
   * An address that holds nothing is told to ourselves: of a page that keeps it from everybody,
   * browsers do not say where a form comes from (Fetch, 3.1).
   */
  private static final List<Header> OWN_HEADERS = headers("same-origin");

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Renderer.class.getClassLoader(), "vestibule.templates");
  private final Assets assets;
  private final Look look;

  /**
   * Pages of a service.
   *
   * @param look how they look
   */
  public Renderer(Assets assets, Look look) {
    this.assets = assets;
    this.look = look;
  }

  /** The page of a template, in the language that the request asks for. */
  public Response page(int status, String template, Request request, Map<String, Object> values) {
    Page page = page(request);
    Map<String, Object> parameters = new HashMap<>(values);
    parameters.put("page", page);
    return shielded(drawn(status, template, page, parameters));
  }

  /**
   * A page whose address holds no secret, with forms that are sent to this server.
   *
   * @param sheet makes what the template takes instead of the page alone
   */
  public Response ownPage(
      int status,
      String template,
      Request request,
      Function<Page, Object> sheet,
      Map<String, Object> values) {
    Page page = page(request);
    Map<String, Object> parameters = new HashMap<>(values);
    parameters.put("sheet", sheet.apply(page));
    return drawn(status, template, page, parameters).with(OWN_HEADERS);
  }

  private Page page(Request request) {
    return new Page(Words.of(request), assets, look);
  }

  private Response drawn(int status, String template, Page page, Map<String, Object> parameters) {
    Utf8ByteOutput out = new Utf8ByteOutput();
    engine.render("web/" + template + ".jte", parameters, out);
    return Response.html(status, stripped(out.toByteArray()))
        .with("Content-Language", page.language());
  }

  /** Without the ends of lines that stand in a template before its text. */
  private static byte[] stripped(byte[] page) {
    int begin = 0;
    while (page[begin] == '\n') {
      begin++;
    }
    return begin == 0 ? page : Arrays.copyOfRange(page, begin, page.length);
  }

  /** A page with the headers that keep it safe. */
  public static Response shielded(Response page) {
    return page.with(HEADERS);
  }

  private static List<Header> headers(String referrers) {
    return List.of(
        new Header("Content-Security-Policy", POLICY),
        new Header("Referrer-Policy", referrers),
        new Header("X-Frame-Options", "DENY"),
        new Header("Permissions-Policy", PERMISSIONS),
        new Header("Cross-Origin-Opener-Policy", "same-origin"),
        new Header("X-Robots-Tag", "noindex"));
  }

  /** A page that says one thing, by the words {@code <key>.title} and {@code <key>.text}. */
  public Response message(int status, String key, Request request) {
    return page(status, "message", request, Map.of("key", key));
  }

  /**
   * The same with a way back.
   *
   * @param back a path
   */
  public Response message(int status, String key, Request request, String back) {
    return page(status, "message", request, Map.of("key", key, "back", back));
  }

  /**
   * The same with a link to another page.
   *
   * @param path of it; "" for none
   * @param label the key of its words
   */
  public Response message(int status, String key, Request request, String path, String label) {
    return page(status, "message", request, Map.of("key", key, "back", path, "label", label));
  }

  /** A page about a flaw of the protocol. */
  public Response fault(Fault fault, Request request) {
    return switch (fault) {
      case Fault.MalformedBody _, Fault.NotAnObject _ -> wrong(400, request);
      case Fault.MethodNotAllowed _ -> wrong(405, request);
      case Fault.BodyTooLarge _ -> wrong(413, request);
      case Fault.UnsupportedMediaType _, Fault.UnsupportedContentCoding _ -> wrong(415, request);
      case Fault.UnreadableRequest(var reason) -> wrong(reason.status(), request);
      case Fault.ServerError _ -> message(500, "failed", request);
      case Fault.Unavailable _ -> message(503, "later", request);
    };
  }

  private Response wrong(int status, Request request) {
    return message(status, "wrong", request);
  }

  Assets assets() {
    return assets;
  }

  Look look() {
    return look;
  }
}
