package vestibule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.cli.Commands.run;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.cli.Commands.Ended;
import vestibule.core.password.PasswordFilter;

/** {@code passwords load} and {@code passwords check}. */
class PasswordsCommandTest {

  private static final String CHOSEN = "salt-on-the-harbour";

  @TempDir Path folder;

  private Ended passwords(String input, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "passwords";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return run(folder, Map.of(), input, all);
  }

  private Path list(String... passwords) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (String password : passwords) {
      lines
          .append(HexFormat.of().withUpperCase().formatHex(PasswordFilter.sha1(password)))
          .append(":3\r\n");
    }
    return Files.writeString(folder.resolve("pwned.txt"), lines);
  }

  @Test
  void aListIsLoadedForItsOwnerAloneAndCheckedAgainst() throws Exception {
    assertThat(passwords(CHOSEN, "check"))
        .isEqualTo(new Ended(0, "nothing is known against the password\n", ""));
    list(CHOSEN, "another");
    Path target = folder.resolve("data/breached-passwords.filter");
    Ended loaded = passwords("", "load", "pwned.txt");
    assertThat(loaded.out()).isEqualTo("loaded 2 passwords into " + target + "\n");
    assertThat(loaded.err()).startsWith("loading   100 %  88 of 88");
    assertThat(loaded.code()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
    try (var left = Files.list(folder.resolve("data"))) {
      assertThat(left).containsExactly(target);
    }
    assertThat(passwords(CHOSEN, "check"))
        .isEqualTo(new Ended(1, "the password is known from breaches\n", ""));
    assertThat(passwords("SALT-on-the-harbour\n", "check").code()).isEqualTo(1);
  }

  @Test
  void aListOfAnotherFormLeavesTheOneBeforeInPlace() throws Exception {
    list(CHOSEN);
    assertThat(passwords("", "load", "pwned.txt", "--json").out())
        .startsWith("{\"passwords\":1,\"file\":\"");
    Files.writeString(folder.resolve("plain.txt"), "password\n");
    Ended malformed = passwords("", "load", "plain.txt");
    assertThat(malformed.code()).isEqualTo(1);
    assertThat(malformed.err()).endsWith("line 1 is not of the form HASH:COUNT, by SHA-1\n");
    assertThat(passwords("", "load", "missing.txt"))
        .isEqualTo(new Ended(1, "", "vestibule: there is no missing.txt\n"));
    assertThat(passwords(CHOSEN, "check").code()).isEqualTo(1);
    assertThat(folder.resolve("data/breached-passwords.filter.new")).doesNotExist();
  }

  @Test
  void twoCommandsDoNotLoadAtATime() throws Exception {
    list(CHOSEN);
    Path draft =
        Files.createDirectories(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
            .resolve("breached-passwords.filter.new");
    Files.writeString(draft, "what another command writes");
    try (FileChannel other = FileChannel.open(draft, StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(passwords("", "load", "pwned.txt"))
          .isEqualTo(new Ended(1, "", "vestibule: another command loads a list\n"));
    }
    assertThat(Files.readString(draft)).isEqualTo("what another command writes");
  }

  @Test
  void whatTheSettingsHaveAgainstOneIsTold() {
    Map<String, String> production = Map.of("VESTIBULE_PROFILE", "production");
    String[] check = {"passwords", "check", "--json", "--username", "ada", "--email", "ada@x.org"};
    assertThat(run(folder, production, "ada12345", check))
        .isEqualTo(
            new Ended(
                1,
                "{\"good\":false,\"breached\":false,\"problems\":[\"the password is hardly more"
                    + " than the user name\",\"the password has fewer than 15 characters\"]}\n",
                ""));
    assertThat(run(folder, production, "ada grows old roses", check).out())
        .isEqualTo("{\"good\":true,\"breached\":false,\"problems\":[]}\n");
    assertThat(run(folder, Map.of(), "trustno1", check).out())
        .isEqualTo(
            "{\"good\":false,\"breached\":true,\"problems\":"
                + "[\"the password is known from breaches\"]}\n");
  }
}
