package vestibule.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What belongs to single contracts.
 *
 * @param assetsUrl pictures lie under it; no slash at its end
 * @param links by the names of the contracts
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

  /**
   * Where a contract's links lead by default.
   *
   * @param letter of its document
   * @param reset empty where the contract has no reset
   */
  private record Linked(String name, String letter, String confirm, Optional<String> reset) {

    Links read(Values values, URI publicUrl) {
      return new Links(
          link(values, letter, name + "-confirm", publicUrl, confirm),
          reset.map(path -> link(values, letter, name + "-reset", publicUrl, path)));
    }
  }

  private static final List<Linked> LINKED =
      List.of(
          new Linked(
              "useraccount",
              "A",
              "/user_account/confirm_email/{token}",
              Optional.of("/user_account/reset_password/{token}")),
          new Linked(
              "envelope",
              "B",
              "/api/confirm_email/{token}",
              Optional.of("/api/reset_password/{token}")),
          new Linked("chat", "C", "/api/register/confirm/{token}/", Optional.empty()),
          new Linked("knowme", "D", "/confirm-email?key={token}", Optional.empty()),
          new Linked("personal", "E", "/user_account/confirm_email/{token}", Optional.empty()));

  static ContractsConfig read(Values values, URI publicUrl) {
    SessionsConfig sessions = SessionsConfig.read(values);
    CookiesConfig cookies = CookiesConfig.read(values, publicUrl);
    values.section("Links, pages and pictures");
    Map<String, Links> links = new LinkedHashMap<>();
    LINKED.forEach(contract -> links.put(contract.name, contract.read(values, publicUrl)));
    return new ContractsConfig(
        sessions,
        cookies,
        values.read(ASSETS_URL, publicUrl),
        Collections.unmodifiableMap(links),
        values.read(HOME));
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
