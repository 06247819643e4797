package vestibule.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface HostNames {

  /** As this machine finds them. */
  HostNames OF_MACHINE = host -> List.of(InetAddress.getAllByName(host));

  /** The addresses of a host, the first to be tried first. */
  List<InetAddress> addresses(String host) throws UnknownHostException;
}
