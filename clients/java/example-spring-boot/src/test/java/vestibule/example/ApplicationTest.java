package vestibule.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vestibule.client.NewAccount;
import vestibule.client.SignedIn;
import vestibule.client.VestibuleClient;
import vestibule.junit.VestibuleExtension;
import vestibule.junit.VestibuleServer;

/** Who sees which page. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ApplicationTest {

  @RegisterExtension static final VestibuleExtension VESTIBULE = new VestibuleExtension();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("vestibule.url", () -> VESTIBULE.server().url().toString());
  }

  @LocalServerPort private int port;

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whoIsKnownSeesThemselvesAndNoDrafts(VestibuleServer server) throws Exception {
    VestibuleClient vestibule = VestibuleClient.at(server.url());
    String id = vestibule.register(NewAccount.of("ada@example.org", "correct horse 7")).id();
    SignedIn ada = vestibule.signIn("ada@example.org", "correct horse 7");
    String bearer = "Bearer " + ada.accessToken();
    assertThat(get("/").body()).isEqualTo("Hello.");
    assertThat(get("/me").statusCode()).isEqualTo(401);
    assertThat(get("/me", "Authorization", bearer).body())
        .isEqualTo("{\"id\":\"" + id + "\",\"email\":\"\",\"groups\":[],\"roles\":[]}");
    assertThat(get("/drafts", "Authorization", bearer).statusCode()).isEqualTo(403);
  }
}
