package vestibule.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.TestCertificates;
import vestibule.core.webhook.Destination;

/**
 * A message goes to a receiver that shows a certificate of the host in the URL, and to no other.
 */
@Tag("processes")
class WebhookTlsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void onlyAReceiverWhoseCertificateIsTrustedAndItsOwnIsTold(@TempDir Path folder)
      throws Exception {
    KeyStore own = TestCertificates.make(folder, "own", "dns:receiver.test");
    KeyStore others = TestCertificates.make(folder, "others", "dns:other.test");
    KeyStore byAddress = TestCertificates.make(folder, "address", "ip:127.0.0.1");
    KeyStore trust = TestCertificates.trusting(own, others, byAddress);
    SSLContext trusting = TestCertificates.context(own, trust);
    assertThat(told(own, trusting)).isEqualTo(new Answer.Status(204, Optional.empty()));
    assertThat(told(others, trusting)).isInstanceOf(Answer.Silence.class);
    assertThat(told(byAddress, trusting))
        .as("not the address counts, but the name")
        .isInstanceOf(Answer.Silence.class);
    SSLContext strange =
        TestCertificates.context(own, TestCertificates.trusting(others, byAddress));
    assertThat(told(own, strange)).isInstanceOf(Answer.Silence.class);
  }

  private static Answer told(KeyStore certificate, SSLContext client) throws Exception {
    WebhookCall.Terms terms =
        new WebhookCall.Terms(new Destination.Allowed(false, true), LONG, LONG);
    SSLContext shown = TestCertificates.context(certificate, certificate);
    try (FakeReceiver receiver = new FakeReceiver(0, Optional.of(shown));
        WebhookCall call =
            new WebhookCall(
                terms,
                _ -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                () -> NOW,
                client::getSocketFactory)) {
      Answer answer =
          call.post("https://receiver.test:" + receiver.port() + "/", Map.of(), new byte[] {'x'});
      assertThat(receiver.all()).hasSize(answer instanceof Answer.Status ? 1 : 0);
      return answer;
    }
  }
}
