package vestibule.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where the tokens of one session are kept; used by many threads. One that writes them down (as to
 * the session of a web framework) lets somebody stay signed in when the program starts again.
 */
public interface TokenStore {

  /** What is kept; empty when nobody is signed in. */
  Optional<Tokens> load();

  /** Keeps these in place of what was kept. */
  void save(Tokens tokens);

  /** Keeps nothing any more. */
  void clear();

  /** Keeps tokens as long as the object lives. */
  static TokenStore inMemory() {
    AtomicReference<Optional<Tokens>> kept = new AtomicReference<>(Optional.empty());
    return new TokenStore() {
      @Override
      public Optional<Tokens> load() {
        return kept.get();
      }

      @Override
      public void save(Tokens tokens) {
        kept.set(Optional.of(tokens));
      }

      @Override
      public void clear() {
        kept.set(Optional.empty());
      }
    };
  }
}
