package vestibule.moving.rehearsal;

import tools.jackson.databind.JsonNode;

/**
 * Something that our answer has otherwise.
 *
 * @param where {@code status}, {@code header:NAME}, {@code body}, or {@code body:} and a JSON
 *     pointer
 * @param there what the old server answered, without secrets; null where it has nothing there
 * @param here what we answered, likewise
 */
record Difference(String where, JsonNode there, JsonNode here) {

  static final String STATUS = "status";
  static final String HEADER = "header:";
  static final String BODY = "body";

  /** Hides the values. */
  @Override
  public String toString() {
    return "Difference[" + where + "]";
  }
}
