package vestibule.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.Words;
import vestibule.config.Config;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.model.PasswordStrength;
import vestibule.core.password.PasswordFilter;
import vestibule.core.password.PasswordOwner;
import vestibule.core.password.PublishedPasswords;
import vestibule.core.refusal.PasswordProblem;
import vestibule.store.transfer.Progress;
import vestibule.wiring.DataFolder;
import vestibule.wiring.PasswordPolicy;

/** {@code vestibule passwords}. */
@Command(
    name = "passwords",
    description = "Load a list of breached passwords, and look whether one may be chosen.",
    subcommands = {PasswordsCommand.Load.class, PasswordsCommand.Check.class})
final class PasswordsCommand {

  @Command(
      name = "load",
      description = {
        "Load a list of breached passwords from a file or folder of lines HASH:COUNT, by SHA-1,",
        "as the downloader of Pwned Passwords writes it. It takes the place of the one before;",
        "running servers use it at once. It takes 2.5 bytes for each password in the data folder."
      })
  static final class Load extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "The list.")
    private Path file;

    @Override
    public Integer call() throws Exception {
      Config config = program().config();
      DataFolder.prepare(config.storage().dataDir());
      Path target = PasswordPolicy.list(config);
      Path draft = target.resolveSibling(target.getFileName() + ".new");
      try {
        long passwords = write(new PublishedPasswords(terminal().folder().resolve(file)), draft);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        print(
            new Loaded(passwords, target.toString()),
            String.format(Locale.ROOT, "loaded %,d passwords into %s", passwords, target));
        return 0;
      } catch (PublishedPasswords.MalformedException malformed) {
        Files.deleteIfExists(draft);
        throw new CommandRefused(malformed.getMessage());
      } catch (NoSuchFileException missing) {
        throw new CommandRefused("there is no " + file);
      }
    }

    /** What an interrupted load has left is written over; two at a time are not. */
    private long write(PublishedPasswords list, Path draft) throws IOException {
      try (FileChannel channel =
              FileChannel.open(
                  draft,
                  Set.of(
                      StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                  OwnersOnly.FILE);
          FileLock _ = lock(channel)) {
        Progress progress = program().progress();
        long bytes = list.bytes();
        progress.begin("loading", bytes);
        long passwords;
        try (PasswordFilter.Builder builder =
            new PasswordFilter.Builder(channel, list.atMost(bytes))) {
          list.read(builder::add, progress::done);
          passwords = builder.passwords();
        }
        progress.end();
        return passwords;
      }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
      try {
        return Optional.ofNullable(channel.tryLock()).orElseThrow(Load::busy);
      } catch (OverlappingFileLockException ours) {
        throw busy();
      }
    }

    private static CommandRefused busy() {
      return new CommandRefused("another command loads a list");
    }
  }

  @Command(
      name = "check",
      description = {
        "Read a password from standard input, and tell whether it is known from breaches",
        "and what else the settings have against it. Exits with 1 if it is or they have."
      })
  static final class Check extends ProgramCommand {

    @Option(names = "--username", description = "Whose it is to be, by user name.")
    private String username;

    @Option(names = "--email", description = "Whose it is to be, by address.")
    private String email;

    @Override
    public Integer call() throws Exception {
      Config config = program().config();
      String password = terminal().line();
      PasswordOwner owner =
          new PasswordOwner(Optional.ofNullable(username), Stream.ofNullable(email).toList());
      List<PasswordProblem> problems =
          new ArrayList<>(
              PasswordPolicy.rules(config).problems(password, PasswordStrength.ANY, owner));
      boolean breached = PasswordPolicy.breached(config).holds(password);
      if (breached && !problems.contains(new PasswordProblem.Breached())) {
        problems.add(new PasswordProblem.Breached());
      }
      boolean good = problems.isEmpty();
      print(
          new Checked(good, breached, problems.stream().map(Words::of).toList()),
          good ? "nothing is known against the password" : Words.problems(problems));
      return good ? 0 : Failure.REFUSED;
    }
  }

  record Loaded(long passwords, String file) {}

  record Checked(boolean good, boolean breached, List<String> problems) {}
}
