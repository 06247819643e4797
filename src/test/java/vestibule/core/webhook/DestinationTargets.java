package vestibule.core.webhook;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;

import vestibule.core.webhook.Destination.Allowed;

/** Where operators say that events go. */
public final class DestinationTargets {

  private DestinationTargets() {}

  /** A URL that is taken names one host, and breaks out of no line of a request. */
  public static void urls(byte[] input) {
    String url = text(input);
    for (Allowed allowed : new Allowed[] {new Allowed(false, false), new Allowed(true, true)}) {
      try {
        requireOneHost(Destination.of(url, allowed), allowed);
      } catch (WebhookRefusal refused) {
        require(!refused.getMessage().isBlank(), "what is wrong has words", url);
      }
    }
  }

  private static void requireOneHost(Destination place, Allowed allowed) {
    require(place.isEncrypted() || allowed.http(), "it is encrypted", place);
    require(place.target().matches("/[!-~]*|\\?[!-~]*"), "a target is of one word", place);
    require(place.authority().matches("[!-.0-~]+"), "a host is of one word", place);
    require(place.authority().indexOf('@') < 0, "nobody is named", place);
    require(place.port() >= 0 && place.port() <= 65_535, "a port is one", place);
    requireSame(Destination.of(place.uri().toString(), allowed), place, "it is read again");
  }
}
