package vestibule.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import vestibule.cli.shown.DossierJson;
import vestibule.cli.shown.DossierText;
import vestibule.core.administration.AccountReference;
import vestibule.core.audit.Verification;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.RecordStore;
import vestibule.ops.AuditJson;
import vestibule.wiring.UseCases;

/** {@code vestibule audit}. */
@Command(
    name = "audit",
    description = "Look at what happened to accounts, and whether that is still the truth.",
    subcommands = {
      AuditCommand.ListAll.class,
      AuditCommand.Export.class,
      AuditCommand.Verify.class
    })
final class AuditCommand {

  /** Which events are wanted. */
  static final class Wanted {

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

    RecordStore.Trail trail(UseCases core) {
      return new RecordStore.Trail(account(core), since, until, Optional.ofNullable(kind));
    }

    /** An id alone is enough: the account may be gone. */
    private OptionalLong account(UseCases core) {
      return switch (which) {
        case null -> OptionalLong.empty();
        case AccountReference.ById(long id) -> OptionalLong.of(id);
        case AccountReference.ByName _, AccountReference.ByAddress _ ->
            OptionalLong.of(argument.find(core, which).id());
      };
    }
  }

  @Command(
      name = "list",
      description = {
        "List events, newest first. Without --account the whole trail is looked through.",
        "The trail of a deleted account is found by its id."
      })
  static final class ListAll extends CoreCommand {

    private static final int MOST = 10_000;

    @Mixin private Wanted wanted;

    @Option(
        names = "--limit",
        defaultValue = "100",
        description = "How many at most, up to 10000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    void run() {
      core().records().trail(wanted.trail(core()), Math.clamp(limit, 1, MOST)).forEach(this::print);
    }

    private void print(AuditEvent event) {
      print(
          DossierJson.event(event),
          String.format(Locale.ROOT, "%8d  %s", event.account(), DossierText.event(event)));
    }
  }

  @Command(
      name = "export",
      description = {
        "Print the whole trail, oldest first, a JSON object a line.",
        "It may be of any length: events are read as they are printed."
      })
  static final class Export extends CoreCommand {

    @Mixin private Wanted wanted;

    @Override
    void run() {
      core()
          .records()
          .eachRow(
              wanted.trail(core()),
              row -> terminal().out().println(Program.json(AuditJson.of(row))));
    }
  }

  @Command(
      name = "verify",
      description = {
        "Look whether the trail is what was sealed: whether an event or a seal was changed, removed"
            + " or added. Prints the name of the last seal.",
        "Events of the last minutes wait for their seal and are not looked at."
      })
  static final class Verify extends ProgramCommand {

    @Option(
        names = "--seal",
        paramLabel = "SEAL",
        description =
            "A seal's name that was kept elsewhere, from the log for example: else nobody"
                + " can tell that the end was cut off.")
    private String kept;

    @Option(
        names = "--public-key",
        paramLabel = "KEY",
        description = "The public key that the seals must be of, in base64; else the server's own.")
    private String publicKey;

    @Override
    public Integer call() throws Exception {
      if (kept != null && !kept.matches("[1-9][0-9]{0,15}:[0-9a-f]{64}")) {
        throw wrongUsage("a seal is named by its number, a colon and 64 hex digits");
      }
      AtomicBoolean good = new AtomicBoolean();
      with(
          (foundation, _) -> {
            Verification.Report report =
                foundation.verifyAudit(Optional.ofNullable(publicKey), Optional.ofNullable(kept));
            good.set(report.isGood());
            print(report, text(report));
          });
      return good.get() ? 0 : Failure.REFUSED;
    }

    private static String text(Verification.Report report) {
      String counted =
          String.format(
              Locale.ROOT,
              "%d seals over %d events; %d events wait for a seal%s",
              report.seals(),
              report.events(),
              report.waiting(),
              report.last().map(name -> "\nlast seal    " + name).orElse(""));
      return report.isGood()
          ? counted + "\nThe audit trail is what was sealed."
          : counted + "\n" + String.join("\n", report.findings());
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
