package vestibule.picture;

import static vestibule.fuzz.Fuzzed.require;

import java.io.IOException;
import vestibule.core.avatar.PictureMaker.Made;
import vestibule.core.model.avatar.Avatar;

/** What people send for a picture. */
public final class PictureTargets {

  private PictureTargets() {}

  /** Whatever is sent, a picture of ours comes of it or none; parts never grow. */
  public static void pictures(byte[] input) {
    try {
      Outline outline = Outline.of(input);
      require(outline.width() > 0 && outline.height() > 0, "pixels", outline);
      require(outline.drawing().length <= 2 * input.length + 4, "no growth", outline);
    } catch (IOException refused) {
      require(Pictures.made(input) instanceof Made.Unreadable, "refused alike", refused);
    }
    if (Pictures.made(input) instanceof Made.Picture(byte[] jpeg)) {
      require(TestPictures.read(jpeg).getWidth() == Avatar.SIDE, "a square", jpeg.length);
    }
  }
}
