package vestibule.web.frame;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.http.Request;
import vestibule.http.Response;

/** The paths of the pages, and how one leads to another. */
public final class Ways {

  public static final String SIGN_IN = "/sign-in";
  public static final String PASSKEY = "/sign-in/passkey";
  public static final String FACTOR = "/sign-in/factor";
  public static final String ENROLMENT = "/sign-in/enrolment";
  public static final String SIGN_OUT = "/sign-out";
  public static final String REGISTER = "/register";
  public static final String AGAIN = "/register/again";
  public static final String FORGOTTEN = "/forgotten";
  public static final String LANGUAGE = "/language";
  public static final String ME = "/me";
  public static final String PROFILE = "/me/profile";
  public static final String PICTURE = "/me/profile/picture";
  public static final String ADDRESSES = "/me/addresses";
  public static final String PASSWORD = "/me/password";
  public static final String FACTORS = "/me/factors";
  public static final String SESSIONS = "/me/sessions";
  public static final String HISTORY = "/me/history";
  public static final String DATA = "/me/data";
  public static final String PROOF = "/me/proof";

  /** The pages of who is signed in, in the order in which they are listed. */
  public static final List<String> OF_RESIDENTS =
      List.of(ME, PROFILE, ADDRESSES, PASSWORD, FACTORS, SESSIONS, HISTORY, DATA);

  /** The field, and the parameter, that holds where somebody goes next. */
  public static final String TO = "to";

  /** The parameter that tells what was done. */
  public static final String DONE = "done";

  /** Pages that can be led to: no host, no query, and nothing that a browser reads as one. */
  private static final Pattern OWN =
      Pattern.compile(
          "/(sign-in|register(/again)?|forgotten|me(/[a-z]+)?|admin(/[a-z]+(/[0-9]{1,16})?)?)");

  /** A path that begins with one of those. */
  private static final Pattern BEHIND =
      Pattern.compile(
          "(/admin(?:/[a-z]+(?:/[0-9]+(?=/))?)?|/register/again|(?:/me)?/[a-z-]+)(?:/.*)?");

  private Ways() {}

  /** Where a text leads that came from outside; empty where that is no page of ours. */
  public static Optional<String> own(Optional<String> text) {
    return text.filter(way -> OWN.matcher(way).matches());
  }

  /** The page that stands at a path, or that a form there belongs to. */
  public static String near(String path) {
    return own(Optional.of(path))
        .or(() -> own(Optional.of(BEHIND.matcher(path).replaceFirst("$1"))))
        .orElse(ME);
  }

  /** Leads a browser on by GET, whatever it has sent (RFC 9110, 15.4.4). */
  public static Response to(String path) {
    return Response.empty(303).with("Location", path);
  }

  /** The same to a page that says what was done. */
  public static Response to(String path, String done) {
    return to(path + "?" + DONE + "=" + done);
  }

  /** To signing in, and from there back to what was asked for by GET. */
  public static Response toSignIn(Request request) {
    return toAndBack(SIGN_IN, request);
  }

  /** To proving once more who one is, and from there back to the page of the form. */
  public static Response toProof(Request request) {
    return to(PROOF + "?" + TO + "=" + near(request.rawPath()));
  }

  /** To a page, and from there back to what was asked for. */
  public static Response toAndBack(String path, Request request) {
    return own(Optional.of(request.rawPath()))
        .map(back -> path + "?" + TO + "=" + URLEncoder.encode(back, StandardCharsets.UTF_8))
        .map(Ways::to)
        .orElseGet(() -> to(path));
  }
}
