package vestibule.core.repeat;

/** What is known of a request. */
public sealed interface Found {

  /** Nothing: it is to be done now, by whoever was told so. */
  record Fresh(Claim claim) implements Found {}

  /**
   * It was done.
   *
   * @param answer as it was kept; not a copy, so not to be changed
   */
  record Answered(byte[] answer) implements Found {

    /** Hides the answer. */
    @Override
    public String toString() {
      return "Answered[]";
    }
  }

  /** It is being done at this moment, on whatever node. */
  record UnderWay() implements Found {}

  /** The caller has used the key for another request. */
  record Another() implements Found {}

  /**
   * That a request is being done.
   *
   * @param request the number of the request
   * @param holder tells this try from any later one
   */
  record Claim(String request, String holder) {}
}
