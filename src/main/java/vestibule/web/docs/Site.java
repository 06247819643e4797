package vestibule.web.docs;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.Asset;
import vestibule.web.Renderer;

/**
 * The documents as pages, {@code /docs/…}, where {@code scripts/docs} made them before the program
 * was built; without them {@code /docs} leads to the page of the API.
 *
 * <p>Files that were asked for stay in memory, as those of {@link LazyFile} do: 5 MB when all were.
 */
final class Site {

  private static final String ROOT = "/docs";
  private static final String BELOW = ROOT + "/";
  private static final String HOME = BELOW + "index.html";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "yaml", "application/yaml",
          "txt", "text/plain; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  private final String folder;

  /** By their paths; guarded by this, and empty until somebody asks. */
  private Optional<Map<String, LazyFile>> files = Optional.empty();

  /**
   * The pages in a folder of the class path, whose {@code files.txt} lists them.
   *
   * @param folder need not be there
   */
  Site(String folder) {
    this.folder = folder;
  }

  void mount(Routes routes) {
    routes.open().get(ROOT, this::home);
    routes.open().get(BELOW + "{a}", this::file);
    routes.open().get(BELOW + "{a}/{b}", this::file);
    routes.open().get(BELOW + "{a}/{b}/{c}", this::file);
  }

  /** Whether the path is one of those that are mounted here, and no file stands there. */
  boolean lacks(Request request) {
    return request.template().startsWith(BELOW + "{") && !files().containsKey(request.rawPath());
  }

  private Response home(Request request) {
    // Links within pages are relative, and a path without a slash at its end is no folder.
    String home = files().containsKey(HOME) ? HOME : ApiDocs.PAGE;
    return Response.empty(302).with("Location", home).with("Cache-Control", "no-cache");
  }

  private Response file(Request request) {
    Response found = files().get(request.rawPath()).answer(request);
    return request.rawPath().endsWith(".html") ? Renderer.shielded(found) : found;
  }

  private synchronized Map<String, LazyFile> files() {
    if (files.isEmpty()) {
      files = Optional.of(listed());
    }
    return files.get();
  }

  private Map<String, LazyFile> listed() {
    Map<String, LazyFile> found = new HashMap<>();
    String list = folder + "/files.txt";
    if (Site.class.getResource(list) != null) {
      new String(Asset.read(list), StandardCharsets.UTF_8)
          .lines()
          .forEach(name -> found.put(BELOW + name, file(name)));
    }
    return Map.copyOf(found);
  }

  private LazyFile file(String name) {
    String type =
        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    return new LazyFile(folder + "/" + name, BELOW + name, type, "no-cache");
  }
}
