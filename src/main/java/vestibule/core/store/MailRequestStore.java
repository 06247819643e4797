package vestibule.core.store;

import java.util.List;
import vestibule.core.model.MailRequest;

/** Keeps the mails that were asked for, until their receiver is known. */
public interface MailRequestStore {

  /** Keeps a request. */
  void insert(MailRequest request);

  /** Requests, oldest first. */
  List<MailRequest> oldest(int most);

  /**
   * Removes a request.
   *
   * @return false when it is gone: exactly one of many callers gets true
   */
  boolean delete(MailRequest request);

  /** How many there are. */
  long count();
}
