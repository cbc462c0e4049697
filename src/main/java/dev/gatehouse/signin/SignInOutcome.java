package dev.gatehouse.signin;

import dev.gatehouse.platform.AccountId;

/** How a sign-in ends. */
sealed interface SignInOutcome {

    /** They are in: the browser keeps the secret. */
    record Opened(AccountId account, String secret) implements SignInOutcome {

        @Override
        public String toString() {
            return "Opened[" + account + "]";
        }
    }

    /** The right password, but the address is not confirmed yet; {@code again} lets them ask for the mail once more. */
    record Unconfirmed(String again) implements SignInOutcome {

        @Override
        public String toString() {
            return "Unconfirmed[]";
        }
    }

    /** Address and password do not match, whichever of them is wrong. */
    record Wrong() implements SignInOutcome {}
}
