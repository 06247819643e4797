package vestibule.junit;

import java.net.URI;
import java.net.http.HttpRequest;

/** A server in test mode that a test has for itself. */
public final class VestibuleServer {

  private final TestCalls calls;

  VestibuleServer(URI url) {
    this.calls = new TestCalls(url);
  }

  /** Its address, as {@code http://localhost:43210}; it is the issuer of its tokens too. */
  public URI url() {
    return calls.url();
  }

  /** The mails that it has sent. */
  public Mailbox mailbox() {
    return new Mailbox(calls);
  }

  /** Its clock. */
  public Clock clock() {
    return new Clock(calls);
  }

  /** Forgets everybody and everything, and sets the clock back. */
  public void reset() {
    calls.send("POST", "/v1/test/reset", HttpRequest.BodyPublishers.noBody());
  }
}
