package vestibule.hook;

import static vestibule.fuzz.Fuzzed.require;

import vestibule.core.hook.OldSystem.Said;

/** What another system answers about somebody. */
public final class HookTargets {

  private HookTargets() {}

  /** Any answer is understood, and what it says of a person can be kept. */
  public static void answers(byte[] input) {
    if (OwnAnswer.read(input) instanceof Said.Somebody(var person)) {
      require(person.password().isEmpty(), "no password is taken", person);
      require(person.rights().isEmpty(), "no right is taken", person);
      require(person.identity().oldId().length() <= 200, "an id is bounded", person);
    }
  }
}
