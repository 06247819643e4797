package vestibule.moving;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import tools.jackson.databind.JsonNode;
import vestibule.core.arrival.Arrival;
import vestibule.core.arrival.Arrival.Mailbox;
import vestibule.core.arrival.Outcome;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.model.Account;
import vestibule.core.model.Rights;
import vestibule.core.password.ForeignHashes;
import vestibule.core.secret.Secrets;

/**
 * One person in our own form: {@code {"id", "username", "emails": [{"address", "verified",
 * "primary"}], "password": {"hash", "scheme" or "with"}, "status", "created_at", "full_name",
 * "first_name", "last_name", "patronymic", "phone", "contacts", "description", "background_color",
 * "birthday", "avatar", "groups", "roles", "permissions"}}. Only {@code id} must be there. Keys
 * that are none of these are passed over, with a warning.
 */
final class OwnLine {

  private static final Set<String> KEYS = keys();

  /** Databases that write "never" as a time write one outside of these. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private final OwnRow row;
  private final Reading reading;
  private final SortedSet<Warning> warnings = Outcome.noWarnings();

  private OwnLine(OwnRow row, Reading reading) {
    this.row = row;
    this.reading = reading;
    warnings.addAll(row.warnings());
  }

  private static Set<String> keys() {
    Set<String> keys =
        new HashSet<>(List.of("id", "username", "emails", "password", "status", "created_at"));
    keys.addAll(OwnRow.PROFILE);
    keys.addAll(OwnRow.RIGHTS);
    return keys;
  }

  /** Reads a line; one that cannot be read, or that nobody can come in by, is refused. */
  static Incoming read(OwnRow row, Reading reading) {
    return row.line().isObject()
        ? new OwnLine(row, reading).incoming()
        : Incoming.refused("", Reason.ROW_DAMAGED, "");
  }

  private Incoming incoming() {
    String oldId = "";
    try {
      oldId = id();
      Optional<String> hash = hash();
      return hash.isEmpty() ? incoming(oldId, Optional.empty(), "") : read(oldId, hash.get());
    } catch (Wrong wrong) {
      return Incoming.refused(oldId, wrong.reason, wrong.field);
    }
  }

  private Incoming incoming(String oldId, Optional<Arrival.StoredPassword> password, String form) {
    Account.Profile profile = profile();
    Arrival arrival =
        new Arrival(
            new Arrival.Identity(oldId, text("username"), mailboxes(), row.keys()),
            password,
            isActive(),
            createdAt(),
            profile,
            rights());
    if (row.line().propertyNames().stream().anyMatch(key -> !KEYS.contains(key))) {
      warnings.add(Warning.FIELD_DROPPED);
    }
    return new Incoming(oldId, Optional.of(arrival), Optional.empty(), form, warnings);
  }

  private String id() {
    JsonNode id = row.line().path("id");
    if (!id.isString() && !id.isIntegralNumber()) {
      throw new Wrong(Reason.ID_INVALID, "id");
    }
    String text = id.asString();
    if (text.isBlank()) {
      throw new Wrong(Reason.ID_INVALID, "id");
    }
    return text;
  }

  private Optional<String> hash() {
    JsonNode password = row.line().path("password");
    if (password.isMissingNode() || password.isNull()) {
      return Optional.empty();
    }
    if (!password.isObject()) {
      throw new Wrong(Reason.FIELD_INVALID, "password");
    }
    JsonNode hash = password.path("hash");
    return hash.isObject() ? Optional.of(hash.toString()) : text(password, "hash", "password");
  }

  private Incoming read(String oldId, String hash) {
    ForeignHashes.Source source = row.hashes().orElseGet(this::source);
    String form = source.key().orElse(source.scheme());
    return switch (reading.passwords().read(source, hash)) {
      case ForeignHashes.Refused(ForeignHashes.Reason reason) ->
          Incoming.refused(oldId, reason(reason), "password");
      case ForeignHashes.NoPassword _ -> incoming(oldId, Optional.empty(), "");
      case ForeignHashes.Usable usable ->
          incoming(
              oldId,
              Optional.of(
                  new Arrival.StoredPassword(usable.stored(), Secrets.hash(form + ":" + hash))),
              form);
    };
  }

