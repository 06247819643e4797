package vestibule.web;

import java.util.Locale;

/**
 * A colour, and how well it is read on another one (WCAG 2.2, 1.4.3).
 *
 * @param value red, green and blue, 8 bits each
 */
record Color(int value) {

  static final Color WHITE = new Color(0xFFFFFF);
  static final Color BLACK = new Color(0);

  /** That of texts of this size. */
  private static final double ENOUGH = 4.5;

  private static final int STEPS = 20;

  /**
   * A colour as it is written.
   *
   * @param text {@code #RRGGBB}
   */
  static Color of(String text) {
    return new Color(Integer.parseInt(text.substring(1), 16));
  }

  /** From 1, for the same colour, to 21. */
  double contrast(Color other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  private double luminance() {
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
  }

  private double linear(int shift) {
    double part = (value >> shift & 0xFF) / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  /** Black or white, whichever is read better on this one. */
  Color inverse() {
    return contrast(BLACK) > contrast(WHITE) ? BLACK : WHITE;
  }

  /** The nearest to this one, towards black or white, that is read on a background. */
  Color readableOn(Color background) {
    Color far = background.inverse();
    Color found = this;
    for (int step = 1; found.contrast(background) < ENOUGH && step <= STEPS; step++) {
      found = mixed(far, step);
    }
    return found;
  }

  private Color mixed(Color far, int step) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int own = value >> shift & 0xFF;
      int other = far.value >> shift & 0xFF;
      mixed |= own + (other - own) * step / STEPS << shift;
    }
    return new Color(mixed);
  }

  /** As it is written: {@code #rrggbb}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%06x", value);
  }
}
