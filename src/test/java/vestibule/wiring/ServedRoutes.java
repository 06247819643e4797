package vestibule.wiring;

import java.util.ArrayList;
import java.util.List;
import vestibule.TestServer;
import vestibule.http.DeclaredRoute;
import vestibule.http.Surface;
import vestibule.v1.TestPaths;

/** What a server serves on the port of the contracts. */
public final class ServedRoutes {

  private ServedRoutes() {}

  /** The routes of a server, with those of the test mode. */
  public static List<DeclaredRoute> of(TestServer server) {
    Wiring.Parts parts =
        Wiring.Parts.of(
            server.config(),
            server.server().foundation(),
            server.server().tokens(),
            server.server().mailing().devMail());
    List<Surface> surfaces = new ArrayList<>(Wiring.surfaces(parts));
    surfaces.add(Wiring.apiDocs(parts, true));
    surfaces.add(new TestPaths(new TestMode(server.server(), new TestMode.MovableClock())));
    return DeclaredRoute.of(surfaces);
  }
}
