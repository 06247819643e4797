package vestibule;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The recipe for nginx. */
@Tag("processes")
@Timeout(120)
class NginxAuthTest extends ProxyAuthCases {

  @Override
  String recipe() {
    return "nginx auth_request";
  }

  @Override
  RealProxy start(Path folder, String recipe) throws IOException {
    Optional<Path> program = Nginx.program();
    assumeTrue(program.isPresent(), "nginx is not installed: NO recipe is tried");
    return Nginx.start(program.get(), folder, recipe);
  }
}
