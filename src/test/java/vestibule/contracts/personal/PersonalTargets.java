package vestibule.contracts.personal;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;
import static vestibule.fuzz.Fuzzed.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import vestibule.contracts.PythonText;
import vestibule.contracts.RejectedException;
import vestibule.http.FaultException;
import vestibule.http.TestWire;
import vestibule.http.body.Fields;

/** What is told of a request's values. */
public final class PersonalTargets {

  private PersonalTargets() {}

  /** A number is printed so that it is the same number again, as in Python. */
  public static void numbers(byte[] input) {
    String literal = wire(input);
    if (!literal.matches("-?(0|[1-9][0-9]{0,4299})(\\.[0-9]{1,300})?([eE][+-]?[0-9]{1,4})?")) {
      return;
    }
    String printed = PythonText.number(literal);
    if (literal.matches("-?[0-9]+")) {
      requireSame(new BigInteger(printed), new BigInteger(literal), "a whole number is itself");
    } else if (!printed.endsWith("inf")) {
      requireSame(Double.parseDouble(printed), Double.parseDouble(literal), "a decimal is itself");
      require(new BigDecimal(printed).precision() <= 17, "in few digits", printed);
    }
    requireSame(
        PythonText.number(printed.endsWith("inf") ? "0" : printed),
        printed.endsWith("inf") ? "0" : printed,
        "what is printed is printed so again");
  }

  /** A registration is refused in words of a bounded length, or has all that is needed. */
  public static void echoes(byte[] input) {
    String text = text(input);
    requireSame(PythonText.strip(PythonText.strip(text)), PythonText.strip(text), "stripped once");
    require(PersonalForms.echo(text).codePoints().count() <= 1_000, "an echo is bounded", text);
    requireSame(
        PersonalForms.lowered(PersonalForms.lowered(text)), PersonalForms.lowered(text), "lowered");
    try {
      Fields body =
          PersonalForms.read(
              TestWire.request("POST", "/", input, "Content-Type", "application/json"));
      PersonalForms.login(body, true);
    } catch (RejectedException | FaultException refused) {
      require(refused.getMessage() == null || refused.getMessage().length() < 5_000, "short", text);
    }
  }
}
