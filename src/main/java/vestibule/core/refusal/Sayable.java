package vestibule.core.refusal;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What may be said of a throwable where people's data must not show: in the log, to operators, in
 * the outbox. A library's message may quote anything, as a database's quotes the row; so it is not
 * said, unless its type is known to hold none.
 */
public final class Sayable {

  private static final String OURS = "vestibule.";
  private static final int MOST_CAUSES = 4;

  /** They name files, hosts and classes, or say what the system answered. */
  private static final Set<Class<? extends Throwable>> KNOWN =
      Set.of(
          FileSystemException.class,
          NoSuchFileException.class,
          FileAlreadyExistsException.class,
          AccessDeniedException.class,
          DirectoryNotEmptyException.class,
          NotDirectoryException.class,
          AtomicMoveNotSupportedException.class,
          FileNotFoundException.class,
          EOFException.class,
          BindException.class,
          ConnectException.class,
          NoRouteToHostException.class,
          SocketException.class,
          SocketTimeoutException.class,
          UnknownHostException.class,
          ClassNotFoundException.class,
          NoClassDefFoundError.class,
          UnsatisfiedLinkError.class,
          OutOfMemoryError.class);

  private Sayable() {}

  /** The message of a throwable that is our own, made by our own code, or known to be harmless. */
  public static Optional<String> message(Throwable thrown) {
    try {
      return Optional.ofNullable(thrown.getMessage())
          .filter(message -> isOurs(thrown) || KNOWN.contains(thrown.getClass()))
          .filter(message -> !isTheCauses(message, thrown));
    } catch (RuntimeException e) {
      // A library's getMessage() must not end the code that tells of it.
      return Optional.empty();
    }
  }

  /**
   * What may be said to people, who need no names of classes: the words of the first among a
   * throwable and its causes that has any.
   */
  public static Optional<String> plainly(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .limit(MOST_CAUSES)
        .flatMap(one -> plain(one).stream())
        .findFirst();
  }

  private static Optional<String> plain(Throwable thrown) {
    return switch (thrown) {
      case NoSuchFileException missing -> Optional.of(missing.getFile() + " does not exist");
      case FileAlreadyExistsException exists -> Optional.of(exists.getFile() + " exists");
      case AccessDeniedException denied ->
          Optional.of(denied.getFile() + " may not be used by this user");
      case NotDirectoryException file -> Optional.of(file.getFile() + " is no folder");
      case FileSystemException other ->
          Optional.of(
              other.getFile()
                  + ": "
                  + (other.getReason() == null ? "unusable" : other.getReason()));
      default -> message(thrown);
    };
  }

  /**
   * Class and, where it may be said, message of a throwable and its causes, the outermost first.
   */
  public static String of(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable current = thrown;
    for (int depth = 0; current != null && depth < MOST_CAUSES; depth++) {
      text.append(depth == 0 ? "" : ": ").append(current.getClass().getSimpleName());
      message(current).ifPresent(message -> text.append(' ').append(message));
      current = current.getCause();
    }
    return text.toString();
  }

  /**
   * One of the JDK's types is ours too when our code has made it: then the words are ours, or the
   * machine's own about our code.
   */
  private static boolean isOurs(Throwable thrown) {
    String type = thrown.getClass().getName();
    if (type.startsWith(OURS)) {
      return true;
    }
    StackTraceElement[] frames = thrown.getStackTrace();
    return (type.startsWith("java.lang.")
            || type.startsWith("java.io.")
            || type.startsWith("java.sql."))
        && frames.length > 0
        && frames[0].getClassName().startsWith(OURS);
  }

  /** What is made of a cause alone has the cause's text for its own. */
  private static boolean isTheCauses(String message, Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause != null && message.equals(cause.toString());
  }
}
