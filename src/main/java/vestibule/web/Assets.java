package vestibule.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import vestibule.core.secret.Digests;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Response.Header;
import vestibule.http.Routes;

/**
 * The files that pages are made of: a fixed list from the class path, held in memory. Each stands
 * at a path that holds a digest of it, so that browsers may keep it for ever; no path of a request
 * ever becomes the path of a file.
 */
public final class Assets {

  private static final String PICO = "/META-INF/resources/webjars/picocss__pico/2.1.1/css/";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String FOR_A_DAY = "public, max-age=86400";
  private static final int DIGITS = 12;

  /** A file, with the answer to browsers that have it already. */
  private record Asset(String name, String path, String tag, Response whole, Response known) {

    static Asset of(
        String name, String path, String keep, String type, byte[] bytes, String digest) {
      String tag = "\"" + digest + "\"";
      List<Header> caching = List.of(new Header("ETag", tag), new Header("Cache-Control", keep));
      return new Asset(
          name,
          path,
          tag,
          Response.of(200, type, bytes).with(caching),
          Response.empty(304).with(caching));
    }

    Response answer(Request request) {
      return request.headers("If-None-Match").stream()
              .flatMap(header -> Stream.of(header.split(",")))
              .map(String::strip)
              .anyMatch(sent -> sent.equals(tag) || sent.equals("W/" + tag))
          ? known
          : whole;
    }
  }

  private final List<Asset> assets =
      List.of(
          versioned("pico.css", PICO + "pico.classless.min.css", CSS),
          versioned("vestibule.css", "/web/vestibule.css", CSS),
          versioned("form.js", "/web/form.js", "text/javascript; charset=utf-8"),
          avatar());

  /**
   * The path of a file.
   *
   * @throws IllegalArgumentException for a name that is not in the list
   */
  public String path(String name) {
    return assets.stream()
        .filter(asset -> asset.name().equals(name))
        .map(Asset::path)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no asset " + name));
  }

  void mount(Routes routes) {
    assets.forEach(asset -> routes.open().get(asset.path(), asset::answer));
  }

  private static Asset versioned(String name, String resource, String type) {
    byte[] bytes = read(resource);
    String digest = digest(bytes);
    return Asset.of(name, "/assets/" + digest + "/" + name, FOR_EVER, type, bytes, digest);
  }

  /** Document E's clients know its path, so that cannot change with the picture. */
  private static Asset avatar() {
    byte[] bytes = read("/web/unknown_avatar.jpg");
    String path = "/assets/static/unknown_avatar.jpg";
    return Asset.of("avatar", path, FOR_A_DAY, "image/jpeg", bytes, digest(bytes));
  }

  /** A file that is missing is a mistake of the build, and stops the start. */
  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + resource);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.sha256(bytes)).substring(0, DIGITS);
  }
}
