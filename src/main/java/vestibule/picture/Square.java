package vestibule.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The square in the middle of a picture, upright, on white where it is transparent, as a JPEG. Only
 * what is looked at is decoded: of a large picture a pixel of several in each direction, so that
 * memory holds about a thousand pixels a side at most.
 */
final class Square {

  private static final float QUALITY = 0.9f;

  private final Outline outline;
  private final int side;

  Square(Outline outline, int side) {
    this.outline = outline;
    this.side = side;
  }

  byte[] jpeg() throws IOException {
    return encoded(turned(scaled(onWhite(decoded()))));
  }

  private BufferedImage decoded() throws IOException {
    int middle = Math.min(outline.width(), outline.height());
    int step = Math.max(1, middle / (2 * side));
    ImageReader reader = ImageIO.getImageReadersByFormatName(outline.format()).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(outline.drawing()))) {
      reader.setInput(in, true, true);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceRegion(
          new Rectangle(
              (outline.width() - middle) / 2, (outline.height() - middle) / 2, middle, middle));
      param.setSourceSubsampling(step, step, 0, 0);
      return reader.read(0, param);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage onWhite(BufferedImage picture) {
    BufferedImage plain = plain(picture.getWidth(), picture.getHeight());
    Graphics2D graphics = plain.createGraphics();
    graphics.drawImage(picture, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return plain;
  }

  /** Half by half, as a filter looks at the nearest pixels alone. */
  private BufferedImage scaled(BufferedImage picture) {
    BufferedImage present = picture;
    while (present.getWidth() >= 2 * side) {
      present = resized(present, present.getWidth() / 2);
    }
    return resized(present, side);
  }

  private static BufferedImage resized(BufferedImage picture, int side) {
    BufferedImage resized = plain(side, side);
    Graphics2D graphics = resized.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, side, side, null);
    graphics.dispose();
    return resized;
  }

  /** A square turns about its middle, so that nothing has to be moved. */
  private BufferedImage turned(BufferedImage upright) {
    int way = outline.orientation();
    if (way == Outline.UPRIGHT) {
      return upright;
    }
    double middle = side / 2.0;
    AffineTransform turn = new AffineTransform();
    turn.translate(middle, middle);
    turn.quadrantRotate(
        switch (way) {
          case 3, 4 -> 2;
          case 6, 7 -> 1;
          case 5, 8 -> 3;
          default -> 0;
        });
    if (way == 2 || way == 4 || way == 5 || way == 7) {
      turn.scale(-1, 1);
    }
    turn.translate(-middle, -middle);
    BufferedImage turned = plain(side, side);
    Graphics2D graphics = turned.createGraphics();
    graphics.drawImage(upright, turn, null);
    graphics.dispose();
    return turned;
  }

  private static byte[] encoded(BufferedImage picture) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage plain(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }
}
