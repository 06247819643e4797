package vestibule.http.body;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records to JSON bytes in the two published spellings, and JSON bytes to {@link Fields}.
 *
 * <p>A record's keys come in the order of its components; {@code null} and an empty Optional are
 * null.
 */
public final class Json {
  private static final ObjectWriter COMPACT = writer();
  private static final ObjectWriter ASCII = COMPACT.with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private Json() {}

  private static ObjectWriter writer() {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    return JsonMapper.builder(factory)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .build()
        .writer();
  }

  /**
   * Compact, UTF-8 unescaped, keys in the record's order (docs/contracts 0.3). A lone surrogate,
   * which has no UTF-8, is escaped.
   */
  public static byte[] compact(Object value) {
    return COMPACT.writeValueAsBytes(value);
  }

  /**
   * Compact, every non-ASCII character as {@code \}{@code uxxxx}, a newline at the end
   * (docs/contracts 0.3). Keys come in the record's order here too.
   */
  public static byte[] ascii(Object value) {
    return (ASCII.writeValueAsString(value) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads one JSON object strictly: valid in its charset, without a byte order mark, no duplicate
   * keys at any depth, nothing after it, at most 100 deep, none of NaN and Infinity, no lone
   * surrogate in a name.
   *
   * @param charset what the body is written in, be it not UTF-8
   * @param trailingCommas whether a comma may stand before a closing bracket
   * @throws vestibule.http.FaultException MalformedBody, or NotAnObject for well-formed JSON of
   *     another type
   */
  public static Fields object(byte[] body, Charset charset, boolean trailingCommas) {
    return new JsonReader(body, charset, trailingCommas).read();
  }
}
