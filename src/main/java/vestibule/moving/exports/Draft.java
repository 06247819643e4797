package vestibule.moving.exports;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.OwnRow;
import vestibule.moving.Times;

/**
 * A person of another system on the way to a line of our own form. Values are put in as they stand
 * there, so that those that cannot be are refused by the name that they have in our form.
 */
final class Draft {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private final ObjectNode line = MAKE.objectNode();
  private final ArrayNode emails = line.putArray("emails");
  private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);
  private Optional<ForeignHashes.Source> hashes = Optional.empty();

  private Draft() {}

  /** Somebody of that id. */
  static Draft of(JsonNode id) {
    return new Draft().put("id", id);
  }

  /** Somebody of that id. */
  static Draft of(String id) {
    return of(MAKE.stringNode(id));
  }

  /** A field of our own form; one that is not there is left out. */
  Draft put(String field, JsonNode value) {
    if (isThere(value)) {
      line.set(field, value);
    }
    return this;
  }

  Draft put(String field, Optional<String> value) {
    value.ifPresent(text -> line.put(field, text));
    return this;
  }

  /** A field, if it has no value yet. */
  Draft putIfNone(String field, JsonNode value) {
    return line.has(field) ? this : put(field, value);
  }

  /**
   * A text of a profile, if there is none yet. What is no text is dropped: nobody stays out for a
   * phone number.
   */
  Draft profile(String field, JsonNode value) {
    if (line.has(field) || !isThere(value)) {
      return this;
    }
    return value.isString() || value.isNumber()
        ? put(field, Optional.of(value.asString()))
        : warn(true, Warning.FIELD_DROPPED);
  }

  /**
   * An address; one that is not there, or empty, is none.
   *
   * @param verified a truth
   */
  Draft email(JsonNode address, JsonNode verified, boolean primary) {
    if (isThere(address) && !isEmptyText(address)) {
      ObjectNode email = emails.addObject().put("primary", primary);
      email.set("address", address);
      if (isThere(verified)) {
        email.set("verified", truth(verified));
      }
    }
    return this;
  }

  boolean hasEmails() {
    return !emails.isEmpty();
  }

  /** Whether they may sign in there; who is not told of may. */
  Draft enabled(JsonNode enabled) {
    return status(enabled, "active", "disabled");
  }

  /** Whether they may not sign in there. */
  Draft disabled(JsonNode disabled) {
    return status(disabled, "disabled", "active");
  }

  private Draft status(JsonNode truth, String yes, String no) {
    JsonNode read = truth(truth);
    if (read.isBoolean()) {
      line.put("status", read.booleanValue() ? yes : no);
      return this;
    }
    return put("status", read);
  }

  /** When they registered, as milliseconds since 1970 in a number or a text. */
  Draft createdAtMillis(JsonNode millis) {
    return created(millis, "ms");
  }

  /** When they registered, as a text, or as seconds since 1970 in a number. */
  Draft createdAt(JsonNode time) {
    return isThere(time) && time.isNumber() ? created(time, "s") : put("created_at", time);
  }

  private Draft created(JsonNode number, String unit) {
    return isThere(number) && number.isValueNode() && !isEmptyText(number)
        ? put("created_at", Optional.of(Times.since1970(number.asString(), unit)))
        : put("created_at", number);
  }

  /** A password's hash. */
  Draft password(JsonNode hash, ForeignHashes.Source source) {
    if (isThere(hash)) {
      line.putObject("password").set("hash", hash);
      hashes = Optional.of(source);
    }
    return this;
  }

  /**
   * A right.
   *
   * @param kind {@code groups}, {@code roles} or {@code permissions}
   */
  Draft right(String kind, String name) {
    line.withArrayProperty(kind).add(name);
    return this;
  }

  Draft warn(boolean that, Warning warning) {
    if (that) {
      warnings.add(warning);
    }
    return this;
  }

  OwnRow row() {
    OwnRow row = OwnRow.of(line).warning(warnings);
    return hashes.map(row::hashedBy).orElse(row);
  }

  static boolean isThere(JsonNode value) {
    return !value.isMissingNode() && !value.isNull();
  }

  /** Whether an array or object has anything in it. */
  static boolean hasAny(JsonNode value) {
    return value.isContainer() && !value.isEmpty();
  }

  /** The text that a value is; empty for every other value, and for an empty text. */
  static Optional<String> text(JsonNode value) {
    return value.isString() && !value.asString().isEmpty()
        ? Optional.of(value.asString())
        : Optional.empty();
  }

  /** The values of an array. */
  static Stream<JsonNode> each(JsonNode array) {
    return array.isArray() ? array.valueStream() : Stream.empty();
  }

  private static boolean isEmptyText(JsonNode value) {
    return value.isString() && value.asString().isEmpty();
  }

  /** Texts of CSV stand for truths too; what is neither true nor false stays as it is. */
  static JsonNode truth(JsonNode value) {
    return switch (text(value).orElse("").toLowerCase(java.util.Locale.ROOT)) {
      case "true" -> MAKE.booleanNode(true);
      case "false" -> MAKE.booleanNode(false);
      default -> isEmptyText(value) ? MAKE.missingNode() : value;
    };
  }

  static boolean isTrue(JsonNode value) {
    return truth(value).asBoolean(false);
  }
}
