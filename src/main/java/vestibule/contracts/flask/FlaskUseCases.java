package vestibule.contracts.flask;

import vestibule.core.address.Confirmations;
import vestibule.core.registration.Registration;
import vestibule.core.reset.Resets;
import vestibule.core.signin.SignIn;

/** What can be done at A and B. */
public record FlaskUseCases(
    Registration registration, SignIn signIn, Confirmations confirmations, Resets resets) {}
