package vestibule.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What belongs to single contracts.
 *
 * @param doors the names of those that are served
 * @param assetsUrl pictures lie under it; no slash at its end
 * @param links by the names of the contracts
 * @param shown what browsers are shown
 */
public record ContractsConfig(
    Set<String> doors,
    SessionsConfig sessions,
    CookiesConfig cookies,
    URI assetsUrl,
    Map<String, Links> links,
    Shown shown) {

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
              "What a browser shows at `/`: `service` tells people whose accounts these are, or"
                  + " leads to their pages where there are some, `developer` lists the contracts"
                  + " and their paths.")
          .since("0.2.0");

  private static final Setting<Pages> PAGES =
      Setting.of(
              "pages",
              Formats.oneOf(Pages.class),
              "on",
              "off",
              "Whether people have pages of their own: `/sign-in`, `/register`, `/forgotten` and"
                  + " `/me`. They are there with the door `v1` alone.")
          .since("0.2.0");

  private enum Pages {
    ON,
    OFF
  }

  /**
   * What browsers are shown.
   *
   * @param home at {@code GET /}
   * @param pages whether people have pages to sign in, to register and to look after their account
   */
  public record Shown(Home home, boolean pages) {}

  /** To whom the page at the root speaks. */
  public enum Home {
    SERVICE,
    DEVELOPER
  }

  /** A contract's links in mails, each with {@code {token}} once where the token goes. */
  public record Links(String confirm, Optional<String> reset) {}

  /**
   * What the settings must know of a contract.
   *
   * @param letter of its document
   * @param handsOutKeys whether it hands out opaque keys: how long they live is set for it alone
   * @param paths where its links lead by default, behind the public URL
   * @param pages where they lead that are to open a page of this server
   */
  public record Declared(
      String name, String letter, boolean handsOutKeys, Links paths, Links pages) {

    private Links links(Values values, URI publicUrl) {
      return new Links(
          link(values.read(confirm(), publicUrl + paths.confirm()), publicUrl, pages.confirm()),
          paths
              .reset()
              .map(path -> values.read(reset(path), publicUrl + path))
              .map(link -> link(link, publicUrl, pages.reset().orElseThrow())));
    }

    private static String link(String set, URI publicUrl, String page) {
      return set.equals(Formats.PAGES) ? publicUrl + page : set;
    }

    private Setting<String> confirm() {
      return setting("confirm", "confirm an address", paths.confirm());
    }

    private Setting<String> reset(String path) {
      return setting("reset", "choose a new password", path);
    }

    private Setting<String> setting(String purpose, String what, String path) {
      return Setting.of(
          "links." + name + "-" + purpose,
          Formats.LINK,
          "<public-url and `" + path + "`>",
          "https://app.example.org/#/" + name + "-" + purpose + "?{token}",
          "The link in contract "
              + letter
              + "'s mails to "
              + what
              + "; `{token}` once, for the code. `pages` leads to a page of this server.");
    }
  }

  private static Setting<List<String>> doors(List<Declared> contracts) {
    List<String> names = contracts.stream().map(Declared::name).toList();
    return Setting.of(
            "doors",
            Formats.someOf(names),
            String.join(", ", names),
            names.getFirst(),
            "The contracts that are served. The paths of others are unknown, but for those that"
                + " links in mails lead to.")
        .since("0.2.0");
  }

  static ContractsConfig read(Values values, URI publicUrl, List<Declared> contracts) {
    values.section("Doors");
    Set<String> doors = Set.copyOf(values.read(doors(contracts)));
    SessionsConfig sessions = SessionsConfig.read(values, contracts);
    CookiesConfig cookies = CookiesConfig.read(values, publicUrl);
    values.section("Links, pages and pictures");
    Map<String, Links> links = new LinkedHashMap<>();
    contracts.forEach(contract -> links.put(contract.name, contract.links(values, publicUrl)));
    return new ContractsConfig(
        doors,
        sessions,
        cookies,
        values.read(ASSETS_URL, publicUrl),
        Collections.unmodifiableMap(links),
        new Shown(values.read(HOME), values.read(PAGES) == Pages.ON));
  }
}
