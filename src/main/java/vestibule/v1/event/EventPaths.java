package vestibule.v1.event;

import vestibule.core.event.EventBody;
import vestibule.core.event.EventFeed;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.Problems;
import vestibule.v1.service.ServiceCaller;

/**
 * {@code GET /v1/events?after=&limit=}: the feed of events. The id of the last event that was read
 * is the next {@code after}, also where {@code next} says that there are no more now.
 */
public record EventPaths(EventFeed feed) {

  private static final String PATH = "/v1/events";

  private record Item(String id, String type, String timestamp, EventBody.Data data) {

    static Item of(EventFeed.Told told) {
      EventBody body = EventBody.of(told);
      return new Item(
          EventBody.id(told.placed().position()), body.type(), body.timestamp(), body.data());
    }
  }

  /** Answers its path. */
  public void mount(Routes routes, ServiceCaller services) {
    routes.guarded(services.with(Scope.EVENTS_READ)).get(PATH, this::events);
  }

  private Response events(Request request, Service reader) {
    Keyset keyset = Keyset.of(request);
    EventFeed.Page page = feed.read(keyset.after(), keyset.sought());
    if (!page.whole()) {
      return Problems.of(
          410,
          "events_gone",
          "Events behind this id are not kept any more, or it is none of this server's.");
    }
    return keyset.page(PATH, page.events(), told -> told.placed().position(), Item::of);
  }
}
