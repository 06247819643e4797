package vestibule.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.core.model.SigningKey;
import vestibule.core.ring.KeyRotation.Listed;
import vestibule.crypto.MasterKey;
import vestibule.crypto.Seal;
import vestibule.wiring.DataFolder;

/** {@code vestibule keys}. */
@Command(
    name = "keys",
    description = "Make keys, and change those that sign tokens.",
    subcommands = {
      KeysCommand.Master.class,
      KeysCommand.MasterChange.class,
      KeysCommand.ListAll.class,
      KeysCommand.Rotate.class,
      KeysCommand.Revoke.class
    })
final class KeysCommand {

  @Command(
      name = "master",
      description = "Make a master key: 32 random bytes in base64, in a new file of mode 0600.")
  static final class Master extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The file to make.")
    private Path file;

    @Override
    public Integer call() throws Exception {
      try {
        MasterKey.create(terminal().folder().resolve(file), new SecureRandom());
      } catch (FileAlreadyExistsException exists) {
        throw new CommandRefused(file + " exists; a key is never overwritten");
      }
      print(new Made(file.toString()), "made " + file);
      return 0;
    }
  }

  record Made(String file) {}

  @Command(
      name = "master-change",
      description = {
        "Seal everything in the database with another master key; servers go on meanwhile.",
        "The new key takes the place of the old one in master-key-file, and the old one is kept",
        "beside it: backups from before need it. What was interrupted goes on when it is run"
            + " again.",
        "On other machines put the new key beside their master-key-file first, as FILE.next."
      })
  static final class MasterChange extends ProgramCommand {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MARK_SHOWN = 8;

    @Parameters(
        index = "0",
        paramLabel = "NEWFILE",
        description = "The new master key; it is made where there is none.")
    private Path file;

    @Override
    public Integer call() throws Exception {
      Path place = program().config().storage().masterKeyFile();
      Path given = terminal().folder().resolve(file);
      MasterKey old = MasterKey.read(place);
      MasterKey fresh =
          Files.exists(given) ? MasterKey.read(given) : MasterKey.create(given, RANDOM);
      boolean placed = old.checkValue().equals(fresh.checkValue());
      if (!placed) {
        putBeside(place, given, fresh);
      }
      AtomicBoolean changed = new AtomicBoolean();
      with(
          (foundation, _) ->
              changed.set(
                  foundation
                      .core()
                      .masterKey()
                      .run(new Seal(old, RANDOM), new Seal(fresh, RANDOM))));
      if (!placed) {
        putInPlace(place, old);
      }
      print(
          new Changed(changed.get(), place.toString()),
          (changed.get() ? "changed" : "it was changed already") + "; the new key is in " + place);
      return 0;
    }

    /** From here on a server finds it, whether the database is sealed with the one or the other. */
    private static void putBeside(Path place, Path given, MasterKey fresh) throws IOException {
      if (DataFolder.masterKey(place, fresh.checkValue()).isEmpty()) {
        MasterKey.copy(given, DataFolder.next(place));
      }
    }

    private static void putInPlace(Path place, MasterKey old) throws IOException {
      Path kept =
          place.resolveSibling(
              place.getFileName() + "." + old.checkValue().substring(0, MARK_SHOWN));
      if (!Files.exists(kept)) {
        MasterKey.copy(place, kept);
      }
      Files.move(
          DataFolder.next(place),
          place,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  record Changed(boolean changed, String file) {}

  @Command(
      name = "list",
      description = {
        "List the keys that sign and verify tokens, by family.",
        "next: verifies and waits; current: signs; overlapping: verifies what it has signed."
      })
  static final class ListAll extends CoreCommand {

    @Override
    void run() {
      core().keys().list().forEach(listed -> print(KeyJson.of(listed), KeyJson.text(listed)));
    }
  }

  @Command(
      name = "rotate",
      description = {
        "Let the next key sign, at once or as soon as every node has known it for a minute",
        "(a published one for a quarter of an hour). No client notices: the key before verifies",
        "until the last of its tokens has ended."
      })
  static final class Rotate extends CoreCommand {

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "FAMILY",
        description = "useraccount (contracts A and B), chat (C) or v1; all when left out.")
    private String family;

    @Override
    void run() {
      List<String> families = family == null ? core().keys().families() : List.of(family);
      for (String one : families) {
        SigningKey key = core().keys().rotate(one);
        Instant from = key.times().signsFrom().orElseThrow();
        print(
            new Rotated(key.name().kid(), from.toString()),
            key.name().kid() + " signs from " + from);
      }
    }
  }

  record Rotated(String key, String signsFrom) {}

  @Command(
      name = "revoke",
      description = {
        "Take a key away that others may know. Every token that it has signed is refused at once,",
        "on other nodes within a second: whoever holds one has to sign in again."
      })
  static final class Revoke extends CoreCommand {

    @Parameters(index = "0", paramLabel = "KEY", description = "The key, as keys list shows it.")
    private String key;

    @Override
    void run() {
      core().keys().revoke(key);
      print(new Revoked(key), "revoked " + key);
    }
  }

  record Revoked(String key) {}

  /** When a key does what. */
  record TimesJson(String made, Optional<String> signsFrom, Optional<String> ends) {}

  /** A key as a program reads it. */
  record KeyJson(String key, String family, String algorithm, String state, TimesJson times) {

    static KeyJson of(Listed listed) {
      SigningKey key = listed.key();
      SigningKey.Times times = key.times();
      return new KeyJson(
          key.name().kid(),
          key.name().family(),
          key.name().algorithm().header(),
          state(listed),
          new TimesJson(
              times.made().toString(),
              times.signsFrom().map(Instant::toString),
              times.ends().map(Instant::toString)));
    }

    static String text(Listed listed) {
      SigningKey.Times times = listed.key().times();
      return String.format(
          Locale.ROOT,
          "%-36s  %-6s  %-11s  made %s%s%s",
          listed.key().name().kid(),
          listed.key().name().algorithm().header(),
          state(listed),
          times.made(),
          times.signsFrom().map(from -> ", signs from " + from).orElse(""),
          times.ends().map(end -> ", ends " + end).orElse(""));
    }

    private static String state(Listed listed) {
      return listed.state().name().toLowerCase(Locale.ROOT);
    }
  }
}
