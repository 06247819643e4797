package vestibule.http;

import java.util.List;

/**
 * A route as a surface declares it.
 *
 * @param method as it stands in requests
 */
public record DeclaredRoute(String surface, String method, String template) {

  /** The routes of these surfaces. */
  public static List<DeclaredRoute> of(List<Surface> surfaces) {
    return Routes.of(surfaces).all().stream()
        .flatMap(
            route ->
                route.endpoints().keySet().stream()
                    .map(
                        method ->
                            new DeclaredRoute(
                                route.surface().name(), method.name(), route.template().text())))
        .toList();
  }
}
