package vestibule.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vestibule.http.Routes;

/**
 * The files that pages are made of: a fixed list from the class path, held in memory. Each stands
 * at a path that holds a digest of it, so that browsers may keep it for ever; no path of a request
 * ever becomes the path of a file.
 */
public final class Assets {

  private static final String PICO = "/META-INF/resources/webjars/picocss__pico/2.1.1/css/";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String FOR_A_DAY = "public, max-age=86400";
  private final List<Asset> assets =
      List.of(
          versioned("pico.css", PICO + "pico.classless.min.css", CSS),
          versioned("vestibule.css", "/web/vestibule.css", CSS),
          versioned("form.js", "/web/form.js", SCRIPT),
          versioned("busy.js", "/web/busy.js", SCRIPT),
          versioned("htmx.js", HTMX, SCRIPT),
          versioned("puzzle.js", "/web/puzzle.js", SCRIPT),
          versioned("passkey.js", "/web/passkey.js", SCRIPT),
          versioned("api.css", "/web/api.css", CSS),
          versioned("api.js", "/web/api.js", SCRIPT),
          avatar());

  private final Map<String, String> paths =
      assets.stream().collect(Collectors.toMap(Asset::name, Asset::path));

  /**
   * The path of a file.
   *
   * @throws IllegalArgumentException for a name that is not in the list
   */
  public String path(String name) {
    return Optional.ofNullable(paths.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no asset " + name));
  }

  void mount(Routes routes) {
    assets.forEach(asset -> routes.open().get(asset.path(), asset::answer));
  }

  private static Asset versioned(String name, String resource, String type) {
    byte[] bytes = Asset.read(resource);
    String path = "/assets/" + Asset.digest(bytes) + "/" + name;
    return Asset.of(name, path, Asset.FOR_EVER, type, bytes);
  }

  /** Document E's clients know its path, so that cannot change with the picture. */
  private static Asset avatar() {
    return Asset.of(
        "avatar",
        "/assets/static/unknown_avatar.jpg",
        FOR_A_DAY,
        "image/jpeg",
        Asset.read("/web/unknown_avatar.jpg"));
  }
}
