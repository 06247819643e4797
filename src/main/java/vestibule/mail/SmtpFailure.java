package vestibule.mail;

import jakarta.mail.AuthenticationFailedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import vestibule.mail.Trouble.Kind;

/** What it means that a conversation with the mail server broke off. */
final class SmtpFailure {

  private static final int DEEPEST = 8;
  private static final String WITHOUT = "; smtp://…?tls=off sends without encryption";

  private SmtpFailure() {}

  /**
   * Why a connection cannot be used.
   *
   * @param refusal what the server said, if that was the reason
   */
  static Trouble of(SmtpConnection connection, Exception failed, Optional<SmtpReply> refusal) {
    if (connection.isCut()) {
      return Trouble.of(Kind.CONNECTION, "the mail server took too long");
    }
    if (refusal.isPresent()) {
      return refusal.get().trouble();
    }
    if (has(failed, SSLException.class) || Reason.of(failed).contains("convert socket to TLS")) {
      return Trouble.of(Kind.ENCRYPTION, encryption(failed));
    }
    if (Reason.of(failed).contains("STARTTLS is required")) {
      return Trouble.of(
          Kind.ENCRYPTION, "tls=required is set, but the mail server offers no STARTTLS");
    }
    if (has(failed, AuthenticationFailedException.class)) {
      return Trouble.of(Kind.SIGN_IN, mechanisms(connection.mechanisms()));
    }
    return Trouble.of(Kind.CONNECTION, connection(failed));
  }

  /** What the server offers and what we can. */
  static String mechanisms(List<String> offered) {
    return "a user is set, but the mail server "
        + (offered.isEmpty() ? "offers no AUTH" : "offers only AUTH " + String.join(", ", offered))
        + ", and Vestibule signs in by PLAIN, LOGIN or CRAM-MD5 with a user and a password";
  }

  private static String encryption(Exception failed) {
    return "the TLS handshake failed: " + handshake(failed) + WITHOUT;
  }

  private static String handshake(Exception failed) {
    if (has(failed, CertificateExpiredException.class)) {
      return "the certificate has expired";
    }
    if (has(failed, CertificateNotYetValidException.class)) {
      return "the certificate is not valid yet";
    }
    if (has(failed, CertPathBuilderException.class)) {
      return "the certificate's authority is not known here";
    }
    if (has(failed, CertificateException.class)) {
      return "the certificate is not for this host: " + Reason.of(last(failed));
    }
    String words = Reason.of(last(failed));
    String small = words.toLowerCase(Locale.ROOT);
    if (small.contains("unrecognized ssl message") || small.contains("plaintext")) {
      return "the mail server does not speak TLS there";
    }
    return small.contains("protocol") || small.contains("handshake_failure")
        ? "no TLS version or cipher in common (" + words + ")"
        : words;
  }

  private static String connection(Exception failed) {
    if (has(failed, UnknownHostException.class)) {
      return "the mail server's name has no address";
    }
    if (has(failed, ConnectException.class)) {
      return "the connection is refused or has no way: " + Reason.of(last(failed));
    }
    if (has(failed, SocketTimeoutException.class)) {
      return "the mail server did not answer in time";
    }
    return Reason.of(failed);
  }

  private static boolean has(Throwable failed, Class<? extends Throwable> type) {
    return causes(failed).anyMatch(type::isInstance);
  }

  private static Throwable last(Throwable failed) {
    return causes(failed).reduce((before, next) -> next).orElse(failed);
  }

  private static Stream<Throwable> causes(Throwable failed) {
    return Stream.iterate(failed, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }
}
