package vestibule;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The recipe for Caddy. */
@Tag("processes")
@Timeout(120)
class CaddyAuthTest extends ProxyAuthCases {

  @Override
  String recipe() {
    return "caddy forward_auth";
  }

  @Override
  RealProxy start(Path folder, String recipe) throws IOException {
    Optional<Path> program = RealProxy.program("/usr/bin/caddy", "/usr/local/bin/caddy");
    assumeTrue(program.isPresent(), "caddy is not installed: NO recipe is tried");
    int port = RealProxy.freePort();
    Path file = folder.resolve("Caddyfile");
    Files.writeString(
        file,
        "{\n  admin off\n}\n" + recipe.replace("app.example.org", "http://127.0.0.1:" + port));
    List<String> command =
        List.of(
            program.get().toString(), "run", "--adapter", "caddyfile", "--config", file.toString());
    Map<String, String> home =
        Map.of("HOME", folder.toString(), "XDG_DATA_HOME", folder.resolve("data").toString());
    return RealProxy.start("caddy", folder, port, command, home);
  }
}
