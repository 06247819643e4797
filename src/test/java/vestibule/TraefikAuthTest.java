package vestibule;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The recipe for Traefik, which Debian does not have. */
@Tag("processes")
@Timeout(120)
class TraefikAuthTest extends ProxyAuthCases {

  @Override
  String recipe() {
    return "traefik forwardAuth";
  }

  @Override
  RealProxy start(Path folder, String recipe) throws IOException {
    Optional<Path> program = RealProxy.program("/usr/bin/traefik", "/usr/local/bin/traefik");
    assumeTrue(program.isPresent(), "traefik is not installed: NO recipe is tried");
    int port = RealProxy.freePort();
    Path file = folder.resolve("traefik.yaml");
    Files.writeString(file, recipe.replace("Host(`app.example.org`)", "PathPrefix(`/`)"));
    List<String> command =
        List.of(
            program.get().toString(),
            "--entrypoints.web.address=127.0.0.1:" + port,
            "--providers.file.filename=" + file,
            "--global.checknewversion=false",
            "--global.sendanonymoususage=false");
    RealProxy proxy = RealProxy.start("traefik", folder, port, command, Map.of());
    Waiting.until(
        "traefik's routes",
        Duration.ofSeconds(20),
        () -> TestServer.send(port, "GET", "/program", null).status() != 404);
    return proxy;
  }
}
