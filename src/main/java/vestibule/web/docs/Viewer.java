package vestibule.web.docs;

import vestibule.web.Asset;

/** The files of Swagger UI, of which the page needs two. */
final class Viewer {

  private static final String VERSION = "5.34.1";

  static final LazyFile SCRIPT = file("swagger-ui-bundle.js", "text/javascript; charset=utf-8");
  static final LazyFile STYLE = file("swagger-ui.css", "text/css; charset=utf-8");

  private Viewer() {}

  private static LazyFile file(String name, String type) {
    String place = "/swagger-ui/" + VERSION + "/" + name;
    return new LazyFile(
        "/META-INF/resources/webjars" + place, "/assets" + place, type, Asset.FOR_EVER);
  }
}
