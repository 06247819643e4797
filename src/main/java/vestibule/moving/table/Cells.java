package vestibule.moving.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vestibule.moving.Times;

/**
 * The values of one row, as databases and exports spell them. The case of a column's name does not
 * matter, as in SQL.
 */
final class Cells {

  private final Map<String, Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<Object> inOrder = new ArrayList<>();

  /** A column that has a value; of several columns of one name the first counts. */
  void put(String column, Object value) {
    values.putIfAbsent(column, value);
    inOrder.add(value);
  }

  /** The value of the first column that has one. */
  Optional<String> first() {
    return inOrder.stream().findFirst().map(Cells::text);
  }

  /** The value as it came; empty where null. */
  Optional<Object> find(String column) {
    return Optional.ofNullable(values.get(column));
  }

  Optional<String> text(String column) {
    return find(column).map(Cells::text);
  }

  /** What a text of a list holds: an array's, or those between separators. */
  Stream<String> texts(Field.Column column) {
    return find(column.name()).stream()
        .flatMap(
            value ->
                value instanceof List<?> many
                    ? many.stream().map(Cells::text)
                    : split(text(value), column.separator()))
        .map(text -> column.values().getOrDefault(text, text))
        .filter(text -> !text.isEmpty());
  }

  private static Stream<String> split(String text, Optional<String> separator) {
    return separator
        .map(one -> Stream.of(text.split(Pattern.quote(one))).map(String::strip))
        .orElseGet(() -> Stream.of(text));
  }

  /** Bytes that are no text are told in hex. */
  private static String text(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case byte[] bytes -> utf8(bytes).orElseGet(() -> HexFormat.of().formatHex(bytes));
      case OffsetDateTime time -> time.toInstant().toString();
      default -> String.valueOf(value);
    };
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text).filter(one -> one.chars().noneMatch(Character::isISOControl));
    } catch (CharacterCodingException noText) {
      return Optional.empty();
    }
  }

  /** A part of a hash, whose bytes are told as its encoding has them. */
  Optional<String> text(PasswordColumn.Part part) {
    return find(part.column())
        .map(
            value ->
                value instanceof byte[] bytes
                    ? switch (part.encoding()) {
                      case "base64" -> Base64.getEncoder().encodeToString(bytes);
                      case "hex" -> HexFormat.of().formatHex(bytes);
                      default -> new String(bytes, UTF_8);
                    }
                    : text(value));
  }

  /** What a value means. */
  Optional<String> meaning(Field.Column column) {
    return text(column.name())
        .map(value -> column.values().getOrDefault(value, value))
        .filter(text -> !text.isEmpty());
  }

  /**
   * Whether something holds.
   *
   * @param usual where there is no value
   */
  boolean truth(Field.Column column, boolean usual, Instant now) {
    Optional<String> value = meaning(column);
    boolean not = column.truth().not();
    return switch (column.truth().question()) {
      case PRESENT -> value.isPresent() != not;
      case FUTURE -> time(column).filter(time -> isAhead(time, now)).isPresent() != not;
      case TRUE -> value.map(text -> isTrue(text) != not).orElse(usual);
    };
  }

  /** A lock of minutes, as after wrong passwords, is over when people come. */
  private static boolean isAhead(String time, Instant now) {
    try {
      return Instant.parse(time).isAfter(now.plus(1, ChronoUnit.DAYS));
    } catch (DateTimeException noTime) {
      return false;
    }
  }

  static boolean isTrue(String value) {
    return List.of("1", "t", "true", "yes", "y", "on")
        .contains(value.strip().toLowerCase(Locale.ROOT));
  }

  /** A text that is no time is given on, to be refused. */
  Optional<String> time(Field.Column column) {
    Field.Time reading = column.time();
    if (find(column.name()).orElse("") instanceof LocalDateTime local) {
      return Optional.of(local.atZone(reading.zone()).toInstant().toString());
    }
    return meaning(column)
        .map(
            text ->
                reading
                    .unit()
                    .map(unit -> Times.since1970(text, unit))
                    .orElseGet(() -> Times.of(text, reading.zone())));
  }
}
