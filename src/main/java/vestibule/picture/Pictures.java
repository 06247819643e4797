package vestibule.picture;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import vestibule.core.avatar.PictureMaker;
import vestibule.core.model.avatar.Avatar;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * Makes squares of PNG, JPEG and GIF, one at a time on a thread of its own, so that what pictures
 * cost a node is bounded: 16 million pixels are looked through, and some 20 MB of memory hold what
 * is decoded of them. Pictures of a few scans in which a JPEG becomes sharper cost two bytes a
 * pixel and colour more, outside of the heap.
 */
public final class Pictures implements PictureMaker {

  /** What a camera of a telephone takes, and a little more. */
  static final long MOST_PIXELS = 16_777_216;

  /** Of one side: a strip of a pixel has no picture. */
  static final int LONGEST_SIDE = 16_384;

  private static final int MOST_WAITING = 8;
  private static final int COME_AGAIN = 5;

  private final ThreadPoolExecutor worker;

  public Pictures() {
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("pictures").factory());
    worker.allowCoreThreadTimeOut(true);
  }

  @Override
  public Made make(byte[] sent) {
    try {
      Future<Made> made = worker.submit(() -> made(sent));
      return made.get();
    } catch (RejectedExecutionException full) {
      throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a picture could not be made", e.getCause());
    }
  }

  /** Decoders throw anything on what is damaged; it all means the same. */
  static Made made(byte[] sent) {
    try {
      Outline outline = Outline.of(sent);
      return outline.isWithin(LONGEST_SIDE, MOST_PIXELS)
          ? new Made.Picture(new Square(outline, Avatar.SIDE).jpeg())
          : new Made.TooManyPixels(MOST_PIXELS);
    } catch (IOException | RuntimeException damaged) {
      return new Made.Unreadable();
    }
  }

  private static RefusedException busy() {
    return new RefusedException(new Refusal.Busy(COME_AGAIN));
  }
}
