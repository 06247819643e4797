package vestibule.mail;

import javax.net.ssl.SSLSession;

/** Hears what happens on connections to the mail server. */
interface SmtpListener {

  /** Hears nothing. */
  SmtpListener DEAF = new SmtpListener() {};

  /** TLS was agreed on. */
  default void encrypted(SSLSession tls) {}

  /** The server has said something, good or bad. */
  default void replied(SmtpReply reply) {}

  /** The connection is there, and the user is signed in if there is one. */
  default void opened() {}
}
