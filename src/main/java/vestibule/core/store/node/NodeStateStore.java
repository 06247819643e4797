package vestibule.core.store.node;

import java.util.List;

/** Keeps what each node told of itself last, for a day. */
public interface NodeStateStore {

  /** Writes how a node is, in place of what it told before. */
  void put(NodeState state);

  /** All of them, by their places. */
  List<NodeState> all();

  /** Forgets a node that ended. */
  void delete(String name);
}
