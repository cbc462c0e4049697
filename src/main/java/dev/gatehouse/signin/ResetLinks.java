package dev.gatehouse.signin;

import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Found;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Settings;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links that set a new password (ACT-4): sent to the person, or made by an admin to be handed over. Of an account at most one is good:
 * a newer one ends it, whichever way either was asked for, and so do a new password and another address or number.
 */
@Component
class ResetLinks {

    private final Accounts accounts;
    private final Members members;
    private final Reach reach;
    private final OneTimeSecrets secrets;
    private final Settings settings;

    ResetLinks(Accounts accounts, Members members, Reach reach, OneTimeSecrets secrets, Settings settings) {
        this.accounts = accounts;
        this.members = members;
        this.reach = reach;
        this.secrets = secrets;
        this.settings = settings;
    }

    /**
     * Makes the link of an account.
     *
     * @param by the organization whose admin made it; the platform where the person asked for it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String make(Account account, OrganizationId by, Duration validity) {
        var secret = secrets.issue(Purpose.PASSWORD_RESET, by, account.id().value(), binding(account), validity);
        return settings.publicUrl() + "/reset-password/" + secret;
    }

    /** The link of a secret, whatever became of it. Empty where there is none, or its account is gone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Found> find(String secret) {
        return secrets.find(Purpose.PASSWORD_RESET, secret);
    }

    /** Whether a link that is good may still be used: what an admin made opens the account of their own organization alone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean holds(Found found) {
        return found.organization().equals(OrganizationId.PLATFORM)
                || accounts.find(new AccountId(found.subject()))
                        .filter(account -> isOnlyIn(account, found.organization()))
                        .isPresent();
    }

    /** Uses a link up. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean use(String secret, Account account) {
        return secrets.use(Purpose.PASSWORD_RESET, secret, binding(account));
    }

    /** Whether the account is an active member's of the organization, and opens nothing else (decision 0013). */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isOnlyIn(Account account, OrganizationId organization) {
        return reach.onlyPlace(account)
                .filter(place -> place.organization().equals(organization))
                .flatMap(_ -> members.memberships(account.id()).stream().findFirst())
                .filter(membership -> membership.status() == MemberStatus.REGISTERED)
                .isPresent();
    }

    private static String binding(Account account) {
        return account.id() + "\n" + account.credentialVersion() + "\n" + account.email() + "\n" + account.phone();
    }
}
