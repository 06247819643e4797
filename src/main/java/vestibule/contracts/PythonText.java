package vestibule.contracts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import vestibule.http.Fault.JsonType;
import vestibule.http.body.Field;

/** What Python, which all five systems ran on, prints of the values that it is sent. */
public final class PythonText {

  private PythonText() {}

  /**
   * A value as {@code str()} prints it, for answers that echo what they refuse; of an array or
   * object at most {@link Field#ECHO_LIMIT} characters of its JSON.
   */
  public static String of(Field field) {
    return switch (field) {
      case Field.Text(String value) -> value;
      case Field.Number(String literal) -> number(literal);
      case Field.Truth(boolean value) -> value ? "True" : "False";
      case Field.Null() -> "None";
      case Field.Array(String json) -> json;
      case Field.File(String name) -> name;
      case Field.Dictionary(String json) -> json;
    };
  }

  /** A text without blanks at its ends, as {@code str.strip()} gives it. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The non-breaking blanks count too, and U+0085. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /** The name of the type that JSON is read as. */
  public static String type(JsonType type) {
    return switch (type) {
      case ARRAY -> "list";
      case TEXT -> "str";
      case INTEGER -> "int";
      case DECIMAL -> "float";
      case TRUTH -> "bool";
      case NULL -> "NoneType";
    };
  }

  /** A JSON number as {@code str()} prints what {@code json.loads} makes of it: 1, 1.5, 1e+22. */
  public static String number(String literal) {
    if (literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
      return new BigInteger(literal).toString();
    }
    double value = Double.parseDouble(literal);
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String sign = literal.startsWith("-") ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    BigDecimal digits = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return sign + (plain.contains(".") ? plain : plain + ".0");
    }
    String all = digits.unscaledValue().toString();
    String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
    return String.format(
        Locale.ROOT, "%s%se%s%02d", sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
