package vestibule.core;

import vestibule.core.account.Accounts;
import vestibule.core.account.Registration;
import vestibule.core.email.Confirmations;
import vestibule.core.email.Emails;
import vestibule.core.password.Passwords;
import vestibule.core.signin.SignIn;

/** The doers of the account core, as every contract receives them. */
public record AccountCore(
    Registration registration,
    SignIn signIn,
    Accounts accounts,
    Emails emails,
    Confirmations confirmations,
    Passwords passwords) {}
