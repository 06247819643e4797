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

/**
 * A file of the class path in memory, with the answer to browsers that have it already.
 *
 * @param name what pages call it by
 * @param path where it is served
 * @param tag tells it from what stood there before
 */
public record Asset(String name, String path, String tag, Response whole, Response known) {

  /** For a path that changes with the file. */
  public static final String FOR_EVER = "public, max-age=31536000, immutable";

  private static final int DIGITS = 12;

  /**
   * A file to be served.
   *
   * @param keep the Cache-Control of its answers
   */
  public static Asset of(String name, String path, String keep, String type, byte[] bytes) {
    String tag = "\"" + digest(bytes) + "\"";
    List<Header> caching = List.of(new Header("ETag", tag), new Header("Cache-Control", keep));
    return new Asset(
        name,
        path,
        tag,
        Response.of(200, type, bytes).with(caching),
        Response.empty(304).with(caching));
  }

  /** A file that is missing is a mistake of the build. */
  public static byte[] read(String resource) {
    try (InputStream in = Asset.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + resource);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.sha256(bytes)).substring(0, DIGITS);
  }

  /** The file, or that the browser has it already. */
  public Response answer(Request request) {
    return request.headers("If-None-Match").stream()
            .flatMap(header -> Stream.of(header.split(",")))
            .map(String::strip)
            .anyMatch(sent -> sent.equals(tag) || sent.equals("W/" + tag))
        ? known
        : whole;
  }
}
