package vestibule.http;

import java.io.IOException;

/** An address cannot be listened on; the message says which, and the cause why. */
public final class UnboundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnboundException(String message, IOException cause) {
    super(message, cause, false, false);
  }
}
