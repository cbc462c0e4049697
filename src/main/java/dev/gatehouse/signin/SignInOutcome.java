package dev.gatehouse.signin;

import dev.gatehouse.platform.AccountId;

/** How a sign-in ends, or goes on. */
sealed interface SignInOutcome {

    /** They are in: the browser keeps the secret. */
    record Opened(AccountId account, String secret) implements SignInOutcome {

        @Override
        public String toString() {
            return "Opened[" + account + "]";
        }
    }

    /** The right password; a code is on its way, and the browser keeps the secret that it goes with (ACT-5). */
    record Challenged(String secret) implements SignInOutcome {

        @Override
        public String toString() {
            return "Challenged[]";
        }
    }

    /** The right one-time or initial password: the secret opens the page that asks for one of their own (CRE-2, ACT-2). */
    record Given(String secret) implements SignInOutcome {

        @Override
        public String toString() {
            return "Given[]";
        }
    }

    /**
     * The right password, but the address is not confirmed yet.
     *
     * @param address where the mail went; masked, for whoever typed something else may not know it
     * @param again lets them ask for the mail once more
     */
    record Unconfirmed(String address, String again) implements SignInOutcome {

        @Override
        public String toString() {
            return "Unconfirmed[]";
        }
    }

    /** What was typed and the password do not match, whichever of them is wrong. */
    record Wrong() implements SignInOutcome {}
}
