package vestibule.web.docs;

import java.util.List;
import java.util.Map;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.web.Renderer;

/**
 * {@code /openapi/<name>.yaml}, the page {@code /docs/api} to read and try them, and the pages of
 * the documents.
 */
public final class ApiDocs implements Surface {

  static final String PAGE = "/docs/api";
  private static final String OF = "of";

  private final List<LazyFile> documents;
  private final List<LazyFile> viewer = List.of(Viewer.SCRIPT, Viewer.STYLE);
  private final Site site;
  private final List<String> names;
  private final Renderer renderer;

  /**
   * The documents of these names, which are those of what is served.
   *
   * @param names in the order in which they are offered, at least one
   */
  public ApiDocs(List<String> names, Renderer renderer) {
    this(names, renderer, new Site("/docs"));
  }

  ApiDocs(List<String> names, Renderer renderer, Site site) {
    this.site = site;
    this.names = List.copyOf(names);
    this.documents = this.names.stream().map(ApiDocs::document).toList();
    this.renderer = renderer;
  }

  private static LazyFile document(String name) {
    String path = path(name);
    // It changes with the program, whose version no path tells.
    return new LazyFile(path, path, "application/yaml", "no-cache");
  }

  private static String path(String name) {
    return "/openapi/" + name + ".yaml";
  }

  @Override
  public String name() {
    return "docs";
  }

  @Override
  public boolean crossOrigin() {
    return false;
  }

  @Override
  public void mount(Routes routes) {
    routes.open().get(PAGE, this::page);
    documents.forEach(file -> routes.open().get(file.path(), file::answer));
    viewer.forEach(file -> routes.open().get(file.path(), file::answer));
    site.mount(routes);
  }

  @Override
  public boolean hides(Request request) {
    return site.lacks(request);
  }

  /** Shows the first one where none is asked for, or none of ours. */
  private Response page(Request request) {
    String shown = request.query(OF).filter(names::contains).orElse(names.getFirst());
    return renderer.page(
        200,
        "api",
        request,
        Map.of(
            "names", names,
            "shown", shown,
            "document", path(shown),
            "script", Viewer.SCRIPT.path(),
            "style", Viewer.STYLE.path()));
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return renderer.fault(fault, request);
  }
}
