package vestibule.moving.rehearsal;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The server that a rehearsal is played at, which nobody else uses. */
public interface Stage {

  /** Where it listens. */
  URI address();

  /** Scheme, host and port under which it believes that people reach it. */
  String publicOrigin();

  /** Sets its clock; never back. */
  void at(Instant time);

  /** The mails with codes that it has sent since the last time, once none is owed any more. */
  List<Mailed> mails();

  /**
   * A mail that carried a code.
   *
   * @param path of its link, before the code
   */
  record Mailed(String to, Purpose purpose, String path, String code) {

    /** Hides the code and the address. */
    @Override
    public String toString() {
      return "Mailed[" + purpose + "]";
    }
  }

  /** What a mailed code is for. */
  enum Purpose {
    CONFIRM,
    RESET
  }
}
