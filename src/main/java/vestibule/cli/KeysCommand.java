package vestibule.cli;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import vestibule.crypto.MasterKey;

/** {@code vestibule keys}. */
@Command(
    name = "keys",
    description = "Make keys.",
    mixinStandardHelpOptions = true,
    subcommands = KeysCommand.Master.class,
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

  @ParentCommand private Program program;

  /** {@code vestibule keys master FILE}. */
  @Command(
      name = "master",
      description = "Make a master key: 32 random bytes in base64, in a new file of mode 0600.",
      mixinStandardHelpOptions = true)
  static final class Master implements Program.Body {

    @ParentCommand private KeysCommand parent;
    @Mixin private Output output;

    @Parameters(index = "0", paramLabel = "FILE", description = "The file to make.")
    private Path file;

    @Override
    public Integer call() throws Exception {
      Program.Terminal terminal = parent.program.terminal();
      try {
        MasterKey.create(terminal.folder().resolve(file), new SecureRandom());
      } catch (FileAlreadyExistsException exists) {
        throw new CommandRefused(file + " exists; a key is never overwritten");
      }
      output.print(terminal.out(), new Made(file.toString()), "made " + file);
      return 0;
    }
  }

  /** The outcome as a program reads it. */
  record Made(String file) {}
}
