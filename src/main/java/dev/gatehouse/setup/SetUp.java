package dev.gatehouse.setup;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Members;
import dev.gatehouse.organizations.NewOrganization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.people.Profile;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.signin.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first start (OPS-3): whoever reads the console of the machine gets a link, good for a day and one use, and makes the
 * platform's operator, the first organization and its admin with it, who are one person. After that there is no set-up.
 */
@Service
public class SetUp {

    static final Duration VALIDITY = Duration.ofHours(24);

    /** What a new organization demands of passwords until it decides otherwise. */
    static final int PASSWORD_MINIMUM = 15;

    private static final UUID INSTALLATION = OrganizationId.PLATFORM.value();
    private static final String BINDING = "no operator yet";
    private static final int LONGEST_NAME = 100;

    private final SetUpStore store;
    private final OneTimeSecrets secrets;
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Organizations organizations;
    private final Members members;
    private final Sessions sessions;
    private final Audit audit;
    private final Tenancy tenancy;
    private final Settings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    SetUp(
            SetUpStore store,
            OneTimeSecrets secrets,
            Accounts accounts,
            Passwords passwords,
            PasswordRules rules,
            Organizations organizations,
            Members members,
            Sessions sessions,
            Audit audit,
            Tenancy tenancy,
            Settings settings,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.secrets = secrets;
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = rules;
        this.organizations = organizations;
        this.members = members;
        this.sessions = sessions;
        this.audit = audit;
        this.tenancy = tenancy;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** What the first person gets: the secret of their session, and where their organization is. */
    public record Founded(String session, String slug) {
        /** Never the secret. */
        @Override
        public String toString() {
            return "Founded[" + slug + "]";
        }
    }

    /** A new set-up link, which ends the older one. Empty where the platform has an operator. */
    @Transactional
    public Optional<String> link() {
        store.takeTurns();
        if (store.hasOperator()) return Optional.empty();
        var secret = secrets.issue(Purpose.SET_UP, OrganizationId.PLATFORM, INSTALLATION, BINDING, VALIDITY);
        return Optional.of(settings.publicUrl() + "/set-up/" + secret);
    }

    /** Looks whether a link is good, without using it up. Refuses with {@code not.found} once the platform has an operator, and says why otherwise. */
    @Transactional(readOnly = true)
    public void look(String secret) {
        if (store.hasOperator()) throw Refusal.notFound();
        var found = secrets.find(Purpose.SET_UP, secret).orElseThrow(Refusal::notFound);
        if (found.standing() == Standing.EXPIRED || found.standing() == Standing.REPLACED)
            throw new Refusal("setup.ended");
        if (found.standing() == Standing.USED) throw Refusal.notFound();
    }

    /**
     * Makes operator, organization and admin, and signs them in. Their address counts as proved: whoever holds the printed
     * link owns the machine. Refuses wrong input at its field; of several who hold the link, one is served.
     */
    public Founded found(String secret, SetUpForm form, Origin origin) {
        look(secret);
        var name = OneLine.require("organization", "organization.name", form.organization(), 120);
        var firstName = OneLine.require("firstName", "name", form.firstName(), LONGEST_NAME);
        var lastName = OneLine.require("lastName", "name", form.lastName(), LONGEST_NAME);
        var address = EmailAddress.parse(form.email());
        rules.require(form.password(), PASSWORD_MINIMUM, List.of(firstName, lastName, address.value()), List.of(name));
        var hash = passwords.hash(form.password());
        var account = new NewAccount(
                firstName, lastName, form.language(), Profile.zoneOrUtc(form.timeZone()), address.value(), true, hash);
        var slug = form.slug().isBlank() ? Slugs.of(name) : form.slug().strip();
        var organization = new NewOrganization(name, slug, form.language(), null);
        return Objects.requireNonNull(transaction.execute(_ -> found(secret, account, organization, origin)));
    }

    private Founded found(String secret, NewAccount person, NewOrganization wanted, Origin origin) {
        store.takeTurns();
        if (store.hasOperator() || !secrets.use(Purpose.SET_UP, secret, BINDING)) throw Refusal.notFound();
        tenancy.enter(OrganizationId.PLATFORM);
        var nobody = Actor.anonymous(OrganizationId.PLATFORM, origin);
        var account = accounts.create(nobody, person);
        var operator = Actor.account(account, origin);
        appoint(operator, account);
        var organization = organizations.create(operator, wanted);
        members.found(operator.in(organization), accounts.get(account));
        tenancy.enter(OrganizationId.PLATFORM);
        audit.record(operator, Event.of("account.signed_in", "account", account.value()));
        var session = sessions.open(account, accounts.get(account).credentialVersion(), origin)
                .orElseThrow(Refusal::notFound);
        return new Founded(session, wanted.slug());
    }

    private void appoint(Actor actor, AccountId account) {
        store.insertOperator(account, clock.instant());
        audit.record(actor, Event.of("operator.appointed", "account", account.value()));
    }
}
