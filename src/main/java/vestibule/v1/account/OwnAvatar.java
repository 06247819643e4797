package vestibule.v1.account;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import vestibule.core.avatar.Avatars;
import vestibule.core.avatar.PictureMaker.Made;
import vestibule.core.model.avatar.Avatar;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** {@code /v1/account/avatar}: the caller's own picture. */
public final class OwnAvatar {

  /** What a camera's picture takes. */
  public static final int MOST_BYTES = 5 * 1024 * 1024;

  private static final String PATH = OwnAccount.OWN + "/avatar";
  private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif");

  /** A browser runs nothing of it, and guesses no type, as every answer says. */
  private static final List<Response.Header> PICTURE =
      List.of(
          new Response.Header("Content-Type", Avatar.MEDIA_TYPE),
          new Response.Header("Content-Security-Policy", "default-src 'none'; sandbox"),
          new Response.Header("Cache-Control", "private, no-cache"));

  private final Avatars avatars;
  private final Visitors visitors;

  public OwnAvatar(Avatars avatars, Visitors visitors) {
    this.avatars = avatars;
    this.visitors = visitors;
  }

  /** Declares its path. */
  public void mount(Routes routes, V1Caller caller, Once once) {
    routes.guarded(caller::known).get(PATH, this::show);
    routes
        .guarded(caller::changing)
        .withBodiesUpTo(MOST_BYTES)
        .put(PATH, once.by(Known::name, this::put));
    routes.guarded(caller::changing).delete(PATH, once.by(Known::name, this::remove));
  }

  private Response show(Request request, Known known) {
    return answer(avatars.of(known.session().account()).orElseThrow(OwnAvatar::missing), request);
  }

  /** A picture as a browser may have it, or that it has it already. */
  public static Response answer(Avatar avatar, Request request) {
    String tag = '"' + avatar.digest() + '"';
    boolean isKnown =
        request.headers("If-None-Match").stream()
            .flatMap(header -> Stream.of(header.split(",")))
            .map(String::strip)
            .anyMatch(sent -> sent.equals(tag) || sent.equals("W/" + tag));
    Response answer =
        isKnown
            ? Response.empty(304).with("Cache-Control", "private, no-cache")
            : new Response(200, PICTURE, avatar.jpeg());
    return answer.with("ETag", tag);
  }

  private Response put(Request request, Known known) {
    if (request.mediaType().filter(TYPES::contains).isEmpty()) {
      return Problems.of(
          415, "media_type_unsupported", "The body must be image/png, image/jpeg or image/gif.");
    }
    return switch (avatars.put(known.session(), request.body(), visitors.of(request))) {
      case Made.Picture _ -> Answers.done();
      case Made.Unreadable _ ->
          Problems.of(422, "avatar_unreadable", "That is no picture which can be read here.");
      case Made.TooManyPixels(long most) ->
          Problems.of(422, "avatar_too_large", "A picture has " + most + " pixels at most.");
    };
  }

  private Response remove(Request request, Known known) {
    if (!avatars.remove(known.session(), visitors.of(request))) {
      throw missing();
    }
    return Answers.done();
  }

  private static ProblemException missing() {
    return new ProblemException(Problems.of(404, "avatar_missing", "The account has no picture."));
  }
}