  /**
   * A line that names neither a scheme nor a key is of the key that is meant for all. What this
   * program has exported names its key in its text.
   */
  private ForeignHashes.Source source() {
    JsonNode password = row.line().path("password");
    Optional<String> scheme = text(password, "scheme", "password");
    boolean verbatim = scheme.filter(ForeignHashes.VERBATIM::equals).isPresent();
    return text(password, "with", "password")
        .filter(_ -> !verbatim)
        .or(() -> reading.key().filter(_ -> scheme.isEmpty()))
        .map(ForeignHashes.Source::key)
        .orElseGet(() -> ForeignHashes.Source.scheme(scheme.orElse("")));
  }

  private static Reason reason(ForeignHashes.Reason reason) {
    return switch (reason) {
      case UNKNOWN -> Reason.HASH_UNKNOWN;
      case DAMAGED -> Reason.HASH_DAMAGED;
      case TOO_COSTLY -> Reason.HASH_TOO_COSTLY;
      case NEEDS_KEY -> Reason.HASH_NEEDS_KEY;
    };
  }

  private List<Mailbox> mailboxes() {
    JsonNode emails = row.line().path("emails");
    List<Mailbox> mailboxes = new ArrayList<>();
    if (emails.isMissingNode() || emails.isNull()) {
      return mailboxes;
    }
    if (!emails.isArray()) {
      throw new Wrong(Reason.FIELD_INVALID, "emails");
    }
    for (JsonNode email : emails) {
      String address =
          text(email, "address", "emails")
              .orElseThrow(() -> new Wrong(Reason.FIELD_INVALID, "emails"));
      boolean verified = reading.addresses().isVerified(truth(email, "verified"));
      mailboxes.add(new Mailbox(address, verified, truth(email, "primary")));
    }
    return mailboxes;
  }

  private static boolean truth(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw new Wrong(Reason.FIELD_INVALID, "emails");
    }
    return value.asBoolean(false);
  }

  private boolean isActive() {
    return switch (text("status").orElse("active")) {
      case "active" -> true;
      case "disabled" -> false;
      default -> throw new Wrong(Reason.FIELD_INVALID, "status");
    };
  }

  private Optional<Instant> createdAt() {
    try {
      Optional<Instant> at =
          text("created_at").map(Instant::parse).map(one -> one.truncatedTo(ChronoUnit.MICROS));
      if (at.filter(one -> one.isBefore(FIRST) || !one.isBefore(END)).isPresent()) {
        throw new Wrong(Reason.FIELD_INVALID, "created_at");
      }
      return at;
    } catch (DateTimeException noTime) {
      throw new Wrong(Reason.FIELD_INVALID, "created_at");
    }
  }

  private Account.Profile profile() {
    Fit fit = new Fit(warnings);
    return new Account.Profile(
        new Account.Names(
            fit.name(text("full_name")),
            fit.name(text("first_name")),
            fit.name(text("last_name")),
            fit.name(text("patronymic"))),
        new Account.Contact(fit.phone(text("phone")), fit.contacts(text("contacts"))),
        new Account.Appearance(
            fit.contacts(text("description")),
            fit.color(text("background_color")),
            fit.birthday(text("birthday")),
            fit.file(text("avatar"))));
  }

  private List<Arrival.Right> rights() {
    List<Arrival.Right> rights = new ArrayList<>();
    rights.addAll(rights("groups", Rights.Kind.GROUP));
    rights.addAll(rights("roles", Rights.Kind.ROLE));
    rights.addAll(rights("permissions", Rights.Kind.PERMISSION));
    return rights;
  }

  private List<Arrival.Right> rights(String field, Rights.Kind kind) {
    JsonNode names = row.line().path(field);
    List<Arrival.Right> rights = new ArrayList<>();
    if (names.isMissingNode() || names.isNull()) {
      return rights;
    }
    if (!names.isArray()) {
      throw new Wrong(Reason.FIELD_INVALID, field);
    }
    for (JsonNode name : names) {
      if (!name.isString()) {
        throw new Wrong(Reason.FIELD_INVALID, field);
      }
      rights.add(new Arrival.Right(kind, name.asString()));
    }
    return rights;
  }

  private Optional<String> text(String name) {
    return text(row.line(), name, name);
  }

  /** An empty text is none. */
  private static Optional<String> text(JsonNode node, String name, String field) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new Wrong(Reason.FIELD_INVALID, field);
    }
    return Optional.of(value.asString()).filter(text -> !text.isEmpty());
  }

  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String field;

    Wrong(Reason reason, String field) {
      super(reason.name(), null, false, false);
      this.reason = reason;
      this.field = field;
    }
  }
}
