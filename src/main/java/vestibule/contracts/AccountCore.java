package vestibule.contracts;

import vestibule.core.address.Confirmations;
import vestibule.core.address.Emails;
import vestibule.core.password.Passwords;
import vestibule.core.profile.Accounts;
import vestibule.core.registration.Registration;
import vestibule.core.signin.SignIn;

/** The doers of the account core, as every contract receives them. */
public record AccountCore(
    Registration registration,
    SignIn signIn,
    Accounts accounts,
    Emails emails,
    Confirmations confirmations,
    Passwords passwords) {}
