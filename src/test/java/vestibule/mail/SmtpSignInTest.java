package vestibule.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vestibule.mail.Transport.Outcome;

/** How a user signs in at the mail server, and what is said where that cannot be. */
class SmtpSignInTest {

  private static final String ANN = "ann@example.net";
  private static final Smtp.Credentials USER = new Smtp.Credentials("robot", "s3cret-word");

  private final Workers workers = new Workers();

  @AfterEach
  void close() throws Exception {
    workers.close();
  }

  @Test
  void aUserSignsIn() throws IOException {
    GreenMail server = workers.stoppedGreenMail();
    server.withConfiguration(
        GreenMailConfiguration.aConfig().withUser("robot@example.org", "robot", "s3cret-word"));
    server.start();
    Smtp smtp = workers.smtp(server.getSmtp().getPort(), Smtp.Tls.OPPORTUNISTIC, Optional.of(USER));
    assertThat(smtp.trouble()).isEmpty();
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    Smtp.Credentials wrong = new Smtp.Credentials("robot", "wr0ng-word");
    Smtp stranger =
        workers.smtp(server.getSmtp().getPort(), Smtp.Tls.OPPORTUNISTIC, Optional.of(wrong));
    Outcome outcome = stranger.send(Post.message(ANN));
    assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
    assertThat(outcome.toString()).contains("535").doesNotContain("wr0ng");
    assertThat(stranger.trouble()).isPresent();
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void theServersOfferIsNamedWhereThereIsNoCommonWayToSignIn() throws IOException {
    ScriptedServer server =
        workers.replying("EHLO", "250-scripted\r\n250 AUTH XOAUTH2 GSSAPI OAUTHBEARER");
    Smtp smtp = workers.smtp(server.port(), Smtp.Tls.OPPORTUNISTIC, Optional.of(USER));
    assertThat(smtp.send(Post.message(ANN)))
        .isEqualTo(
            new Outcome.Unreachable(
                Trouble.of(
                    Trouble.Kind.SIGN_IN,
                    "a user is set, but the mail server offers only AUTH XOAUTH2, GSSAPI,"
                        + " OAUTHBEARER, and Vestibule signs in by PLAIN, LOGIN or CRAM-MD5 with a"
                        + " user and a password")));
    assertThat(server.lines).noneMatch(line -> line.startsWith("AUTH"));
  }

  @Test
  void aUserSignsInByChallengeWhereTheServerOffersNoOtherWay() throws IOException {
    String challenge = "<1896.697170952@scripted>";
    ScriptedServer server =
        workers.scripted(
            line -> {
              if (line.startsWith("EHLO")) {
                return Optional.of("250-scripted\r\n250 AUTH CRAM-MD5 XOAUTH2");
              }
              if (line.equals("AUTH CRAM-MD5")) {
                return Optional.of("334 " + base64(challenge));
              }
              return line.equals(base64("robot " + cramMd5(challenge)))
                  ? Optional.of("235 2.7.0 welcome")
                  : Optional.empty();
            });
    Smtp smtp = workers.smtp(server.port(), Smtp.Tls.OPPORTUNISTIC, Optional.of(USER));
    assertThat(smtp.send(Post.message(ANN))).isEqualTo(new Outcome.Sent());
    assertThat(server.lines).contains(base64("robot " + cramMd5(challenge)));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
  }

  /** RFC 2195 2. */
  private static String cramMd5(String challenge) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(USER.password().getBytes(US_ASCII), "HmacMD5"));
      return HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aUserWhoCannotSignInSendsNothing() throws IOException {
    ScriptedServer server = workers.scripted(line -> Optional.empty());
    Smtp smtp = workers.smtp(server.port(), Smtp.Tls.OPPORTUNISTIC, Optional.of(USER));
    assertThat(smtp.send(Post.message(ANN)).toString())
        .contains("SIGN_IN")
        .contains("a user is set, but the mail server offers no AUTH");
    assertThat(server.lines).noneMatch(line -> line.startsWith("MAIL"));
  }
}
