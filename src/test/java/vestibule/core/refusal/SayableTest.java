package vestibule.core.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a throwable, and what never is: anything that quotes a value. */
class SayableTest {

  private static final class Own extends RuntimeException {
    private static final long serialVersionUID = 1;

    Own(String message) {
      super(message);
    }

    Own(Throwable cause) {
      super(cause);
    }
  }

  @Test
  void peopleAreToldOfAFileWithoutTheNameOfAClass() {
    IOException missing = new NoSuchFileException("/a/b");
    assertThat(Sayable.plainly(missing)).contains("/a/b does not exist");
    assertThat(Sayable.plainly(new UncheckedIOException(missing))).contains("/a/b does not exist");
    assertThat(Sayable.plainly(new AccessDeniedException("/a")))
        .contains("/a may not be used by this user");
    assertThat(Sayable.plainly(new FileSystemException("/a", null, "No space left on device")))
        .contains("/a: No space left on device");
    assertThat(Sayable.plainly(new FileSystemException("/a"))).contains("/a: unusable");
    assertThat(Sayable.plainly(new InterruptedIOException())).isEmpty();
  }

  @Test
  void wordsOfOurOwnAreSaid() {
    assertThat(Sayable.message(new Own("the disk is full"))).contains("the disk is full");
    assertThat(Sayable.message(new IllegalStateException("no ids are left")))
        .contains("no ids are left");
  }

  @Test
  void filesAndHostsAreSaid() {
    assertThat(Sayable.message(new NoSuchFileException("/srv/master.key")))
        .contains("/srv/master.key");
    assertThat(Sayable.message(new ConnectException("Connection refused")))
        .contains("Connection refused");
  }

  @Test
  void aLibrarysWordsAreNotSaid() {
    for (Throwable thrown :
        List.of(
            catchThrowable(() -> Integer.parseInt("marker")),
            catchThrowable(() -> Instant.parse("marker")),
            catchThrowable(() -> Thread.State.valueOf("marker")),
            catchThrowable(() -> Base64.getDecoder().decode("marker?")))) {
      assertThat(thrown.getMessage()).isNotEmpty();
      assertThat(Sayable.message(thrown)).isEmpty();
      assertThat(Sayable.of(thrown)).isEqualTo(thrown.getClass().getSimpleName());
    }
  }

  @Test
  void theCausesTextIsNotTakenForOurs() {
    Throwable cause = catchThrowable(() -> Integer.parseInt("marker"));
    assertThat(new Own(cause).getMessage()).contains("marker");
    assertThat(Sayable.of(new Own(cause))).isEqualTo("Own: NumberFormatException");
    assertThat(Sayable.of(new IllegalStateException(cause)))
        .isEqualTo("IllegalStateException: NumberFormatException");
  }

  @Test
  void anExceptionThatAnothersCodeMadeIsItsOwn() {
    SQLException thrown = new SQLException("Key (address)=(marker) already exists");
    thrown.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("org.library.Driver", "run", "D.java", 1)});
    assertThat(Sayable.message(thrown)).isEmpty();
    thrown.setStackTrace(new StackTraceElement[0]);
    assertThat(Sayable.message(thrown)).isEmpty();
  }

  @Test
  void aCircleOfCausesEnds() {
    Own first = new Own("first");
    Own second = new Own("second");
    first.initCause(second);
    second.initCause(first);
    assertThat(Sayable.of(first)).isEqualTo("Own first: Own second: Own first: Own second");
  }
}
