package vestibule.hook;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vestibule.core.arrival.Arrival;
import vestibule.core.hook.OldSystem.Said;
import vestibule.core.model.Texts;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.Addresses;
import vestibule.moving.Incoming;
import vestibule.moving.OwnRow;
import vestibule.moving.Reading;

/**
 * Reads what is said of somebody whose password is right: a line of our own form. Of a password and
 * of rights in it nothing is taken, whatever they look like.
 */
final class OwnAnswer {

  private static final Logger LOG = LoggerFactory.getLogger(OwnAnswer.class);

  private static final int DEEPEST = 8;

  /** In UTF-16 units; ids are part of an index. */
  private static final int LONGEST_ID = 200;

  /** As far as times are kept without doubt. */
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private static final Reading READING =
      new Reading(Addresses.SOURCE, noPasswords(), Optional.empty(), ZoneOffset.UTC);

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private OwnAnswer() {}

  /** What a text says; somebody who is disabled there is none who may come in. */
  static Said read(byte[] text) {
    return parsed(text).flatMap(OwnAnswer::person).map(OwnAnswer::said).orElseGet(Said.Away::new);
  }

  private static Said said(Arrival person) {
    return person.active() ? new Said.Somebody(person) : new Said.WrongPassword();
  }

  private static Optional<ObjectNode> parsed(byte[] text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : unusable("no object");
    } catch (JacksonException noJson) {
      return unusable("no JSON");
    }
  }

  private static Optional<Arrival> person(ObjectNode line) {
    line.remove("password");
    boolean rights = OwnRow.RIGHTS.stream().anyMatch(field -> !isEmpty(line.path(field)));
    line.remove(OwnRow.RIGHTS);
    Incoming incoming = READING.of(OwnRow.of(line));
    if (rights) {
      LOG.warn(
          "The old system told of groups, roles or permissions of somebody who signs in for the"
              + " first time: an answer gives no rights");
    }
    return incoming
        .refused()
        .<Optional<Arrival>>map(refused -> unusable(refused.reason() + " " + refused.field()))
        .orElseGet(incoming::person)
        .filter(OwnAnswer::isStorable);
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.isArray() && node.isEmpty();
  }

  private static boolean isStorable(Arrival person) {
    String oldId = person.identity().oldId();
    boolean storable =
        oldId.length() <= LONGEST_ID
            && !Texts.hasControl(oldId)
            && person
                .createdAt()
                .filter(at -> at.isBefore(Instant.EPOCH) || at.isAfter(LAST))
                .isEmpty();
    if (!storable) {
      unusable("an id or a time that cannot be kept");
    }
    return storable;
  }

  private static ForeignHashes noPasswords() {
    return (_, _) -> new ForeignHashes.NoPassword();
  }

  private static <T> Optional<T> unusable(String why) {
    LOG.warn("The old system answered with what is no line of our form: {}", why);
    return Optional.empty();
  }
}
