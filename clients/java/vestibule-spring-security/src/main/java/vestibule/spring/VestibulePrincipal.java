package vestibule.spring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * Who calls, whichever check has found it out. Its name is the id of the account, which never
 * changes. Its authorities are {@code GROUP_}, {@code ROLE_} and {@code PERMISSION_} with the name
 * of each: each kind has its prefix, so that none can be named as one of another.
 */
public final class VestibulePrincipal implements OAuth2AuthenticatedPrincipal {

  private final Map<String, Object> attributes;

  /**
   * @param attributes by the names of claims, {@code sub} among them
   */
  VestibulePrincipal(Map<String, Object> attributes) {
    this.attributes = Map.copyOf(attributes);
  }

  /** The id of the account. */
  @Override
  public String getName() {
    return text("sub").orElseThrow();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    List<GrantedAuthority> authorities = new ArrayList<>();
    groups().forEach(group -> authorities.add(new SimpleGrantedAuthority("GROUP_" + group)));
    roles().forEach(role -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
    permissions()
        .forEach(
            permission -> authorities.add(new SimpleGrantedAuthority("PERMISSION_" + permission)));
    return authorities;
  }

  /** The user name; empty where there is none, or the check does not tell it. */
  public Optional<String> username() {
    return text("username");
  }

  /** The primary address, where it is confirmed and the check tells it. */
  public Optional<String> email() {
    return text("email").filter(address -> !Boolean.FALSE.equals(attributes.get("email_verified")));
  }

  /** The names of groups, where the check tells them. */
  public List<String> groups() {
    return texts("groups");
  }

  /** The names of roles, where the check tells them. */
  public List<String> roles() {
    return texts("roles");
  }

  /** The names of permissions, where the check tells them. */
  public List<String> permissions() {
    return texts("permissions");
  }

  private Optional<String> text(String name) {
    return attributes.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private List<String> texts(String name) {
    return attributes.get(name) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  @Override
  public String toString() {
    return "VestibulePrincipal[" + getName() + "]";
  }
}
