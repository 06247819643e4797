package vestibule.config;

/** A server's name or address (IPv6 without brackets) and port. */
public record HostAndPort(String host, int port) {
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
