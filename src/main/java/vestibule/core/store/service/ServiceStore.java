package vestibule.core.store.service;

import java.util.List;
import vestibule.core.model.service.Service;

/** Keeps the programs that have credentials of their own. */
public interface ServiceStore {

  /** All of them, by id; a thousand at most. */
  List<Service> all();

  /**
   * Adds one.
   *
   * @return false, and nothing changed, when there is one of that name
   */
  boolean insert(Service service);

  /**
   * Gives one another credential.
   *
   * @param seen the hash that it is known by so far
   * @return false, and nothing changed, when it is gone or known by another one
   */
  boolean put(Service service, String seen);

  /** Removes one; false when there is none of that id. */
  boolean delete(long id);
}
