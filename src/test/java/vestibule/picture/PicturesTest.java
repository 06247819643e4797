package vestibule.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.picture.TestPictures.bytes;
import static vestibule.picture.TestPictures.file;
import static vestibule.picture.TestPictures.joined;
import static vestibule.picture.TestPictures.quarters;
import static vestibule.picture.TestPictures.segment;
import static vestibule.picture.TestPictures.text;
import static vestibule.picture.TestPictures.with;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Together;
import vestibule.core.avatar.PictureMaker.Made;
import vestibule.core.model.avatar.Avatar;

/** What is made of pictures that people send, and of what is none. */
class PicturesTest {

  private static final String SCRIPT = "<script>alert(document.domain)</script>";
  private static final int RED = 0xFF0000;
  private static final int GREEN = 0x00FF00;
  private static final int BLUE = 0x0000FF;
  private static final int WHITE = 0xFFFFFF;

  /** After the header, where other chunks of a PNG may stand. */
  private static final int AFTER_HEADER = 33;

  private static byte[] made(byte[] sent) {
    assertThat(Pictures.made(sent)).isInstanceOf(Made.Picture.class);
    byte[] jpeg = ((Made.Picture) Pictures.made(sent)).jpeg();
    BufferedImage picture = TestPictures.read(jpeg);
    assertThat(picture.getWidth()).isEqualTo(Avatar.SIDE);
    assertThat(picture.getHeight()).isEqualTo(Avatar.SIDE);
    return jpeg;
  }

  private static void unreadable(byte[] sent) {
    assertThat(Pictures.made(sent)).isEqualTo(new Made.Unreadable());
  }

  /** The quarters of a picture, from the left above to the right below. */
  private static List<Integer> corners(byte[] jpeg) {
    BufferedImage picture = TestPictures.read(jpeg);
    return List.of(
        at(picture, 40, 40), at(picture, 215, 40), at(picture, 40, 215), at(picture, 215, 215));
  }

