package vestibule.v1.form;

import static vestibule.fuzz.Fuzzed.headAndRest;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.wire;

import vestibule.http.FaultException;
import vestibule.http.TestWire;

/** What requests to our own API ask for. */
public final class FormTargets {

  private FormTargets() {}

  /** A page has 1 to 200 items, and what follows is a body whose flaws are told. */
  public static void keysets(byte[] input) {
    String query = headAndRest(wire(input)).getFirst();
    try {
      Keyset page = Keyset.of(TestWire.request("GET", "/?" + query));
      require(page.limit() >= 1 && page.limit() <= 200, "a page is bounded", page);
      require(page.after().orElse(0) >= 0, "ids are no less than nothing", page);
    } catch (ProblemException refused) {
      require(refused.response().status() == 400, "a wrong parameter is the client's", query);
    }
    try {
      Form form = Form.of(TestWire.request("POST", "/", input, "Content-Type", "application/json"));
      form.text("login");
      form.optionalText("password");
      form.truth("cookies");
      form.requireValid();
    } catch (FaultException | ProblemException refused) {
      require(
          refused.getMessage() == null || refused.getMessage().length() < 1_000, "short", query);
    }
  }
}
