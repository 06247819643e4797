package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.core.outbox.Reach;
import vestibule.mail.Transport.Outcome;

/** When the SMTP transport encrypts, and whom it trusts. */
@Tag("processes")
class SmtpTlsTest {

  private static final String ANN = "ann@example.net";
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static SSLContext before;
  private static SSLContext trusted;
  private static SSLContext forAnotherHost;
  private static SSLContext untrusted;

  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void makeCertificates() throws Exception {
    KeyStore good = certificate("good", "dns:localhost");
    KeyStore other = certificate("other", "dns:mail.example.org");
    trusted = context(good, good);
    forAnotherHost = context(other, other);
    KeyStore bad = certificate("bad", "dns:localhost");
    untrusted = context(bad, bad);
    before = SSLContext.getDefault();
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, PASSWORD);
    trust.setCertificateEntry("good", good.getCertificate("key"));
    trust.setCertificateEntry("other", other.getCertificate("key"));
    SSLContext.setDefault(context(good, trust));
  }

  @AfterAll
  static void trustAsBefore() {
    SSLContext.setDefault(before);
  }

  private static KeyStore certificate(String name, String san) throws Exception {
    Path file = folder.resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options = "-genkeypair -alias key -keyalg EC -storepass changeit -dname CN=test";
    List<String> command = new ArrayList<>(List.of(keytool));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-keystore", file.toString(), "-ext", "san=" + san));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static SSLContext context(KeyStore own, KeyStore trust) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX");
    trusts.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
    return context;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private ScriptedServer server() throws IOException {
    ScriptedServer server = new ScriptedServer(line -> Optional.empty());
    open.add(server);
    return server;
  }

  private static Smtp.Settings settings(ScriptedServer server, Smtp.Tls tls) {
    return new Smtp.Settings(
        "localhost", server.port(), tls, Optional.empty(), "here", Post.FROM.address());
  }

  private static SmtpTrial trial(ScriptedServer server, Smtp.Tls tls) {
    return new SmtpTrial(settings(server, tls), Post.FROM, "Vestibule", () -> Post.START);
  }

  private Outcome send(ScriptedServer server, Smtp.Tls tls) {
    Smtp smtp = new Smtp(settings(server, tls), () -> Post.START, new Reach());
    open.addFirst(smtp);
    Outcome outcome = smtp.send(Post.message(ANN));
    assertThat(server.mails).hasSize(outcome instanceof Outcome.Sent ? 1 : 0);
    return outcome;
  }

  @Test
  void encryptionIsUsedWhenOfferedWhateverTheCertificate() throws IOException {
    for (SSLContext any : List.of(trusted, untrusted, forAnotherHost)) {
      ScriptedServer server = server().offering(any);
      assertThat(send(server, Smtp.Tls.OPPORTUNISTIC)).isEqualTo(new Outcome.Sent());
      assertThat(server.lines.subList(0, 4))
          .containsExactly(
              "EHLO here", "STARTTLS", "EHLO here", "MAIL FROM:<no-reply@example.org>");
    }
  }

  @Test
  void aTrialTellsOfTheEncryptionBetweenTheStepsThatItLiesBetween() throws IOException {
    ScriptedServer server = server().offering(trusted);
    List<SmtpTrial.Step> steps = new ArrayList<>();
    SmtpTrial trial = trial(server, Smtp.Tls.REQUIRED);
    assertThat(trial.run(ANN, steps::add)).isTrue();
    assertThat(steps).allMatch(SmtpTrial.Step::good);
    assertThat(steps.stream().map(SmtpTrial.Step::name))
        .containsExactly(
            "resolve",
            "greeting",
            "EHLO",
            "STARTTLS",
            "TLS",
            "EHLO",
            "AUTH",
            "MAIL",
            "RCPT",
            "DATA",
            "end of DATA");
    assertThat(steps.get(4).said())
        .startsWith("TLSv1.3, ")
        .contains("certificate for localhost by CN=test until ")
        .endsWith("good for localhost");
  }

  @Test
  void aTrialTellsThatLettersAreNotTaken() throws IOException {
    ScriptedServer server = server();
    List<SmtpTrial.Step> steps = new ArrayList<>();
    SmtpTrial trial = trial(server, Smtp.Tls.OFF);
    assertThat(trial.run("аня@example.net", steps::add)).isFalse();
    assertThat(steps.getLast())
        .isEqualTo(
            new SmtpTrial.Step(
                "SMTPUTF8", false, "the mail server takes no address outside ASCII"));
  }

  @Test
  void whatIsRequiredMustBeOffered() throws IOException {
    ScriptedServer server = server();
    assertThat(send(server, Smtp.Tls.REQUIRED).toString())
        .startsWith("Unreachable")
        .contains("tls=required is set, but the mail server offers no STARTTLS");
    assertThat(server.lines).noneMatch(line -> line.startsWith("MAIL"));
  }

  @Test
  void whatIsRequiredNeedsATrustedCertificateForTheHost() throws IOException {
    assertThat(send(server().offering(trusted), Smtp.Tls.REQUIRED)).isEqualTo(new Outcome.Sent());
    assertThat(send(server().offering(untrusted), Smtp.Tls.REQUIRED))
        .isInstanceOf(Outcome.Unreachable.class);
    assertThat(send(server().offering(forAnotherHost), Smtp.Tls.REQUIRED).toString())
        .startsWith("Unreachable")
        .contains("kind=ENCRYPTION")
        .contains("the TLS handshake failed: the certificate is not for this host;");
    assertThat(send(server().offering(untrusted), Smtp.Tls.REQUIRED).toString())
        .contains("the TLS handshake failed: the certificate's authority is not known here;");
  }

  @Test
  void aStartTlsThatBreaksSaysSoAndWhatCanBeDone() throws Exception {
    SSLContext keyless = SSLContext.getInstance("TLS");
    keyless.init(new KeyManager[0], null, null);
    ScriptedServer broken = server().offering(keyless);
    assertThat(send(broken, Smtp.Tls.OPPORTUNISTIC).toString())
        .contains("kind=ENCRYPTION")
        .contains("the TLS handshake failed: ")
        .contains("?tls=off sends without encryption");
    assertThat(broken.lines).noneMatch(line -> line.startsWith("MAIL"));
    ScriptedServer spared = server().offering(keyless);
    assertThat(send(spared, Smtp.Tls.OFF)).isEqualTo(new Outcome.Sent());
    assertThat(spared.lines).doesNotContain("STARTTLS");
  }

  @Test
  void aStartTlsThatIsRefusedNamesItsReply() throws IOException {
    ScriptedServer refusing =
        new ScriptedServer(
            line ->
                line.startsWith("EHLO")
                    ? Optional.of("250-broken\r\n250 STARTTLS")
                    : line.equals("STARTTLS")
                        ? Optional.of("554 5.7.0 no TLS today")
                        : Optional.empty());
    open.add(refusing);
    assertThat(send(refusing, Smtp.Tls.OPPORTUNISTIC).toString())
        .contains("kind=ENCRYPTION")
        .contains("554 5.7.0 at STARTTLS");
  }

  @Test
  void implicitEncryptionNeedsATrustedCertificateForTheHost() throws IOException {
    assertThat(send(server().speaking(trusted), Smtp.Tls.IMPLICIT)).isEqualTo(new Outcome.Sent());
    assertThat(send(server().speaking(untrusted), Smtp.Tls.IMPLICIT))
        .isInstanceOf(Outcome.Unreachable.class);
    assertThat(send(server().speaking(forAnotherHost), Smtp.Tls.IMPLICIT))
        .isInstanceOf(Outcome.Unreachable.class);
  }

  @Test
  void aPlainServerIsNotMistakenForAnEncryptedOne() throws IOException {
    assertThat(send(server(), Smtp.Tls.IMPLICIT)).isInstanceOf(Outcome.Unreachable.class);
  }
}
