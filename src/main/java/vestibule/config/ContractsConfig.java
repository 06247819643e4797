package vestibule.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What belongs to single contracts.
 *
 * @param assetsUrl pictures lie under it; no slash at its end
 * @param links by contract: useraccount, envelope, chat, knowme, personal
 * @param home what a browser sees at {@code GET /}
 */
public record ContractsConfig(
    SessionsConfig sessions,
    CookiesConfig cookies,
    URI assetsUrl,
    Map<String, Links> links,
    Home home) {

  private static final Setting<URI> ASSETS_URL =
      Setting.of(
          "assets-url",
          Formats.BASE_URL,
          "<public-url>",
          "https://cdn.example.org/vestibule",
          "What the addresses of pictures in contract E's answers begin with.");

  private static final Setting<Home> HOME =
      Setting.of(
              "home",
              Formats.oneOf(Home.class),
              "service",
              "developer",
              "What a browser shows at `/`: `service` tells people whose accounts these are,"
                  + " `developer` lists the contracts and their paths.")
          .since("0.2.0");

  /** To whom the page at the root speaks. */
  public enum Home {
    /** To people: it says nothing of contracts and paths. */
    SERVICE,
    /** To developers: it lists the contracts. */
    DEVELOPER
  }

  /** A contract's links in mails, each with {@code {token}} once where the token goes. */
  public record Links(String confirm, Optional<String> reset) {}

  static ContractsConfig read(Values values, URI publicUrl) {
    SessionsConfig sessions = SessionsConfig.read(values);
    CookiesConfig cookies = CookiesConfig.read(values, publicUrl);
    values.section("Links, pages and pictures");
    Map<String, Links> links = new LinkedHashMap<>();
    links.put(
        "useraccount",
        new Links(
            link(
                values,
                "A",
                "useraccount-confirm",
                publicUrl,
                "/user_account/confirm_email/{token}"),
            Optional.of(
                link(
                    values,
                    "A",
                    "useraccount-reset",
                    publicUrl,
                    "/user_account/reset_password/{token}"))));
    links.put(
        "envelope",
        new Links(
            link(values, "B", "envelope-confirm", publicUrl, "/api/confirm_email/{token}"),
            Optional.of(
                link(values, "B", "envelope-reset", publicUrl, "/api/reset_password/{token}"))));
    links.put("chat", confirm(values, "C", "chat", publicUrl, "/api/register/confirm/{token}/"));
    links.put("knowme", confirm(values, "D", "knowme", publicUrl, "/confirm-email?key={token}"));
    links.put(
        "personal",
        confirm(values, "E", "personal", publicUrl, "/user_account/confirm_email/{token}"));
    return new ContractsConfig(
        sessions,
        cookies,
        values.read(ASSETS_URL, publicUrl),
        Collections.unmodifiableMap(links),
        values.read(HOME));
  }

  private static Links confirm(
      Values values, String letter, String door, URI publicUrl, String path) {
    return new Links(link(values, letter, door + "-confirm", publicUrl, path), Optional.empty());
  }

  private static String link(
      Values values, String letter, String purpose, URI publicUrl, String path) {
    String what = purpose.endsWith("reset") ? "choose a new password" : "confirm an address";
    Setting<String> setting =
        Setting.of(
            "links." + purpose,
            Formats.LINK_TEMPLATE,
            "<public-url and `" + path + "`>",
            "https://app.example.org/#/" + purpose + "?{token}",
            "The link in contract "
                + letter
                + "'s mails to "
                + what
                + "; `{token}` once, for the code.");
    return values.read(setting, publicUrl + path);
  }
}
