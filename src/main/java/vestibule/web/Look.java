package vestibule.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.core.model.Language;

/**
 * How pages look, and what they say instead of our words.
 *
 * @param service what pages call the service
 * @param support where people find help: an address of the web, or {@code mailto:}
 * @param files that an operator gives: at most a logo and styles
 * @param texts that stand in the place of ours, by language and key
 */
public record Look(
    String service,
    Optional<String> support,
    List<Asset> files,
    Map<Language, Map<String, String>> texts) {

  /** The name of the file of styles. */
  static final String STYLES = "theme.css";

  /** The name of the file of the logo. */
  static final String LOGO = "logo";

  /** The lightest of Pico's backgrounds at night. */
  private static final Color NIGHT = Color.of("#181c25");

  /** Ours, for a service of that name. */
  public static Look of(String service) {
    return new Look(service, Optional.empty(), List.of(), Map.of());
  }

  /** A file of an operator, at a path that holds a digest of it. */
  public static Asset file(String name, String type, byte[] bytes) {
    String path = "/assets/" + Asset.digest(bytes) + "/" + name;
    String called = type.startsWith("text/css") ? STYLES : LOGO;
    return Asset.of(called, path, Asset.FOR_EVER, type, bytes);
  }

  /**
   * The styles that a colour is: buttons have it as it is, and links as near as can be read by day
   * and by night.
   */
  public static String styles(String color) {
    Color brand = Color.of(color);
    return ":root:root:root{"
        + links(brand.readableOn(Color.WHITE))
        + ";--pico-primary-background:C;--pico-primary-border:C;".replace("C", brand.toString())
        + "--pico-primary-hover-background:C;--pico-primary-hover-border:C;"
            .replace("C", brand.toString())
        + "--pico-primary-inverse:"
        + brand.inverse()
        + "}\n@media (prefers-color-scheme:dark){:root:root:root{"
        + links(brand.readableOn(NIGHT))
        + "}}\n";
  }

  private static String links(Color color) {
    return "--pico-primary:C;--pico-primary-hover:C;--pico-primary-underline:C;"
            .replace("C", color.toString())
        + "--pico-primary-hover-underline:"
        + color;
  }
}
