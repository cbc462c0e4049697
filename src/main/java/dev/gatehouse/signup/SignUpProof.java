package dev.gatehouse.signup;

import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Found;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.signin.Networks;
import dev.gatehouse.signup.Settling.Proved;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The proof of an address by a link, and of a number by a code; then the account is made, and its person is in (CRE-5). */
@Service
public class SignUpProof {

    private static final Limit PASSWORDS = new Limit("sign_up.password", 10, Duration.ofHours(1));

    /** Tries for one number, however many codes were sent to it: a new code gives a fresh five, not the person (ACT-2). */
    private static final Limit TRIES = new Limit("sign_up.code", 20, Duration.ofDays(1));

    private final SignUpStore store;
    private final SignUpRecords records;
    private final Settling settling;
    private final Members members;
    private final Organizations organizations;
    private final Seats seats;
    private final Accounts accounts;
    private final Passwords passwords;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Limits limits;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SignUpProof(
            SignUpStore store,
            SignUpRecords records,
            Settling settling,
            Members members,
            Organizations organizations,
            Seats seats,
            Accounts accounts,
            Passwords passwords,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Limits limits,
            Tenancy tenancy,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.records = records;
        this.settling = settling;
        this.members = members;
        this.organizations = organizations;
        this.seats = seats;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secrets = secrets;
        this.codes = codes;
        this.limits = limits;
        this.tenancy = tenancy;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Looks at a link; opening it changes nothing, for mail scanners open links too. Refuses links that are no good, and says why. */
    @Transactional(readOnly = true)
    LinkView look(String secret, @Nullable Handle handle) {
        var found = open(secret);
        return new LinkView(organizations.get(found.organization()), !sameBrowser(found, handle));
    }

    /**
     * Confirms an address. Whoever has the link reads the mailbox, and need not be who filled in the form: so in another browser the
     * password that was chosen is asked for. Refuses with {@code confirmation.password}, {@code members.blocked}, and links that are no
     * good.
     */
    @Retried
    Entered confirm(String secret, String password, @Nullable Handle handle, Origin origin) {
        var hash = Objects.requireNonNull(transaction.execute(_ -> {
            var found = open(secret);
            return sameBrowser(found, handle) ? "" : pending(found).requirePasswordHash();
        }));
        if (!hash.isEmpty()) {
            limits.take(PASSWORDS, secret);
            if (!passwords.matches(password, hash)) throw Refusal.input("password", "confirmation.password");
        }
        return Objects.requireNonNull(transaction.execute(_ -> confirmed(secret, origin)));
    }

    /**
     * Tries a code. Empty where it is wrong, five times at most; then a new one is needed. Refuses with {@code limit.reached} after too many
     * tries for one number, and with {@code members.blocked}.
     */
    @Retried
    Optional<Entered> code(Handle handle, String typed, Origin origin) {
        var organization = Objects.requireNonNull(transaction.execute(_ -> organizations
                .bySlug(handle.slug())
                .filter(found -> !found.suspended())
                .orElseThrow(Refusal::notFound)));
        limits.take(TRIES, organization.id() + "\n" + handle.address());
        return Objects.requireNonNull(transaction.execute(_ -> tried(organization, handle, typed, origin)));
    }

    /** How many tries the open code has left; none where it is over. */
    @Transactional(readOnly = true)
    int triesLeft(Handle handle) {
        return codes.standing(OneTimeCodes.Purpose.SIGN_UP, handle.subject())
                .map(OneTimeCodes.Standing::triesLeft)
                .orElse(0);
    }

    private Entered confirmed(String secret, Origin origin) {
        var found = open(secret);
        seats.lock(found.organization());
        var anonymous = Actor.anonymous(found.organization(), origin);
        var member = members.lock(anonymous, new MemberId(found.subject()));
        var pending = pending(found);
        if (!secrets.use(Purpose.SIGN_UP, secret, pending.key())) throw new Refusal("link.used");
        var email = Objects.requireNonNull(pending.email());
        var account = account(anonymous, member, pending);
        if (!accounts.verifyEmail(anonymous, account.id(), email.value())) {
            // They proved the address for another account meanwhile: the membership goes to that one, and its password
            // holds.
            var owner = accounts.byVerifiedEmail(email.value())
                    .flatMap(accounts::find)
                    .orElseThrow(Refusal::notFound);
            accounts.discardUnverified(account.id());
            return settled(anonymous, member, pending, owner, false);
        }
        return settled(anonymous, member, pending, account, true);
    }

    private Optional<Entered> tried(Organization organization, Handle handle, String typed, Origin origin) {
        tenancy.enter(organization.id());
        seats.lock(organization.id());
        if (!codes.use(OneTimeCodes.Purpose.SIGN_UP, handle.subject(), handle.address(), typed))
            return Optional.empty();
        var anonymous = Actor.anonymous(organization.id(), origin);
        var pending = records.find(anonymous, new MemberId(handle.subject()));
        if (pending == null || !pending.open(clock.instant())) return Optional.empty();
        var member = members.lock(anonymous, pending.member());
        if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        var account = account(anonymous, member, pending);
        accounts.verifyPhone(anonymous, account.id(), Objects.requireNonNull(pending.phone()));
        return Optional.of(settled(anonymous, member, pending, accounts.get(account.id()), true));
    }

    private Account account(Actor anonymous, Member member, Pending pending) {
        var id = accounts.create(
                anonymous,
                new NewAccount(
                        member.firstName(),
                        member.lastName(),
                        member.language(),
                        pending.timeZone(),
                        null,
                        pending.email() == null ? null : pending.email().value(),
                        false,
                        pending.requirePasswordHash(),
                        false));
        return accounts.get(id);
    }

    private Entered settled(Actor anonymous, Member member, Pending pending, Account account, boolean fresh) {
        var actor =
                Actor.member(anonymous.organization(), account.id(), member.id(), member.subject(), anonymous.origin());
        var waiting = settling.settle(
                actor,
                member,
                account,
                new Proved(pending.email(), pending.username(), pending.phone(), pending.identifier()));
        limits.giveBack(SignUp.NETWORK, Networks.of(anonymous.origin()));
        return new Entered(organizations.get(anonymous.organization()), waiting, fresh ? account.id() : null);
    }

    private Found open(String secret) {
        var found = secrets.find(Purpose.SIGN_UP, secret).orElseThrow(() -> new Refusal("link.unknown"));
        tenancy.enter(found.organization());
        if (found.standing() == Standing.USED) throw new Refusal("confirmation.used");
        if (found.standing() == Standing.REPLACED) throw new Refusal("link.replaced");
        if (found.standing() == Standing.EXPIRED) throw new Refusal("sign_up.expired");
        if (organizations.get(found.organization()).suspended()) throw new Refusal("organization.suspended");
        var member = members.find(Actor.anonymous(found.organization(), Origin.SERVER), new MemberId(found.subject()))
                .orElseThrow(() -> new Refusal("link.unknown"));
        if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        if (!pending(found).open(clock.instant())) throw new Refusal("confirmation.used");
        return found;
    }

    private Pending pending(Found found) {
        return store.find(found.organization(), new MemberId(found.subject()))
                .orElseThrow(() -> new Refusal("link.unknown"));
    }

    private static boolean sameBrowser(Found found, @Nullable Handle handle) {
        return handle != null && handle.subject().equals(found.subject());
    }
}
