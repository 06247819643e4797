package vestibule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An nginx of a test's own, in a folder of its own. */
final class Nginx {

  private Nginx() {}

  /** The program; empty where it is not installed. */
  static Optional<Path> program() {
    return RealProxy.program("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx");
  }

  /**
   * Starts one.
   *
   * @param server what stands in its server block behind {@code listen}
   */
  static RealProxy start(Path program, Path folder, String server) throws IOException {
    int port = RealProxy.freePort();
    Path file = folder.resolve("nginx.conf");
    Files.writeString(
        file,
        """
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d;
            %3$s
          }
        }
        """
            .formatted(folder, port, server));
    List<String> command =
        List.of(
            program.toString(),
            "-p",
            folder.toString(),
            "-e",
            folder.resolve("error.log").toString(),
            "-c",
            file.toString());
    return RealProxy.start("nginx", folder, port, command, Map.of());
  }
}
