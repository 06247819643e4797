package vestibule.cli;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vestibule.crypto.MasterKey;

/** {@code vestibule keys}. */
@Command(name = "keys", description = "Make keys.", subcommands = KeysCommand.Master.class)
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
}
