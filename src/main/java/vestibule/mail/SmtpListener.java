package vestibule.mail;

import javax.net.ssl.SSLSession;

/** Hears what happens on connections to the mail server. */
interface SmtpListener {

  /** Hears nothing. */
  SmtpListener DEAF =
      new SmtpListener() {
        @Override
        public void encrypted(SSLSession tls) {}

        @Override
        public void replied(SmtpReply reply) {}

        @Override
        public void opened() {}
      };

  /** TLS was agreed on. */
  void encrypted(SSLSession tls);

  /** The server has said something, good or bad. */
  void replied(SmtpReply reply);

  /** The connection is there, and the user is signed in if there is one. */
  void opened();
}
