package vestibule.moving.rehearsal;

import java.util.List;
import java.util.Optional;
import vestibule.moving.rehearsal.recording.Exchange;

/**
 * Where the two servers are for their clients: links of each lead to itself.
 *
 * @param there scheme, host and port; several where it is not known which it is
 * @param here likewise
 */
record Origins(List<String> there, String here) {

  /** Those of a request, whose recording may only tell a host. */
  static Origins of(Exchange.Asked asked, String here) {
    Optional<List<String>> told = asked.origin().map(List::of);
    return new Origins(
        told.or(
                () ->
                    asked
                        .headers()
                        .first("Host")
                        .filter(host -> !host.isBlank())
                        .map(host -> List.of("https://" + host, "http://" + host)))
            .orElse(List.of()),
        here);
  }

  /** A text of the old server without its place. */
  String withoutThere(String text) {
    String bare = text;
    for (String origin : there) {
      bare = bare.replace(origin, "");
    }
    return bare;
  }

  /** A text of ours without our place. */
  String withoutHere(String text) {
    return text.replace(here, "");
  }

  /** A text with our place for that of the old server: what was same-origin there is so here. */
  String moved(String text) {
    String moved = text;
    for (String origin : there) {
      moved = moved.startsWith(origin) ? here + moved.substring(origin.length()) : moved;
    }
    return moved;
  }
}
