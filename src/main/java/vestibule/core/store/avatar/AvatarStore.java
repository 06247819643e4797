package vestibule.core.store.avatar;

import java.util.Optional;
import vestibule.core.model.avatar.Avatar;

/** Keeps the pictures of people by account. */
public interface AvatarStore {

  /** The picture of an account. */
  Optional<Avatar> find(long account);

  /** Gives an account a picture, in the place of the one before. */
  void put(long account, Avatar avatar);

  /**
   * Takes the picture of an account away.
   *
   * @return false when there was none
   */
  boolean delete(long account);
}
