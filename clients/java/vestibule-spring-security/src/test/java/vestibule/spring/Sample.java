package vestibule.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that has the settings of a test, and what it answers. */
final class Sample implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ServletWebServerApplicationContext context;

  Sample(Map<String, String> settings) {
    Map<String, Object> all = new TreeMap<>(settings);
    all.put("server.port", "0");
    all.put("server.address", "127.0.0.1");
    all.put("spring.main.banner-mode", "off");
    all.put("logging.level.root", "warn");
    SpringApplication application = new SpringApplication(Routes.class);
    application.setDefaultProperties(all);
    context = (ServletWebServerApplicationContext) application.run();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableMethodSecurity
  @Import(Controller.class)
  static class Routes {}

  record Seen(String name, List<String> authorities, String email, String username) {}

  @RestController
  static class Controller {

    @GetMapping("/me")
    Seen me(@AuthenticationPrincipal VestibulePrincipal caller, Authentication authentication) {
      return new Seen(
          caller.getName(),
          authentication.getAuthorities().stream()
              .map(GrantedAuthority::getAuthority)
              .filter(authority -> !authority.startsWith("FACTOR_"))
              .sorted()
              .toList(),
          caller.email().orElse(""),
          caller.username().orElse(""));
    }

    @PostMapping("/me")
    Seen change(@AuthenticationPrincipal VestibulePrincipal caller, Authentication authentication) {
      return me(caller, authentication);
    }

    @GetMapping("/editors")
    @PreAuthorize("hasRole('editor')")
    String editors() {
      return "editors";
    }
  }

  record Reply(int status, String body, HttpResponse<String> whole) {

    String header(String name) {
      return whole.headers().firstValue(name).orElse("");
    }
  }

  Reply get(String path, String... headers) {
    return send("GET", path, headers);
  }

  Reply send(String method, String path, String... headers) {
    URI url = URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
