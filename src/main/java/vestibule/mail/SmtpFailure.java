package vestibule.mail;

import jakarta.mail.AuthenticationFailedException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import vestibule.mail.Trouble.Kind;

/** Finds out why a conversation with the mail server broke off. */
final class SmtpFailure {

  private static final int DEEPEST = 8;
  private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]+)");
  private static final String WITHOUT = "; smtp://…?tls=off sends without encryption";

  private SmtpFailure() {}

  /** Why a connection cannot be used: what the server said, if that was the reason. */
  static Trouble of(SmtpConnection connection, Exception failed) {
    if (connection.refusal().isPresent()) {
      return connection.refusal().get().trouble();
    }
    if (has(failed, SSLException.class) || says(failed, "convert socket to TLS")) {
      return Trouble.of(Kind.ENCRYPTION, encryption(failed));
    }
    if (says(failed, "STARTTLS is required")) {
      return Trouble.of(
          Kind.ENCRYPTION, "tls=required is set, but the mail server offers no STARTTLS");
    }
    if (has(failed, AuthenticationFailedException.class)) {
      return Trouble.of(Kind.SIGN_IN, mechanisms(connection.mechanisms()));
    }
    return Trouble.of(Kind.CONNECTION, connection(failed));
  }

  /** What the server offers and what we can. */
  private static String mechanisms(List<String> offered) {
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
    if (has(failed, CertPathBuilderException.class)
        || has(failed, CertPathValidatorException.class)
        || says(failed, "No trusted certificate found")) {
      return "the certificate's authority is not known here";
    }
    if (has(failed, CertificateException.class)) {
      return "the certificate is not for this host";
    }
    if (says(failed, "Unsupported or unrecognized SSL message")) {
      return "the mail server does not speak TLS there";
    }
    if (isClosed(failed)) {
      return "the mail server broke it off";
    }
    // The name of an alert (RFC 8446 6) holds no data; other words of the JDK may.
    return causes(failed)
        .map(cause -> ALERT.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .map(alert -> "the mail server says " + alert.group(1))
        .findFirst()
        .orElseGet(() -> Reason.of(failed));
  }

  private static String connection(Exception failed) {
    if (has(failed, UnknownHostException.class)) {
      return "the mail server's name has no address";
    }
    if (has(failed, ConnectException.class)) {
      return "the connection is refused, or there is no way to it";
    }
    if (has(failed, SocketTimeoutException.class)) {
      return "the mail server did not answer in time";
    }
    if (says(failed, "bad greeting")) {
      return "what answers there is no mail server";
    }
    return isClosed(failed) ? "the mail server closed the connection" : Reason.of(failed);
  }

  /** The mail library's word for the end of a connection is in brackets. */
  private static boolean isClosed(Exception failed) {
    return has(failed, EOFException.class)
        || has(failed, SocketException.class)
        || says(failed, "Broken pipe")
        || says(failed, "[EOF]")
        || says(failed, "response: -1");
  }

  private static boolean has(Throwable failed, Class<? extends Throwable> type) {
    return causes(failed).anyMatch(type::isInstance);
  }

  /** Looks into texts of other libraries, and repeats none. */
  private static boolean says(Throwable failed, String words) {
    return causes(failed).anyMatch(cause -> String.valueOf(cause.getMessage()).contains(words));
  }

  private static Stream<Throwable> causes(Throwable failed) {
    return Stream.iterate(failed, cause -> cause != null, Throwable::getCause).limit(DEEPEST);
  }
}
