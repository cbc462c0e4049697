package dev.gatehouse.signup;

import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.Membership;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.signup.Settling.Proved;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing up with the account that one has (CRE-5): by the same rules, with nothing left to be proved. */
@Service
public class SignUpJoin {

    private static final Limit JOINS = new Limit("sign_up.join", 20, Duration.ofHours(1));

    private final SignUpTerms terms;
    private final SignUpRecords records;
    private final SignUpLinkStore links;
    private final Settling settling;
    private final Members members;
    private final Seats seats;
    private final Accounts accounts;
    private final Limits limits;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SignUpJoin(
            SignUpTerms terms,
            SignUpRecords records,
            SignUpLinkStore links,
            Settling settling,
            Members members,
            Seats seats,
            Accounts accounts,
            Limits limits,
            TransactionTemplate transaction,
            Clock clock) {
        this.terms = terms;
        this.records = records;
        this.links = links;
        this.settling = settling;
        this.members = members;
        this.seats = seats;
        this.accounts = accounts;
        this.limits = limits;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Where an account stands in the organization at an address; empty where it has no place there. */
    @Transactional(readOnly = true)
    Optional<Membership> place(AccountId account, String slug) {
        return members.membership(account, slug);
    }

    /**
     * Somebody who is signed in joins. Refuses wrong input at its field, and with {@code sign_up.full}, {@code sign_up.no_address},
     * {@code members.blocked}, {@code limit.reached}, {@code not.found} and {@code sign_up.link.*}.
     */
    @Retried
    Entered join(String slug, String code, SignUpForm form, Locale locale, AccountId account, Origin origin) {
        limits.take(JOINS, account.toString());
        try {
            return Objects.requireNonNull(transaction.execute(_ -> joined(slug, code, form, locale, account, origin)));
        } catch (Refusal refusal) {
            throw SignUp.forStrangers(refusal);
        }
    }

    private Entered joined(String slug, String code, SignUpForm form, Locale locale, AccountId id, Origin origin) {
        var now = terms.of(slug, code);
        var organization = now.organization();
        seats.lock(organization.id());
        var here = members.membership(id, slug);
        if (here.isPresent()) {
            if (here.get().status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
            return new Entered(organization, here.get().status() != MemberStatus.REGISTERED, null);
        }
        var account = accounts.get(id);
        var actor = Actor.account(id, origin).in(organization.id());
        var asked = Asked.read(now, terms.placed(now, form), account, locale);
        now.demandConsent(form);
        if (now.link() != null && !links.use(organization.id(), now.link().id(), clock.instant()))
            throw new Refusal("sign_up.link.used_up");
        var standing = records.standing(actor, asked);
        var known = standing.known();
        if (known != null)
            throw new Refusal(known.status() == MemberStatus.BLOCKED ? "members.blocked" : "invitation.already_member");
        var member = records.write(actor, now, asked, asked.without(standing.email(), false, standing.phone()), null);
        var waiting = settling.settle(
                actor, member, account, new Proved(asked.email(), null, asked.phone(), asked.identifier()));
        return new Entered(organization, waiting, null);
    }
}
