package vestibule.web.account;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.http.Request;
import vestibule.http.Response;

/** The paths of the pages, and how one leads to another. */
final class Ways {

  static final String SIGN_IN = "/sign-in";
  static final String PASSKEY = "/sign-in/passkey";
  static final String FACTOR = "/sign-in/factor";
  static final String ENROLMENT = "/sign-in/enrolment";
  static final String SIGN_OUT = "/sign-out";
  static final String REGISTER = "/register";
  static final String FORGOTTEN = "/forgotten";
  static final String LANGUAGE = "/language";
  static final String ME = "/me";
  static final String PROFILE = "/me/profile";
  static final String ADDRESSES = "/me/addresses";
  static final String PASSWORD = "/me/password";
  static final String FACTORS = "/me/factors";
  static final String SESSIONS = "/me/sessions";
  static final String HISTORY = "/me/history";
  static final String DATA = "/me/data";
  static final String PROOF = "/me/proof";

  /** The pages of who is signed in, in the order in which they are listed. */
  static final List<String> OF_RESIDENTS =
      List.of(ME, PROFILE, ADDRESSES, PASSWORD, FACTORS, SESSIONS, HISTORY, DATA);

  /** The field, and the parameter, that holds where somebody goes next. */
  static final String TO = "to";

  /** The parameter that tells what was done. */
  static final String DONE = "done";

  /** Pages that can be led to: no host, no query, and nothing that a browser reads as one. */
  private static final Pattern OWN = Pattern.compile("/(sign-in|register|forgotten|me(/[a-z]+)?)");

  private Ways() {}

  /** Where a text leads that came from outside; empty where that is no page of ours. */
  static Optional<String> own(Optional<String> text) {
    return text.filter(way -> OWN.matcher(way).matches());
  }

  /** Leads a browser on by GET, whatever it has sent (RFC 9110, 15.4.4). */
  static Response to(String path) {
    return Response.empty(303).with("Location", path);
  }

  /** The same to a page that says what was done. */
  static Response to(String path, String done) {
    return to(path + "?" + DONE + "=" + done);
  }

  /** To signing in, and from there back to what was asked for by GET. */
  static Response toSignIn(Request request) {
    return toAndBack(SIGN_IN, request);
  }

  /** To a page, and from there back to what was asked for. */
  static Response toAndBack(String path, Request request) {
    return own(Optional.of(request.rawPath()))
        .map(back -> path + "?" + TO + "=" + URLEncoder.encode(back, StandardCharsets.UTF_8))
        .map(Ways::to)
        .orElseGet(() -> to(path));
  }
}
