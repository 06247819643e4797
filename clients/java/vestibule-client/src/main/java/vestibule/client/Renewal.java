package vestibule.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Renews the tokens of a session, once for all threads that find them too old at the same time. */
final class Renewal {

  /** So that a token does not end on its way. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  private final Transport transport;
  private final TokenStore store;
  private final InstantSource clock;
  private final Lock lock = new ReentrantLock();
  private Optional<CompletableFuture<Tokens>> underWay = Optional.empty();

  Renewal(Transport transport, TokenStore store, InstantSource clock) {
    this.transport = transport;
    this.store = store;
    this.clock = clock;
  }

  private record Turn(CompletableFuture<Tokens> result, boolean mine) {}

  /** Tokens as the server answers them. */
  record Told(
      String account, String session, String accessToken, String refreshToken, long expiresIn) {

    Tokens from(Instant now) {
      return new Tokens(account, session, accessToken, refreshToken, now.plusSeconds(expiresIn));
    }
  }

  /**
   * Tokens that are good by this machine's clock.
   *
   * @throws SignedOutException when there are none
   */
  Tokens current() {
    Tokens kept = kept();
    return clock.instant().plus(ON_ITS_WAY).isBefore(kept.expires()) ? kept : after(kept);
  }

  private Tokens kept() {
    return store.load().orElseThrow(SignedOutException::new);
  }

  /**
   * Other tokens than these, which are too old.
   *
   * @throws ProblemException when the session has ended
   */
  Tokens after(Tokens old) {
    Turn turn;
    lock.lock();
    try {
      Tokens kept = kept();
      if (!kept.accessToken().equals(old.accessToken())) {
        return kept;
      }
      turn = new Turn(underWay.orElseGet(CompletableFuture::new), underWay.isEmpty());
      underWay = Optional.of(turn.result());
    } finally {
      lock.unlock();
    }
    if (turn.mine()) {
      renew(old, turn.result());
    }
    return result(turn.result());
  }

  private void renew(Tokens old, CompletableFuture<Tokens> result) {
    try {
      Tokens fresh = asked(old);
      finish(() -> replace(old, fresh));
      result.complete(fresh);
    } catch (RuntimeException | Error e) {
      finish(() -> {});
      result.completeExceptionally(e);
    }
  }

  /** Who comes after this finds what was stored, and no renewal under way. */
  private void finish(Runnable storing) {
    lock.lock();
    try {
      storing.run();
    } finally {
      underWay = Optional.empty();
      lock.unlock();
    }
  }

  /** Unless somebody has signed out, or in anew, meanwhile. */
  private void replace(Tokens old, Tokens fresh) {
    if (store.load().filter(kept -> kept.equals(old)).isPresent()) {
      store.save(fresh);
    }
  }

  private Tokens asked(Tokens old) {
    Call call = Call.post("/v1/sessions/refresh", Map.of("refresh_token", old.refreshToken()));
    Answer answer = twice(call);
    if (answer.status() == 401) {
      forget(old);
    }
    if (!answer.isGood()) {
      throw answer.problem();
    }
    return answer.as(Told.class).from(clock.instant());
  }

  /**
   * An answer that was lost may have spent the token: for half a minute the server answers all uses
   * of one alike.
   */
  private Answer twice(Call call) {
    try {
      return transport.send(call);
    } catch (UnreachableException lost) {
      return transport.send(call);
    }
  }

  /** These are worth nothing any more; tokens of a later sign-in stay. */
  void forget(Tokens old) {
    lock.lock();
    try {
      if (store.load().filter(kept -> kept.equals(old)).isPresent()) {
        store.clear();
      }
    } finally {
      lock.unlock();
    }
  }

  private static Tokens result(CompletableFuture<Tokens> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
