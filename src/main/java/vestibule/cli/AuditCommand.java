package vestibule.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import vestibule.core.administration.AccountReference;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.RecordStore;

/** {@code vestibule audit}. */
@Command(
    name = "audit",
    description = "Look at what happened to accounts.",
    subcommands = AuditCommand.ListAll.class)
final class AuditCommand {

  @Command(
      name = "list",
      description = {
        "List events, newest first. Without --account the whole trail is looked through.",
        "The trail of a deleted account is found by its id."
      })
  static final class ListAll extends CoreCommand {

    private static final int MOST = 10_000;

    @Option(
        names = "--account",
        paramLabel = "ACCOUNT",
        description = "Only of this account. " + AccountArgument.HELP)
    private AccountReference which;

    @Mixin private AccountArgument argument;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        converter = Time.class,
        description = "2026-11-28, 2026-11-28T10:00:00Z, or how long ago: 30m, 24h, 7d.")
    private Instant since = RecordStore.Trail.BEGIN;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        converter = Time.class,
        description = "Only what happened before this time.")
    private Instant until = RecordStore.Trail.END;

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        converter = Kind.class,
        description = "Only events of this kind, such as signed_in or right_granted.")
    private AuditEvent.Kind kind;

    @Option(
        names = "--limit",
        defaultValue = "100",
        description = "How many at most, up to 10000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    void run() {
      RecordStore.Trail wanted =
          new RecordStore.Trail(account(), since, until, Optional.ofNullable(kind));
      core().records().trail(wanted, Math.clamp(limit, 1, MOST)).forEach(this::print);
    }

    private void print(AuditEvent event) {
      print(
          DossierJson.event(event),
          String.format(Locale.ROOT, "%8d  %s", event.account(), DossierText.event(event)));
    }

    /** An id alone is enough: the account may be gone. */
    private OptionalLong account() {
      return switch (which) {
        case null -> OptionalLong.empty();
        case AccountReference.ById(long id) -> OptionalLong.of(id);
        case AccountReference.ByName _, AccountReference.ByAddress _ ->
            OptionalLong.of(argument.find(core(), which).id());
      };
    }
  }

  /** Reads a day, a time, or a time that lies so long ago. */
  static final class Time implements ITypeConverter<Instant> {

    private static final Pattern AGO = Pattern.compile("[0-9]{1,6}[mhd]");

    @Override
    public Instant convert(String text) {
      try {
        if (AGO.matcher(text).matches()) {
          return Instant.now().minus(Duration.parse((text.endsWith("d") ? "P" : "PT") + text));
        }
        return kept(
            text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text));
      } catch (DateTimeException wrong) {
        throw new TypeConversionException(
            "expected a day (2026-11-28), a time in UTC (2026-11-28T10:00:00Z), or how long ago"
                + " (30m, 24h, 7d)");
      }
    }

    /** The nearest time that a database can hold. */
    private static Instant kept(Instant time) {
      Instant late = time.isBefore(RecordStore.Trail.END) ? time : RecordStore.Trail.END;
      return late.isBefore(RecordStore.Trail.BEGIN) ? RecordStore.Trail.BEGIN : late;
    }
  }

  static final class Kind implements ITypeConverter<AuditEvent.Kind> {

    @Override
    public AuditEvent.Kind convert(String text) {
      try {
        return AuditEvent.Kind.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(
            Stream.of(AuditEvent.Kind.values())
                .map(DossierJson::small)
                .collect(Collectors.joining(", ", "expected one of ", "")));
      }
    }
  }
}
