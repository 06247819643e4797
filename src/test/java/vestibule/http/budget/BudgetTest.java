package vestibule.http.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static vestibule.http.budget.Budget.CONNECTION;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vestibule.Waiting;
import vestibule.http.budget.Claim.Phase;

/** Who is let in, who is shed and who is refused, with hand-made peers and times. */
@Timeout(60)
class BudgetTest {
  private static final int ROOM = 32;
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Of 32 connections: half is 16, a peer's share 4. */
  private final Budget budget = new Budget(ROOM * CONNECTION, 1_000);

  private final List<Guest> cuts = new ArrayList<>();

  /** A connection whose thread ends as soon as it is cut. */
  private final class Guest {
    private boolean cut;
    private final Claim claim;

    Guest(String address, boolean exempt) {
      claim = budget.open(InetAddress.ofLiteral(address), exempt, this::end);
    }

    Guest(String address) {
      this(address, false);
    }

    Guest at(Phase phase, long until) {
      assertThat(claim.await(phase, until)).isTrue();
      return this;
    }

    private void end() {
      cut = true;
      cuts.add(this);
      claim.close();
    }
  }

  private List<Guest> idle(String address, int count) {
    List<Guest> guests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      guests.add(new Guest(address).at(Phase.IDLE, 1_000 + i));
    }
    return guests;
  }

  /** So many peers of one address each, with one connection each. */
  private List<Guest> crowd(int count) {
    List<Guest> guests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      guests.add(new Guest("198.51.100." + i).at(Phase.IDLE, 500 + i));
    }
    return guests;
  }

  private static List<Guest> cutOf(List<Guest> guests) {
    return guests.stream().filter(guest -> guest.cut).toList();
  }

  @Test
  void onePeerAloneMayTakeHalf() {
    assertThat(cutOf(idle("192.0.2.1", ROOM / 2))).isEmpty();
    assertThat(budget.connections()).isEqualTo(ROOM / 2);
    assertThat(budget.used()).isEqualTo(budget.limit() / 2);
  }

  @Test
  void beyondHalfThePeerOverItsShareLosesItsOldestConnections() {
    List<Guest> many = idle("192.0.2.1", ROOM / 2);
    Guest next = new Guest("192.0.2.1");
    assertThat(next.claim.isAdmitted()).isTrue();
    assertThat(cutOf(many)).containsExactly(many.get(0), many.get(1));
    assertThat(budget.shed(Phase.IDLE)).isEqualTo(2);
  }

  @Test
  void whoComesFromElsewhereIsLetInAtTheGreedyPeersCost() {
    Guest before = new Guest("203.0.113.5").at(Phase.IDLE, 1);
    List<Guest> many = idle("192.0.2.1", ROOM / 2);
    List<Guest> others = crowd(ROOM - 8);
    assertThat(others).allMatch(guest -> guest.claim.isAdmitted() && !guest.cut);
    assertThat(before.cut).isFalse();
    assertThat(cutOf(many)).isEqualTo(many.subList(0, cutOf(many).size()));
    long left = many.size() - cutOf(many).size();
    assertThat(left * CONNECTION).isLessThanOrEqualTo(budget.limit() / 8);
  }

  @Test
  void idleOnesGoBeforeHalfSentOnesBeforeThoseThatDoNotTakeTheirAnswer() {
    Guest slow = new Guest("192.0.2.1").at(Phase.SENDING, 1);
    Guest half = new Guest("192.0.2.1").at(Phase.HALF_SENT, 2);
    Guest idle = new Guest("192.0.2.1").at(Phase.IDLE, 3);
    Guest lingering = new Guest("192.0.2.1").at(Phase.LINGERING, 4);
    List<Guest> busy = new ArrayList<>();
    for (int i = 0; i < ROOM / 2; i++) {
      busy.add(new Guest("192.0.2.1"));
    }
    assertThat(cuts).containsExactly(lingering, idle, half, slow);
    assertThat(busy).allMatch(guest -> guest.claim.isAdmitted() && !guest.cut);
  }

  @Test
  void aPeerOverItsShareThatIsAllAtWorkIsRefusedAndNobodyElse() {
    List<Guest> busy = new ArrayList<>();
    for (int i = 0; i < ROOM / 2; i++) {
      busy.add(new Guest("192.0.2.1"));
    }
    Guest refused = new Guest("192.0.2.1");
    assertThat(refused.claim.isAdmitted()).isFalse();
    assertThat(budget.refused()).isOne();
    assertThat(new Guest("192.0.2.2").claim.isAdmitted()).isTrue();
    assertThat(cutOf(busy)).isEmpty();
    refused.claim.close();
    assertThat(budget.used()).isEqualTo((ROOM / 2 + 1) * CONNECTION);
  }

  @Test
  void whenAllIsAtWorkAStrangerIsRefused() {
    for (int i = 0; i < ROOM; i++) {
      assertThat(new Guest("198.51.100." + i).claim.isAdmitted()).isTrue();
    }
    assertThat(new Guest("192.0.2.1").claim.isAdmitted()).isFalse();
    assertThat(budget.used()).isEqualTo(budget.limit());
  }

  @Test
  void whenManySmallPeersTakeAllTheOldestOfThemGo() {
    List<Guest> crowd = crowd(ROOM);
    assertThat(cutOf(crowd)).isEmpty();
    assertThat(new Guest("192.0.2.1").claim.isAdmitted()).isTrue();
    assertThat(cutOf(crowd)).containsExactlyElementsOf(crowd.subList(0, 3));
  }

  /** Who waits for room is not counted yet, or others would have to go for it. */
  @Test
  void manyThatComeAtOnceFromAGreedyPeerCostNobodyElse() throws InterruptedException {
    Guest honest = new Guest("203.0.113.5").at(Phase.IDLE, 1);
    List<Thread> coming = new ArrayList<>();
    InetAddress greedy = InetAddress.ofLiteral("192.0.2.1");
    for (int i = 0; i < 2 * ROOM; i++) {
      coming.add(
          Thread.ofPlatform()
              .unstarted(() -> budget.open(greedy, false, () -> {}).await(Phase.IDLE, 2_000)));
    }
    Runnable slow =
        () -> Waiting.until("all to wait", LONG, () -> coming.stream().allMatch(BudgetTest::rests));
    for (int i = 0; i < ROOM / 2 - 1; i++) {
      budget.open(greedy, false, slow).await(Phase.IDLE, 1_000);
    }
    coming.forEach(Thread::start);
    for (Thread thread : coming) {
      thread.join();
    }
    assertThat(honest.cut).isFalse();
    assertThat(new Guest("203.0.113.6").claim.isAdmitted()).isTrue();
  }

  /** Ended, waiting for who sheds, or that one itself, which waits for the others. */
  private static boolean rests(Thread thread) {
    return switch (thread.getState()) {
      case TERMINATED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, BLOCKED -> thread == Thread.currentThread();
    };
  }

  @Test
  void ofConnectionsWithOneDeadlineTheOneThatCameFirstGoes() {
    List<Guest> many = new ArrayList<>();
    for (int i = 0; i < ROOM / 2 + 1; i++) {
      many.add(new Guest("192.0.2.1").at(Phase.HALF_SENT, 7));
    }
    assertThat(cutOf(many)).containsExactlyElementsOf(many.subList(0, 2));
  }

  @Test
  void deadlinesAreComparedAcrossTheOverflowOfNanoTime() {
    List<Guest> many = new ArrayList<>();
    for (int i = 0; i < ROOM / 2 + 1; i++) {
      many.add(new Guest("192.0.2.1").at(Phase.IDLE, Long.MAX_VALUE - 1 + i));
    }
    assertThat(cutOf(many)).containsExactlyElementsOf(many.subList(0, 2));
  }

  @Test
  void aTrustedProxyHasNoShareButIsShedWhenAllIsTaken() {
    List<Guest> proxy = new ArrayList<>();
    for (int i = 0; i < ROOM; i++) {
      proxy.add(new Guest("192.0.2.1", true).at(Phase.IDLE, i));
    }
    assertThat(cutOf(proxy)).isEmpty();
    assertThat(new Guest("192.0.2.1", true).claim.isAdmitted()).isTrue();
    assertThat(cutOf(proxy)).containsExactlyElementsOf(proxy.subList(0, 3));
  }

  @Test
  void aSmallRequestTakesNothingMore() {
    Guest guest = new Guest("192.0.2.1");
    assertThat(guest.claim.take(Claim.SMALL)).isTrue();
    assertThat(budget.used()).isEqualTo(CONNECTION);
    guest.claim.settle(0);
    assertThat(budget.used()).isEqualTo(CONNECTION);
  }

  @Test
  void aLargeRequestTakesWhatItNeedsUntilItIsAnswered() {
    Guest guest = new Guest("192.0.2.1");
    for (int i = 0; i < 20; i++) {
      assertThat(guest.claim.take(10_000)).isTrue();
      assertThat(budget.used() - CONNECTION).isBetween(i * 10_000L, (i + 2) * 10_000L);
    }
    guest.claim.settle(500);
    assertThat(budget.used()).isEqualTo(CONNECTION);
    guest.claim.close();
    assertThat(budget.used()).isZero();
  }

  @Test
  void bytesOfHalfSentRequestsCountForTheShare() {
    List<Guest> many = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Guest guest = new Guest("192.0.2.1");
      assertThat(guest.claim.take(4 * CONNECTION)).isTrue();
      many.add(guest.at(Phase.HALF_SENT, i));
    }
    assertThat(cutOf(many)).containsExactly(many.get(0));
    assertThat(budget.used()).isLessThanOrEqualTo(budget.limit() / 2);
  }

  @Test
  void whatIsRefusedLeavesNothingTaken() {
    for (int i = 0; i < ROOM; i++) {
      assertThat(new Guest("198.51.100." + i).claim.isAdmitted()).isTrue();
    }
    Guest guest = new Guest("192.0.2.1");
    assertThat(guest.claim.take(10 * CONNECTION)).isFalse();
    assertThat(budget.used()).isEqualTo(budget.limit());
    guest.claim.close();
    assertThat(budget.used()).isEqualTo(budget.limit());
  }

  @Test
  void anAnswerIsCountedEvenWhereThereIsNoRoom() {
    Guest first = new Guest("198.51.100.99");
    for (int i = 1; i < ROOM; i++) {
      assertThat(new Guest("198.51.100." + i).claim.isAdmitted()).isTrue();
    }
    first.claim.takeAnyway(5 * CONNECTION);
    assertThat(budget.used()).isGreaterThan(budget.limit() + 4 * CONNECTION);
    first.claim.close();
    assertThat(budget.used()).isEqualTo((ROOM - 1) * CONNECTION);
  }

  @Test
  void whoWasShedIsCountedUntilItsThreadHasEnded() {
    InetAddress peer = InetAddress.ofLiteral("192.0.2.1");
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i <= ROOM / 2; i++) {
      Claim claim = budget.open(peer, false, () -> {});
      claim.await(Phase.IDLE, i);
      claims.add(claim);
    }
    assertThat(budget.used()).isEqualTo((ROOM / 2 + 1) * CONNECTION);
    assertThat(claims.getFirst().resume(Phase.IDLE)).isFalse();
    claims.getFirst().close();
    claims.get(1).close();
    assertThat(budget.used()).isEqualTo((ROOM / 2 - 1) * CONNECTION);
    assertThat(claims.get(2).resume(Phase.IDLE)).isTrue();
    claims.forEach(Claim::close);
  }

  @Test
  void aConnectionThatWasEndedDoesNotWaitAgain() {
    Claim claim = budget.open(InetAddress.ofLiteral("192.0.2.1"), false, () -> {});
    assertThat(claim.endIf(Phase.IDLE)).isFalse();
    assertThat(claim.await(Phase.IDLE, 10)).isTrue();
    assertThat(claim.endIfLate(10)).isFalse();
    assertThat(claim.endIfLate(11)).isTrue();
    assertThat(claim.endIfLate(12)).isFalse();
    assertThat(claim.resume(Phase.IDLE)).isFalse();
    assertThat(claim.await(Phase.SENDING, 20)).isFalse();
    assertThat(claim.take(10 * CONNECTION)).isFalse();
    claim.close();
    assertThat(budget.used()).isZero();
    assertThat(budget.connections()).isZero();
  }

  @Test
  void whoIsAtWorkIsNeverLate() {
    Claim claim = budget.open(InetAddress.ofLiteral("192.0.2.1"), false, () -> {});
    assertThat(claim.await(Phase.HALF_SENT, 10)).isTrue();
    assertThat(claim.resume(Phase.HALF_SENT)).isTrue();
    assertThat(claim.endIfLate(1_000)).isFalse();
    claim.close();
  }

  @Test
  void whereFilesAreFewAConnectionTakesMore() {
    Budget few = new Budget(100 * CONNECTION, 10);
    assertThat(few.mostConnections()).isEqualTo(10);
    assertThat(few.mostSockets()).isEqualTo(12);
    Claim claim = few.open(InetAddress.ofLiteral("192.0.2.1"), false, () -> {});
    assertThat(few.used()).isEqualTo(10 * CONNECTION);
    claim.close();
    assertThat(budget.mostConnections()).isEqualTo(ROOM);
    assertThat(Budget.ofProcess().limit()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Threads open, wait, take, are shed, are late and close in any order; nothing stays counted. */
  @Test
  void nothingIsLeftOfWhatWasTakenInAnyOrder() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int seed = i;
      threads.add(Thread.startVirtualThread(() -> hammer(new Random(seed))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long shed = 0;
    for (Phase phase : Phase.values()) {
      shed += budget.shed(phase);
    }
    assertThat(shed).isPositive();
    assertThat(budget.refused()).isPositive();
    assertThat(budget.used()).isZero();
    assertThat(budget.connections()).isZero();
    assertThat(budget.peers()).isZero();
    // As good as new: one peer may take half, and everybody all.
    onePeerAloneMayTakeHalf();
  }

  private void hammer(Random random) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      if (claims.size() < 12) {
        InetAddress address = InetAddress.ofLiteral("192.0.2." + random.nextInt(3));
        claims.add(budget.open(address, address.getAddress()[3] == 0, () -> {}));
      }
      Claim claim = claims.get(random.nextInt(claims.size()));
      Phase phase = Phase.values()[random.nextInt(4)];
      boolean open = claim.await(phase, random.nextInt(100));
      if (random.nextBoolean()) {
        // Seen while it waits.
        Thread.yield();
      }
      if (random.nextInt(8) == 0) {
        claims.get(random.nextInt(claims.size())).endIfLate(random.nextInt(100));
      }
      if (!open || !claim.resume(phase) || random.nextInt(10) == 0) {
        claim.close();
        claims.remove(claim);
      } else if (claim.take(random.nextInt(40_000))) {
        claim.takeAnyway(random.nextInt(5_000));
      } else {
        claim.settle(random.nextInt(1_000));
      }
    }
    claims.forEach(Claim::close);
  }
}
