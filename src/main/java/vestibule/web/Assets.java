package vestibule.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;

/**
 * The files that pages are made of: a fixed list from the class path, held in memory. Each stands
 * at a path that holds a digest of it, so that browsers may keep it for ever; no path of a request
 * ever becomes the path of a file.
 */
public final class Assets {

  private static final String PICO = "/META-INF/resources/webjars/picocss__pico/2.1.1/css/";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String FOR_A_DAY = "public, max-age=86400";
  private static final int DIGITS = 12;

  private record Asset(String name, String path, Response answer, String tag) {}

  private record Content(byte[] bytes, String type, String digest) {}

  private final List<Asset> assets = new ArrayList<>();

  /** Reads every file; one that is missing is a mistake of the build, and stops the start. */
  public Assets() {
    versioned("pico.css", PICO + "pico.classless.min.css", "text/css; charset=utf-8");
    versioned("vestibule.css", "/web/vestibule.css", "text/css; charset=utf-8");
    versioned("form.js", "/web/form.js", "text/javascript; charset=utf-8");
    // Document E's clients know this path, so it cannot change with the picture.
    byte[] avatar = read("/web/unknown_avatar.jpg");
    add(
        new Content(avatar, "image/jpeg", digest(avatar)),
        "avatar",
        "/assets/static/unknown_avatar.jpg",
        FOR_A_DAY);
  }

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

  /** Declares the path of every file. */
  void mount(Routes routes) {
    for (Asset asset : assets) {
      routes.open().get(asset.path(), request -> answer(asset, request));
    }
  }

  private static Response answer(Asset asset, Request request) {
    boolean known =
        request.headers("If-None-Match").stream()
            .flatMap(header -> List.of(header.split(",")).stream())
            .map(String::strip)
            .anyMatch(tag -> tag.equals(asset.tag()) || tag.equals("W/" + asset.tag()));
    return known
        ? Response.empty(304).with("ETag", asset.tag()).with(cacheControl(asset))
        : asset.answer();
  }

  private static List<Response.Header> cacheControl(Asset asset) {
    return asset.answer().headers().stream()
        .filter(header -> header.name().equals("Cache-Control"))
        .toList();
  }

  private void versioned(String name, String resource, String type) {
    byte[] bytes = read(resource);
    Content content = new Content(bytes, type, digest(bytes));
    add(content, name, "/assets/" + content.digest() + "/" + name, FOR_EVER);
  }

  private void add(Content content, String name, String path, String keep) {
    String tag = "\"" + content.digest() + "\"";
    Response answer =
        Response.of(200, content.type(), content.bytes())
            .with("ETag", tag)
            .with("Cache-Control", keep);
    assets.add(new Asset(name, path, answer, tag));
  }

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
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
