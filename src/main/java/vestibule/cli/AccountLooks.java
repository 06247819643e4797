package vestibule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.DossierJson;
import vestibule.cli.shown.DossierText;
import vestibule.cli.shown.Whom;
import vestibule.core.model.Dossier;
import vestibule.core.model.Person;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.body.Json;
import vestibule.wiring.UseCases;

/** The commands that find accounts and show them. */
final class AccountLooks {

  private AccountLooks() {}

  /** Which part of a long list is wanted. */
  static final class Page {

    @Option(
        names = "--after",
        defaultValue = "0",
        description = "Begin after this id (default: ${DEFAULT-VALUE}).")
    private long after;

    @Option(
        names = "--limit",
        defaultValue = "100",
        description = "How many at most, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    long after() {
      return after;
    }

    int limit() {
      return Math.clamp(limit, 1, 1_000);
    }
  }

  @Command(
      name = "search",
      description = {
        "Find accounts by a part of user name, address or person's name, in the order of their"
            + " ids.",
        "Small and large letters are the same in user names and addresses."
      })
  static final class Search extends CoreCommand {

    @Parameters(index = "0", paramLabel = "TEXT", description = "The part to look for.")
    private String part;

    @Mixin private Page page;

    @Override
    void run() {
      try {
        core().records().search(part, page.after(), page.limit()).forEach(this::printLine);
      } catch (RefusedException unusable) {
        if (unusable.refusal() instanceof Refusal.NameInvalid) {
          throw new CommandRefused("look for 1 to 254 characters, no control characters");
        }
        throw unusable;
      }
    }
  }

  @Command(name = "list", description = "List accounts in the order of their ids.")
  static final class ListAll extends CoreCommand {

    @Mixin private Page page;

    @Override
    void run() {
      core().administration().list(page.after(), page.limit()).forEach(this::printLine);
    }
  }

  @Command(
      name = "show",
      description = {
        "Show all that is kept of an account: addresses, profile, rights, password's age and kind,",
        "sessions, codes, owed mails and audit trail, the newest 100 of each. No hash is shown."
      })
  static final class Show extends AccountCommand.OnAccount {

    private static final int MOST = 100;

    @Override
    void run(Person person) {
      Dossier dossier = dossier(core(), person, MOST);
      print(DossierJson.of(dossier), DossierText.of(dossier, Instant.now()));
    }
  }

  @Command(
      name = "export",
      description = {
        "Write all that is kept of an account as one JSON object, for the person who asks for it.",
        "It holds no hash and nothing of other accounts."
      })
  static final class Export extends AccountCommand.OnAccount {

    /** Of each kind: what one person caused in years fits, and memory holds it. */
    private static final int MOST = 100_000;

    @Option(
        names = "--to",
        paramLabel = "FILE",
        description = "A new file of mode 0600, instead of standard output.")
    private Path file;

    @Override
    void run(Person person) {
      Dossier dossier = dossier(core(), person, MOST);
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("exported", Instant.now().toString());
      document.put("complete", isComplete(dossier));
      document.putAll(DossierJson.of(dossier.forThePerson()));
      byte[] json = Json.compact(document);
      if (file == null) {
        terminal().out().println(new String(json, UTF_8));
        return;
      }
      write(terminal().folder().resolve(file), json);
      Whom whom = Whom.of(person);
      print(new Made(file.toString(), whom), "made " + file + " of " + whom.text());
    }

    private static boolean isComplete(Dossier dossier) {
      return dossier.signIns().size() < MOST
          && dossier.codes().size() < MOST
          && dossier.mails().size() < MOST
          && dossier.trail().size() < MOST;
    }

    private static void write(Path target, byte[] json) {
      try (var channel =
              Files.newByteChannel(
                  target,
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
          var out = Channels.newOutputStream(channel)) {
        out.write(json);
        out.write('\n');
      } catch (FileAlreadyExistsException exists) {
        throw new CommandRefused(target + " exists; an export never overwrites a file");
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private static Dossier dossier(UseCases core, Person person, int most) {
    return core.records()
        .dossier(person.id(), most)
        .orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown()));
  }

  record Made(String file, Whom account) {}
}
