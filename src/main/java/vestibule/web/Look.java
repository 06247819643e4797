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

  /** The styles that a colour is. */
  public static String styles(String color) {
    int value = Integer.parseInt(color.substring(1), 16);
    double light =
        0.299 * (value >> 16 & 0xFF) + 0.587 * (value >> 8 & 0xFF) + 0.114 * (value & 0xFF);
    return ":root:root:root{--pico-primary:C;--pico-primary-background:C;--pico-primary-border:C;"
            .replace("C", color)
        + "--pico-primary-hover:C;--pico-primary-hover-background:C;--pico-primary-hover-border:C;"
            .replace("C", color)
        + "--pico-primary-underline:C;--pico-primary-hover-underline:C;--pico-primary-inverse:"
            .replace("C", color)
        + (light > 150 ? "#000" : "#fff")
        + "}\n";
  }
}
