package vestibule.v1.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vestibule.http.Response;

/** An answer comes back byte by byte. */
class KeptAnswerTest {

  @Test
  void anAnswerComesBackAsItWent() {
    byte[] body = new byte[256];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }
    Response answer =
        new Response(
            599,
            List.of(
                new Response.Header("Set-Cookie", "a=b"), new Response.Header("Set-Cookie", "")),
            body);
    Response back = KeptAnswer.unpacked(KeptAnswer.packed(answer));
    assertThat(back.status()).isEqualTo(599);
    assertThat(back.headers()).isEqualTo(answer.headers());
    assertThat(back.body()).isEqualTo(body);
  }

  @Test
  void anEmptyOneComesBackEmpty() {
    Response back = KeptAnswer.unpacked(KeptAnswer.packed(Response.empty(204)));
    assertThat(back.status()).isEqualTo(204);
    assertThat(back.headers()).isEmpty();
    assertThat(back.body()).isEmpty();
  }
}
