package vestibule.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
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
 * @param packed the file compressed, where that is worth it
 */
public record Asset(
    String name,
    String path,
    String tag,
    Response whole,
    Optional<Response> packed,
    Response known) {

  /** What packing saves of less is not worth a second answer. */
  private static final int WORTH_PACKING = 1_024;

  /** The end of the tag of what is packed: of two forms each has its own (RFC 9110, 8.8.3.3). */
  private static final String PACKED = "-gzip";

  /** For a path that changes with the file. */
  public static final String FOR_EVER = "public, max-age=31536000, immutable";

  private static final int DIGITS = 12;

  /**
   * A file to be served.
   *
   * @param keep the Cache-Control of its answers
   */
  public static Asset of(String name, String path, String keep, String type, byte[] bytes) {
    String tag = tag(bytes, "");
    List<Header> caching = caching(tag, keep);
    return new Asset(
        name,
        path,
        tag,
        Response.of(200, type, bytes).with(caching),
        Optional.of(bytes)
            .filter(whole -> whole.length > WORTH_PACKING && type.startsWith("text/"))
            .map(whole -> Response.of(200, type, gzipped(whole)))
            .map(answer -> answer.with("Content-Encoding", "gzip"))
            .map(answer -> answer.with(caching(tag(bytes, PACKED), keep))),
        Response.empty(304).with(caching));
  }

  private static String tag(byte[] bytes, String form) {
    return "\"" + digest(bytes) + form + "\"";
  }

  private static List<Header> caching(String tag, String keep) {
    return List.of(
        new Header("ETag", tag),
        new Header("Cache-Control", keep),
        new Header("Vary", "Accept-Encoding"));
  }

  private static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
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
            .map(sent -> sent.startsWith("W/") ? sent.substring(2) : sent)
            .anyMatch(sent -> sent.replace(PACKED + "\"", "\"").equals(tag))
        ? known
        : packed.filter(_ -> request.takesGzip()).orElse(whole);
  }
}
