package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import vestibule.junit.Mailbox;
import vestibule.junit.VestibuleExtension;
import vestibule.junit.VestibuleServer;

/** Signing in by a mailed code, at a server that has it on. */
class MailedCodeTest {

  private static final String ADA = "ada@example.org";
  private static final Pattern CODE = Pattern.compile("[0-9]{8}");

  @RegisterExtension
  static final VestibuleExtension SERVERS =
      new VestibuleExtension().with("VESTIBULE_SIGN_IN_MAILED_CODES", "on");

  @Test
  void aMailedCodeSignsIn(VestibuleServer server, Mailbox mailbox) {
    VestibuleClient vestibule = VestibuleClient.at(server.url());
    vestibule.register(NewAccount.of(ADA, "correct horse 7"));
    vestibule.confirm(mailbox.newest(ADA).code());
    MailedTicket mailed = vestibule.requestSignInCode(ADA);
    assertThat(mailed.expiresIn()).isEqualTo(600);
    assertThat(mailed.toString()).doesNotContain(mailed.ticket());
    String code =
        CODE.matcher(mailbox.newest(ADA).text())
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow();
    TokenStore store = TokenStore.inMemory();
    assertThatThrownBy(() -> vestibule.signInByCode(mailed.ticket(), "x", store))
        .hasMessageStartingWith("401 credentials_wrong");
    SignedIn ada = vestibule.signInByCode(mailed.ticket(), code, store);
    assertThat(ada.whoami().factors()).extracting(Factor::name).containsExactly("mail");
  }
}
