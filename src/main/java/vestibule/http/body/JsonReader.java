package vestibule.http.body;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import vestibule.http.Decoding;
import vestibule.http.Fault;
import vestibule.http.Fault.Breach;
import vestibule.http.Fault.JsonType;
import vestibule.http.FaultException;
import vestibule.http.Request;

/** The reading of one JSON body. */
final class JsonReader {
  private static final int DEEPEST = 100;

  /** A number is printed in full where it is echoed. */
  private static final int LONGEST_NUMBER = 4_300;

  private static final JsonFactory STRICT = factory(false);
  private static final JsonFactory TRAILING_COMMAS = factory(true);

  private static JsonFactory factory(boolean trailingCommas) {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxNumberLength(LONGEST_NUMBER)
            .maxNameLength(Request.BODY_LIMIT)
            .maxStringLength(Request.BODY_LIMIT)
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(bounds)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // Names come from strangers: no table shared between requests is to remember them.
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .configure(JsonReadFeature.ALLOW_TRAILING_COMMA, trailingCommas)
        .build();
  }

  private final byte[] body;
  private final Charset charset;
  private final JsonFactory factory;
  private String text = "";
  private boolean unstorable;

  JsonReader(byte[] body, Charset charset, boolean trailingCommas) {
    this.body = body;
    this.charset = charset;
    this.factory = trailingCommas ? TRAILING_COMMAS : STRICT;
  }

  Fields read() {
    text = decoded();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw malformed(Breach.VALUE_EXPECTED, 1, 1, 0);
      }
      if (token != JsonToken.START_OBJECT) {
        JsonType type = type(token);
        pass(parser, token);
        end(parser);
        throw new FaultException(new Fault.NotAnObject(type));
      }
      Fields fields = fields(parser);
      end(parser);
      return fields;
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation() == null ? TokenStreamLocation.NA : e.getLocation();
      throw malformed(Breach.VALUE_EXPECTED, at.getLineNr(), at.getColumnNr(), at.getCharOffset());
    }
  }

  private String decoded() {
    String decoded =
        Decoding.strict(body, charset)
            .orElseThrow(
                () ->
                    malformed(
                        new Fault.BodyFlaw.Undecodable(charset.name().toLowerCase(Locale.ROOT))));
    if (decoded.startsWith("\uFEFF")) {
      throw malformed(Breach.BYTE_ORDER_MARK, 1, 1, 0);
    }
    return decoded;
  }

  private Fields fields(JsonParser parser) {
    LinkedHashMap<String, Field> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      unstorable |= Fields.isUnstorable(name);
      fields.put(name, field(parser, parser.nextToken()));
    }
    return new Fields(fields, unstorable);
  }

  private Field field(JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_STRING) {
      String value = parser.getString();
      unstorable |= Fields.isUnstorable(value);
      return new Field.Text(value);
    }
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return new Field.Number(parser.getString());
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return new Field.Truth(token == JsonToken.VALUE_TRUE);
    }
    if (token == JsonToken.VALUE_NULL) {
      return new Field.Null();
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    pass(parser, token);
    int end = (int) parser.currentTokenLocation().getCharOffset() + 1;
    String json = text.substring(start, Math.min(end, start + Field.ECHO_LIMIT));
    return token == JsonToken.START_ARRAY ? new Field.Array(json) : new Field.Dictionary(json);
  }

  /** Goes to the end of a value, with an eye on the texts inside. */
  private void pass(JsonParser parser, JsonToken first) {
    int depth = 0;
    JsonToken token = first;
    while (true) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.PROPERTY_NAME) {
        unstorable |= Fields.isUnstorable(parser.currentName());
      } else if (token == JsonToken.VALUE_STRING) {
        unstorable |= Fields.isUnstorable(parser.getString());
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }

  private static void end(JsonParser parser) {
    if (parser.nextToken() != null) {
      TokenStreamLocation at = parser.currentTokenLocation();
      throw malformed(Breach.TAIL, at.getLineNr(), at.getColumnNr(), at.getCharOffset());
    }
  }

  private static JsonType type(JsonToken token) {
    if (token == JsonToken.START_ARRAY) {
      return JsonType.ARRAY;
    }
    if (token == JsonToken.VALUE_STRING) {
      return JsonType.TEXT;
    }
    if (token == JsonToken.VALUE_NULL) {
      return JsonType.NULL;
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return JsonType.TRUTH;
    }
    return token == JsonToken.VALUE_NUMBER_INT ? JsonType.INTEGER : JsonType.DECIMAL;
  }

  private static FaultException malformed(Breach breach, int line, int column, long offset) {
    return malformed(new Fault.BodyFlaw.Syntax(breach, line, column, offset));
  }

  private static FaultException malformed(Fault.BodyFlaw flaw) {
    return new FaultException(new Fault.MalformedBody(Fault.Kind.JSON, flaw));
  }
}
