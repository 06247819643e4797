package vestibule.core.store.once;

import java.time.Instant;
import java.util.Optional;

/** Keeps what was answered to requests that may be sent once more, by the numbers of requests. */
public interface KeptAnswerStore {

  /**
   * A request.
   *
   * @param content a keyed hash of all that it says
   * @param holder who does it
   * @param answer sealed, in hex; empty while it is being done
   * @param expires from when on nothing of it counts
   */
  record Row(String content, String holder, Optional<String> answer, Instant expires) {

    /** Whether nothing of it counts any more. */
    public boolean isOver(Instant now) {
      return !now.isBefore(expires);
    }
  }

  /**
   * Adds a request.
   *
   * @return false when there is one of that number
   */
  boolean insert(String request, Row row);

  /** The request of that number. */
  Optional<Row> find(String request);

  /**
   * Puts another row in the place of one.
   *
   * @param holder of the row that is to go
   * @return false when it has another holder by now, or is gone
   */
  boolean replace(String request, String holder, Row row);

  /**
   * Adds the answer to a request.
   *
   * @return false when it has another holder by now, or is gone
   */
  boolean keep(String request, String holder, String answer, Instant expires);

  /**
   * Removes a request.
   *
   * @return false when it has another holder by now, or is gone
   */
  boolean delete(String request, String holder);
}
