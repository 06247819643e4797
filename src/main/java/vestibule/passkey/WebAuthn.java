package vestibule.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import vestibule.core.factor.Ceremonies;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.factor.EnrolledFactor.Material;

/**
 * The ceremonies of WebAuthn for one site. Who made a device is not asked (no attestation): people
 * bring their own.
 *
 * @param site whose pages passkeys are made and used by; its host is the id of the relying party
 */
public record WebAuthn(URI site) implements Ceremonies {

  /** The device asked for its person when the passkey was made. */
  private static final String VERIFIED = "verified";

  /** The passkey may be copied to other devices of its person. */
  private static final String COPYABLE = "copyable";

  /** It was. */
  private static final String COPIED = "copied";

  /** Loaded by the first passkey alone: that takes longer than the rest of a start. */
  private static final class Library {

    static final ObjectConverter CONVERTER = new ObjectConverter();
    static final WebAuthnManager MANAGER =
        WebAuthnManager.createNonStrictWebAuthnManager(CONVERTER);
    static final AttestedCredentialDataConverter KEYS =
        new AttestedCredentialDataConverter(CONVERTER);
    static final List<PublicKeyCredentialParameters> PARAMETERS =
        ALGORITHMS.stream()
            .map(
                algorithm ->
                    new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY,
                        COSEAlgorithmIdentifier.create(algorithm)))
            .toList();
  }

  @Override
  public Optional<Claimed> claimedNew(String answer) {
    return read(
        () -> {
          RegistrationData data = Library.MANAGER.parseRegistrationResponseJSON(answer);
          byte[] id =
              data.getAttestationObject()
                  .getAuthenticatorData()
                  .getAttestedCredentialData()
                  .getCredentialId();
          return new Claimed(
              text(id), Optional.empty(), data.getCollectedClientData().getChallenge().getValue());
        });
  }

  @Override
  public Optional<Claimed> claimed(String answer) {
    return read(
        () -> {
          AuthenticationData data = Library.MANAGER.parseAuthenticationResponseJSON(answer);
          return new Claimed(
              text(data.getCredentialId()),
              Optional.ofNullable(data.getUserHandle()),
              data.getCollectedClientData().getChallenge().getValue());
        });
  }

  @Override
  public Optional<Material> made(String answer, byte[] challenge) {
    return read(
        () -> {
          RegistrationData data = Library.MANAGER.parseRegistrationResponseJSON(answer);
          Library.MANAGER.verify(
              data, new RegistrationParameters(server(challenge), Library.PARAMETERS, false, true));
          AuthenticatorData<?> device = data.getAttestationObject().getAuthenticatorData();
          AttestedCredentialData key = device.getAttestedCredentialData();
          List<String> traits = traits(device, device.isFlagUV());
          if (data.getTransports() != null) {
            data.getTransports().stream()
                .map(AuthenticatorTransport::getValue)
                .filter(way -> way.matches("[a-z-]{1,20}"))
                .map(VIA::concat)
                .sorted()
                .forEach(traits::add);
          }
          return new Material(
              text(Library.KEYS.convert(key)),
              Optional.of(text(key.getCredentialId())),
              traits,
              device.getSignCount());
        });
  }

  @Override
  public Optional<Material> signed(
      String answer, byte[] challenge, EnrolledFactor passkey, boolean verified) {
    Material before = passkey.material();
    return read(
        () -> {
          AuthenticationData data = Library.MANAGER.parseAuthenticationResponseJSON(answer);
          List<byte[]> allowed = List.of(bytes(before.credential().orElseThrow()));
          Library.MANAGER.verify(
              data,
              new AuthenticationParameters(
                  server(challenge), record(before), allowed, verified, true));
          AuthenticatorData<?> device = data.getAuthenticatorData();
          List<String> traits =
              traits(device, before.traits().contains(VERIFIED) || device.isFlagUV());
          before.traits().stream().filter(trait -> trait.startsWith(VIA)).forEach(traits::add);
          return before.used(device.getSignCount(), traits);
        });
  }

  /**
   * A library that reads bytes of strangers may throw anything; whatever it is, it is no answer.
   */
  private static <T> Optional<T> read(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (RuntimeException notGood) {
      return Optional.empty();
    }
  }

  private ServerProperty server(byte[] challenge) {
    return ServerProperty.builder()
        .origin(new Origin(site.toString()))
        .rpId(site.getHost())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  private static CredentialRecord record(Material material) {
    List<String> traits = material.traits();
    Set<AuthenticatorTransport> ways =
        traits.stream()
            .filter(trait -> trait.startsWith(VIA))
            .map(trait -> AuthenticatorTransport.create(trait.substring(VIA.length())))
            .collect(Collectors.toSet());
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        traits.contains(VERIFIED),
        traits.contains(COPYABLE),
        traits.contains(COPIED),
        material.counter(),
        Library.KEYS.convert(bytes(material.secret())),
        null,
        null,
        null,
        ways);
  }

  private static List<String> traits(AuthenticatorData<?> device, boolean verified) {
    List<String> traits = new ArrayList<>();
    if (verified) {
      traits.add(VERIFIED);
    }
    if (device.isFlagBE()) {
      traits.add(COPYABLE);
    }
    if (device.isFlagBS()) {
      traits.add(COPIED);
    }
    return traits;
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
