package vestibule.http.budget;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import vestibule.http.budget.Claim.Phase;

/**
 * The bytes of the heap that connections and their requests may take, in all and for one peer.
 *
 * <p>From half of it on the budget is short: a peer with more than an eighth, unless it is exempt,
 * then loses its own connections when anybody asks for more. When it is used up, everybody does.
 * Connections that linger or wait for a request go first, then those that wait for the rest of one,
 * then those whose answer is not taken; of each the oldest first. A connection whose request is
 * being worked on is never shed. Where nothing else is left, the new request is refused.
 *
 * <p>While it is not short, asking takes no lock; a small request on an open connection does not
 * ask at all.
 */
public final class Budget {
  /**
   * Bytes of one connection: 14 KiB were measured with Helidon's buffer, its objects, ours, and the
   * stack of a virtual thread; the rest is {@link Claim#SMALL} for its requests.
   */
  static final long CONNECTION = 24 * 1024;

  private static final int PART_OF_HEAP = 4;
  private static final int PEERS_PART = 8;

  /** Part of all sockets that no connection has that was let in. */
  private static final int PART_ABOVE = 9;

  /** More is shed than is needed, so that the next one does not have to look at all again. */
  private static final int PART_SHED = 16;

  /** A connection as it was when it was looked at. */
  private record Waiting(Claim claim, Phase phase, long deadline) {}

  private static final Comparator<Waiting> ORDER =
      Comparator.comparing(Waiting::phase)
          .thenComparing((a, b) -> Long.signum(a.deadline - b.deadline))
          .thenComparing(waiting -> waiting.claim.number);

  private final long limit;
  private final long shortage;
  private final long share;
  private final long connection;
  private final int mostConnections;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong leaving = new AtomicLong();
  private final AtomicLong opened = new AtomicLong();

  /** Peers with more than their share. */
  private final AtomicInteger greedy = new AtomicInteger();

  private final ConcurrentMap<Long, Peer> peers = new ConcurrentHashMap<>();
  private final Set<Claim> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock shedding = new ReentrantLock();
  private final Map<Phase, LongAdder> shed = new EnumMap<>(Phase.class);
  private final LongAdder refused = new LongAdder();

  /**
   * Divides so many bytes.
   *
   * @param limit bytes in all
   * @param connections the most connections; less where the bytes are for fewer
   */
  public Budget(long limit, int connections) {
    this.limit = limit;
    this.shortage = limit / 2;
    this.mostConnections = (int) Math.max(1, Math.min(connections, limit / CONNECTION));
    this.connection = limit / mostConnections;
    this.share = Math.max(limit / PEERS_PART, connection);
    for (Phase phase : Phase.values()) {
      shed.put(phase, new LongAdder());
    }
  }

  /** A quarter of the heap, for as many connections as the process may have. */
  public static Budget ofProcess() {
    long heap = Runtime.getRuntime().maxMemory();
    int files = OpenFiles.forConnections();
    return new Budget(heap / PART_OF_HEAP, files - files / PART_ABOVE);
  }

  /** The most connections that are let in. */
  public int mostConnections() {
    return mostConnections;
  }

  /** The most sockets: beside the connections those that are being refused, or were shed. */
  public int mostSockets() {
    return Math.ceilDiv(mostConnections * PART_ABOVE, PART_ABOVE - 1);
  }

  /**
   * A connection comes in; to be closed, whether it was let in or not.
   *
   * @param exempt whether its peer speaks for many and has no share
   * @param cut closes the connection as it stands, from any thread
   */
  public Claim open(InetAddress address, boolean exempt, Runnable cut) {
    long number = Peer.number(address);
    Peer peer =
        peers.compute(
            number,
            (_, known) -> {
              Peer found = known != null ? known : new Peer(number, exempt);
              found.connections++;
              return found;
            });
    Claim claim = new Claim(this, opened.incrementAndGet(), peer, cut);
    if (take(claim, connection, false)) {
      claim.admit(connection);
      open.add(claim);
    }
    return claim;
  }

