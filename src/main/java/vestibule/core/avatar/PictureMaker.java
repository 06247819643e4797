package vestibule.core.avatar;

import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** Makes a picture of an account of what somebody has sent. */
public interface PictureMaker {

  /**
   * Makes one that has nothing of the bytes that were sent, only what is to be seen in them.
   *
   * @throws RefusedException with {@link Refusal.Busy} while too many others are made
   */
  Made make(byte[] sent);

  /** What came of it. */
  sealed interface Made {

    /** A JPEG, a square of the size of every avatar. */
    record Picture(byte[] jpeg) implements Made {}

    /** It is no picture that can be read here. */
    record Unreadable() implements Made {}

    /**
     * It has more pixels than are decoded here.
     *
     * @param most pixels that are
     */
    record TooManyPixels(long most) implements Made {}
  }
}
