package vestibule.v1.factor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import vestibule.core.factor.Enrolment;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.v1.form.Answers;

/** A second factor as its person sees it: no secret, and nothing of a key. */
public record FactorJson(
    String id,
    String kind,
    String name,
    String created,
    @JsonProperty("last_used") Optional<String> lastUsed) {

  /** Shows one. */
  public static FactorJson of(EnrolledFactor factor) {
    return new FactorJson(
        Answers.id(factor.id()),
        factor.kind().word(),
        factor.name(),
        Answers.time(factor.times().created()),
        factor.times().used().map(Answers::time));
  }

  /** What was added; the codes are told with an account's first factor alone. */
  record Added(
      FactorJson factor,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonProperty("recovery_codes")
          Optional<List<String>> recoveryCodes) {

    static Added of(Enrolment.Enrolled enrolled) {
      return new Added(FactorJson.of(enrolled.factor()), enrolled.codes());
    }
  }

  /**
   * What an application is to be told.
   *
   * @param qr a picture of the URI, as an SVG
   */
  public record Offer(
      String enrolment, String secret, String uri, String qr, @JsonProperty("expires_in") long in) {

    /**
     * The one of a core's offer.
     *
     * @param picture draws a text
     */
    public static Offer of(Enrolment.TotpOffer offer, UnaryOperator<String> picture) {
      return new Offer(
          offer.enrolment(),
          offer.secret(),
          offer.uri(),
          picture.apply(offer.uri()),
          Enrolment.LIFE.toSeconds());
    }
  }
}