  /** Takes bytes for a connection; anyway: even where there is no room. */
  boolean take(Claim claim, long bytes, boolean anyway) {
    Peer peer = claim.peer;
    long all = used.get() + bytes;
    boolean modest = peer.exempt || peer.bytes.get() + bytes <= share;
    if (all <= shortage || (all <= limit && modest)) {
      add(peer, bytes);
      // A modest peer waits for nobody: if the lock is taken, its holder sheds.
      if (all > shortage && greedy.get() > 0 && shedding.tryLock()) {
        try {
          shedUntil(shortage, true);
        } finally {
          shedding.unlock();
        }
      }
      return true;
    }
    return takeWithRoomMade(peer, bytes, anyway);
  }

  private boolean takeWithRoomMade(Peer peer, long bytes, boolean anyway) {
    shedding.lock();
    try {
      // Not before: those that wait here would be counted, and others shed for them.
      add(peer, bytes);
      if (used.get() > shortage && greedy.get() > 0) {
        shedUntil(shortage, true);
      }
      if (used.get() > limit) {
        shedUntil(limit, false);
      }
      if (anyway || used.get() <= shortage || (used.get() <= limit && !isGreedy(peer))) {
        return true;
      }
      add(peer, -bytes);
      refused.increment();
      return false;
    } finally {
      shedding.unlock();
    }
  }

  void giveBack(Claim claim, long bytes) {
    add(claim.peer, -bytes);
  }

  void close(Claim claim, boolean wasShed) {
    open.remove(claim);
    if (wasShed) {
      leaving.addAndGet(-claim.bytes());
    } else {
      add(claim.peer, -claim.bytes());
    }
    peers.computeIfPresent(claim.peer.number, (_, peer) -> --peer.connections == 0 ? null : peer);
  }

  private void add(Peer peer, long bytes) {
    used.addAndGet(bytes);
    long after = peer.bytes.addAndGet(bytes);
    if (!peer.exempt) {
      boolean is = after > share;
      boolean was = after - bytes > share;
      if (is != was) {
        greedy.addAndGet(is ? 1 : -1);
      }
    }
  }

  private boolean isGreedy(Peer peer) {
    return !peer.exempt && peer.bytes.get() > share;
  }

  private void shedUntil(long most, boolean ofGreedy) {
    long enough = most - most / PART_SHED;
    List<Waiting> waiting =
        open.stream()
            .filter(claim -> !ofGreedy || isGreedy(claim.peer))
            .map(claim -> new Waiting(claim, claim.phase(), claim.deadline()))
            .filter(found -> Claim.waits(found.phase))
            .sorted(ORDER)
            .toList();
    for (Waiting each : waiting) {
      if (used.get() <= enough) {
        return;
      }
      if (!ofGreedy || isGreedy(each.claim.peer)) {
        shed(each);
      }
    }
  }

  private void shed(Waiting waiting) {
    Claim claim = waiting.claim;
    if (claim.shedIf(waiting.phase)) {
      // Its bytes are free again only when its thread has ended, which is waiting for nothing more.
      leaving.addAndGet(claim.bytes());
      add(claim.peer, -claim.bytes());
      shed.get(waiting.phase).increment();
      claim.cut();
    }
  }

  /** Bytes that are taken, those of connections that were shed and are about to end included. */
  public long used() {
    return used.get() + leaving.get();
  }

  /** Bytes that may be taken. */
  public long limit() {
    return limit;
  }

  /** Connections that were let in and are open. */
  public int connections() {
    return open.size();
  }

  /** How many connections were shed in this state. */
  public long shed(Phase phase) {
    return shed.get(phase).sum();
  }

  /** How many connections and requests were refused, as nothing could be shed for them. */
  public long refused() {
    return refused.sum();
  }

  /** How many peers have open connections. */
  int peers() {
    return peers.size();
  }
}