  /** The nearest of the colours that pictures have here: a JPEG is never exact. */
  private static int at(BufferedImage picture, int x, int y) {
    int pixel = picture.getRGB(x, y);
    int near = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int part = pixel >> shift & 0xFF;
      assertThat(part).as("%x", pixel).matches(value -> value < 40 || value > 215);
      near |= (part > 128 ? 0xFF : 0) << shift;
    }
    return near;
  }

  @ParameterizedTest
  @CsvSource({
    "png, 64, 48",
    "jpeg, 64, 48",
    "gif, 64, 48",
    "png, 1000, 3000",
    "jpeg, 3000, 1000",
    "gif, 600, 600",
    "png, 1, 1",
    "png, 16384, 1",
    "jpeg, 2, 900"
  })
  void theSquareInTheMiddleIsDrawnAnew(String format, int width, int height) {
    made(file(quarters(width, height, BufferedImage.TYPE_INT_RGB), format));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void itLooksAsItDid(String format) {
    for (int side : new int[] {64, 700, 2100}) {
      byte[] sent = file(quarters(side, side, BufferedImage.TYPE_INT_RGB), format);
      assertThat(corners(made(sent))).containsExactly(RED, GREEN, BLUE, WHITE);
    }
  }

  @Test
  void whatIsTransparentIsWhite() {
    BufferedImage clear = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0x80FF0000);
    for (String format : List.of("png", "gif")) {
      assertThat(corners(made(file(clear, format)))).containsOnly(WHITE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_4BYTE_ABGR
      })
  void everyKindOfPixelsIsRead(int type) {
    made(file(quarters(80, 80, type), "png"));
  }

  @Test
  void sixteenBitsOfFourColoursAreRead() {
    assertThat(corners(made(TestPictures.png(300, 300, 16, 6, 300 * 8, 300)))).containsOnly(WHITE);
    assertThat(corners(made(TestPictures.png(300, 300, 16, 2, 300 * 6, 300)))).containsOnly(0);
  }

  @Test
  void coloursOfPrintersAreNot() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      Raster raster = Raster.createInterleavedRaster(0, 32, 32, 4, null);
      writer.write(null, new IIOImage(raster, null, null), null);
    }
    assertThat(Jpeg.is(out.toByteArray())).isTrue();
    unreadable(out.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "1, R G B W",
    "2, G R W B",
    "3, W B G R",
    "4, B W R G",
    "5, R B G W",
    "6, B R W G",
    "7, W G B R",
    "8, G W R B"
  })
  void aCameraThatWasTurnedIsBelieved(int way, String expected) {
    byte[] jpeg = file(quarters(120, 120, BufferedImage.TYPE_INT_RGB), "jpeg");
    List<Integer> colours =
        Arrays.stream(expected.split(" "))
            .map(
                one ->
                    switch (one) {
                      case "R" -> RED;
                      case "G" -> GREEN;
                      case "B" -> BLUE;
                      default -> WHITE;
                    })
            .toList();
    for (boolean small : new boolean[] {true, false}) {
      assertThat(corners(made(with(jpeg, 2, TestPictures.exif(way, small))))).isEqualTo(colours);
    }
  }

  @Test
  void brokenNotesOfACameraAreNone() {
    byte[] jpeg = file("jpeg");
    for (byte[] notes :
        List.of(
            text("Exif\0\0II*\0\377\377\377\177"),
            text("Exif\0\0II*\0\10\0\0\0\377\377"),
            text("Exif\0\0MM"),
            text("Exif"),
            text("Exif\0\0MM\0*\200\0\0\0"))) {
      made(with(jpeg, 2, segment(0xE1, notes)));
    }
    made(with(jpeg, 2, TestPictures.exif(9, true)));
    made(with(jpeg, 2, TestPictures.exif(0, false)));
  }

  @Test
  void aScriptIsNoPicture() {
    for (String text :
        List.of(
            "",
            SCRIPT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
            "<?xml version=\"1.0\"?><svg/>",
            "GIF89a/*" + SCRIPT + "*/=1;",
            "\211PNG\r\n\032\n" + SCRIPT,
            "\377\330\377" + SCRIPT,
            "%PDF-1.4",
            "RIFF\20\0\0\0WEBPVP8 ",
            "BM" + SCRIPT)) {
      unreadable(text(text));
    }
  }

  /** Behind, within and between what draws: texts, comments, profiles, previews. */
  @Test
  void nothingElseOfAPictureSurvives() {
    byte[] script = text(SCRIPT);
    byte[] gif = file("gif");
    List<byte[]> polyglots =
        List.of(
            joined(file("png"), script),
            joined(file("jpeg"), script),
            joined(gif, script),
            with(
                file("png"), AFTER_HEADER, TestPictures.chunk("tEXt", joined(text("a\0"), script))),
            with(
                file("png"),
                AFTER_HEADER,
                TestPictures.chunk("zTXt", joined(text("a\0\0"), script))),
            with(
                file("png"),
                AFTER_HEADER,
                TestPictures.chunk("iCCP", joined(text("a\0\0"), script))),
            with(file("jpeg"), 2, segment(0xFE, script)),
            with(
                file("jpeg"),
                2,
                segment(0xE1, joined(text("http://ns.adobe.com/xap/1.0/\0"), script))),
            with(file("jpeg"), 2, segment(0xE2, joined(text("ICC_PROFILE\0\1\1"), script))),
            with(file("jpeg"), 2, segment(0xED, script)),
            with(gif, gif.length - 1, joined(bytes(0x21, 0xFE, script.length), script, bytes(0))));
    for (byte[] polyglot : polyglots) {
      byte[] jpeg = made(polyglot);
      assertThat(new String(jpeg, ISO_8859_1)).doesNotContain("script", "Exif", "ICC_", "adobe");
      assertThat(jpeg.length).isLessThan(40_000);
    }
  }

  @Test
  void ofAnAnimationTheFirstFrameIsTaken() {
    byte[] gif = file(quarters(64, 64, BufferedImage.TYPE_INT_RGB), "gif");
    BufferedImage other = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    byte[] black = file(other, "gif");
    // The frames of the other one, from behind its table to its end.
    byte[] frame = Arrays.copyOfRange(black, 13 + table(black), black.length - 1);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(gif, 0, gif.length - 1);
    for (int i = 0; i < 5_000; i++) {
      many.writeBytes(frame);
    }
    many.write(0x3B);
    assertThat(corners(made(many.toByteArray()))).containsExactly(RED, GREEN, BLUE, WHITE);
  }

  private static int table(byte[] gif) {
    return (gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1);
  }

  /** Comments of a byte each, over which a decoder takes seconds. */
  @Test
  void commentsOfAGifAreNotRead() {
    byte[] gif = file("gif");
    byte[] comment = new byte[2_000_003];
    comment[0] = 0x21;
    comment[1] = (byte) 0xFE;
    for (int i = 2; i < comment.length - 1; i += 2) {
      comment[i] = 1;
      comment[i + 1] = 'x';
    }
    made(with(gif, 13 + table(gif), comment));
  }

  @Test
  void aFileThatBreaksOffIsNoPicture() {
    for (String format : List.of("png", "jpeg", "gif")) {
      byte[] whole = file(quarters(9, 9, BufferedImage.TYPE_INT_RGB), format);
      // Behind the last frame of a GIF nothing is read.
      int end = format.equals("gif") ? whole.length - 1 : whole.length;
      for (int length = 0; length < end; length++) {
        unreadable(Arrays.copyOf(whole, length));
      }
      made(whole);
    }
  }

  @Test
  void anyDamagedByteIsSurvived() {
    for (String format : List.of("png", "jpeg", "gif")) {
      byte[] whole = file(quarters(9, 9, BufferedImage.TYPE_INT_RGB), format);
      for (int at = 0; at < whole.length; at++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) 0xFF;
        assertThat(Pictures.made(damaged)).isNotNull();
      }
    }
  }

  @Test
  void whatAHeaderSaysIsJudgedBeforeAnythingIsDecoded() {
    Made tooMany = new Made.TooManyPixels(Pictures.MOST_PIXELS);
    byte[] png = TestPictures.png(50_000, 50_000, 8, 2, 3, 1);
    assertThat(png.length).isLessThan(100);
    assertThat(Pictures.made(png)).isEqualTo(tooMany);
    assertThat(Pictures.made(TestPictures.png(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, 2, 3, 1)))
        .isEqualTo(tooMany);
    unreadable(TestPictures.png(-1, -1, 8, 2, 3, 1));
    unreadable(TestPictures.png(0, 5, 8, 2, 3, 1));
    assertThat(Pictures.made(TestPictures.png(16_385, 1, 8, 2, 3, 1))).isEqualTo(tooMany);
    byte[] jpeg = file("jpeg");
    int frame = frame(jpeg);
    for (int i = 0; i < 4; i++) {
      jpeg[frame + 5 + i] = (byte) 0xFF;
    }
    assertThat(Pictures.made(jpeg)).isEqualTo(tooMany);
    byte[] gif = file("gif");
    int image = 13 + table(gif);
    while (gif[image] != 0x2C) {
      image++;
    }
    for (int i = 0; i < 4; i++) {
      gif[image + 5 + i] = (byte) 0xFF;
    }
    assertThat(Pictures.made(gif)).isEqualTo(tooMany);
  }

  private static int frame(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xFF) != 0xC0) {
      at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
    }
    return at;
  }

  /** Each goes over all pixels again. */
  @Test
  void aJpegOfManyScansIsNoPicture() {
    byte[] jpeg = file("jpeg");
    int scan = 2;
    while ((jpeg[scan + 1] & 0xFF) != 0xDA) {
      scan += 2 + ((jpeg[scan + 2] & 0xFF) << 8 | jpeg[scan + 3] & 0xFF);
    }
    byte[] again = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
    byte[] many = jpeg;
    for (int i = 0; i < 64; i++) {
      many = with(many, scan, again);
    }
    unreadable(many);
  }

  /** 128 MiB of pixels. */
  @Test
  void memoryIsBounded() {
    byte[] large = TestPictures.png(4_096, 4_096, 16, 6, 4_096 * 8, 4_096);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    made(file("png"));
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(Pictures.made(large)).isInstanceOf(Made.Picture.class);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(taken).isLessThan(64L << 20);
  }

  @Test
  void manyAtOnceAreMadeOneAfterTheOther() {
    Pictures pictures = new Pictures();
    byte[] sent = file("png");
    assertThat(Together.run(5, _ -> pictures.make(sent)))
        .hasSize(5)
        .allMatch(Made.Picture.class::isInstance);
  }
}
