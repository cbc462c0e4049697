package dev.gatehouse.signup;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.organizations.DepartmentChoices;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.signin.Networks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Self sign-up (CRE-5): the form, and what follows from it. Whoever fills it in reads the same and waits as long whether the address or
 * number is known or not; only its owner learns the difference.
 */
@Service
public class SignUp {

    /** How long an address or number can be proved: as long as an invitation can be confirmed, so that there is one number to remember. */
    public static final Duration VALIDITY = Admission.CONFIRMATION_VALIDITY;

    /** Who proves an address or number gives their try back, so that a whole shop floor can sign up behind one address. */
    static final Limit NETWORK = new Limit("sign_up.network", 100, Duration.ofMinutes(10));

    private static final Limit ADDRESS = new Limit("sign_up.address", 5, Duration.ofHours(1));
    private static final Limit USERNAMES = new Limit("sign_up.username", 30, Duration.ofHours(1));

    private final SignUpTerms terms;
    private final SignUpRecords records;
    private final SignUpLinkStore links;
    private final Proofs proofs;
    private final Organizations organizations;
    private final DepartmentChoices departments;
    private final Seats seats;
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Messages messages;
    private final Limits limits;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final TransactionTemplate rehearsal;
    private final Clock clock;

    SignUp(
            SignUpTerms terms,
            SignUpRecords records,
            SignUpLinkStore links,
            Proofs proofs,
            Organizations organizations,
            DepartmentChoices departments,
            Seats seats,
            Accounts accounts,
            Passwords passwords,
            PasswordRules rules,
            Messages messages,
            Limits limits,
            Tenancy tenancy,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.terms = terms;
        this.records = records;
        this.links = links;
        this.proofs = proofs;
        this.organizations = organizations;
        this.departments = departments;
        this.seats = seats;
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = rules;
        this.messages = messages;
        this.limits = limits;
        this.tenancy = tenancy;
        this.transaction = new TransactionTemplate(transactions);
        this.rehearsal = new TransactionTemplate(transactions);
        this.rehearsal.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /**
     * The form, as an organization asks for it. Refuses with {@code not.found} where nobody may sign up, and with
     * {@code sign_up.link.*} for a link that opens nothing any more.
     *
     * @param code of the link that leads there; empty for none
     * @param viewer who is signed in; null for strangers
     */
    @Transactional(readOnly = true)
    public SignUpView look(String slug, String code, SignUpForm form, @Nullable AccountId viewer) {
        var now = terms.of(slug, code);
        var account = viewer == null ? null : accounts.find(viewer).orElse(null);
        return SignUpView.of(now, terms.departments(now, form), form, account);
    }

    /**
     * What the form offers next of the departments, as {@link DepartmentChoices#next}. Refuses as {@link #look}, and with {@code not.found}
     * where whoever signs up does not choose.
     */
    @Transactional(readOnly = true)
    public DepartmentChoice departments(String slug, String code, Map<String, String> parameters) {
        var now = terms.of(slug, code);
        if (!now.departmentChoice()) throw Refusal.notFound();
        return departments.next(now.organization().id(), "department", parameters);
    }

    /** Whether anybody may sign up at an organization's address. */
    public boolean isOpen(String slug) {
        try {
            transaction.executeWithoutResult(_ -> terms.of(slug, ""));
            return true;
        } catch (Refusal closed) {
            return false;
        }
    }

    /** Demands that anybody may sign up at an organization's address. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public void demandOpen(String slug) {
        terms.of(slug, "");
    }

    /**
     * Somebody signs up (CRE-5): they are written down, and a link or code goes out that proves the address or number. What was known before
     * is left as it is, and its owner is told. Refuses wrong input at its field, and with {@code sign_up.full}, {@code limit.reached},
     * {@code sms.*} and as {@link #look}.
     */
    @Retried
    Handle begin(String slug, String code, SignUpForm form, Locale locale, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        var read = Objects.requireNonNull(transaction.execute(_ -> read(slug, code, form, locale)));
        var organization = read.terms().organization();
        var asked = read.asked();
        rules.require(form.password(), organization.passwordMinimum(), asked.personal(), List.of(organization.name()));
        read.terms().demandConsent(form);
        limits.take(ADDRESS, organization.id() + "\n" + asked.key());
        var hash = passwords.hash(form.password());
        try {
            return Objects.requireNonNull(transaction.execute(_ -> begun(slug, code, asked, hash, origin)));
        } catch (Refusal refusal) {
            if (refusal.code().equals("sign_up.username.taken")) limits.take(USERNAMES, Networks.of(origin));
            throw forStrangers(refusal);
        }
    }

    private record Read(Terms terms, Asked asked) {}

    private Read read(String slug, String code, SignUpForm form, Locale locale) {
        var now = terms.of(slug, code);
        return new Read(now, Asked.read(now, terms.placed(now, form), locale));
    }

    private Handle begun(String slug, String code, Asked asked, String hash, Origin origin) {
        var now = terms.of(slug, code);
        var organization = now.organization();
        var actor = Actor.anonymous(organization.id(), origin);
        seats.lock(organization.id());
        if (now.link() != null && !links.use(organization.id(), now.link().id(), clock.instant()))
            throw new Refusal("sign_up.link.used_up");
        if (asked.email() == null)
            messages.requireSms(organization.id(), phone(asked).value());
        var standing = records.standing(actor, asked);
        var owner = asked.email() == null ? null : owner(asked.email());
        if (owner != null || standing.known() != null) {
            rehearse(actor, now, asked, hash);
            return tell(actor, organization, asked, new Known(owner, standing.known()));
        }
        var free = asked.without(standing.email(), false, standing.phone());
        var member = records.write(actor, now, asked, free, hash);
        if (asked.email() != null) proofs.askByEmail(organization, member.id(), asked.email(), asked.language());
        else proofs.askByPhone(organization, member.id(), phone(asked), asked.language());
        return handle(organization, asked, member.id().value());
    }

    /** Does for somebody known what is done for others, and undoes it: neither a full organization nor a watch tells the two apart. */
    private void rehearse(Actor actor, Terms now, Asked asked, String hash) {
        rehearsal.executeWithoutResult(undone -> {
            records.write(actor, now, asked, asked.without(true, true, true), hash);
            undone.setRollbackOnly();
        });
        tenancy.enter(actor.organization());
    }

    private Handle tell(Actor actor, Organization organization, Asked asked, Known known) {
        var nobody = UUID.randomUUID();
        if (asked.email() != null) proofs.tellByEmail(actor, organization, known, asked.email());
        else {
            proofs.tellByPhone(organization, known, phone(asked));
            proofs.pretendByPhone(organization, nobody, phone(asked));
        }
        return handle(organization, asked, nobody);
    }

    /**
     * Sends the link or code once more; the older one ends. Refuses with {@code limit.reached} and {@code sms.*}, for what is known as for
     * what is not.
     */
    @Retried
    void again(Handle handle, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        var organization = Objects.requireNonNull(
                transaction.execute(_ -> organizations.bySlug(handle.slug()).orElseThrow(Refusal::notFound)));
        if (organization.suspended()) throw Refusal.notFound();
        limits.take(ADDRESS, organization.id() + "\n" + key(handle));
        transaction.executeWithoutResult(_ -> sentAgain(organization, handle, origin));
    }

    private void sentAgain(Organization organization, Handle handle, Origin origin) {
        tenancy.enter(organization.id());
        var actor = Actor.anonymous(organization.id(), origin);
        seats.lock(organization.id());
        if (handle.way() == Way.PHONE) messages.requireSms(organization.id(), handle.address());
        var member = new MemberId(handle.subject());
        var pending = records.find(actor, member);
        if (pending != null && pending.open(clock.instant())) {
            var language = records.language(actor, member);
            if (pending.email() != null) proofs.askByEmail(organization, member, pending.email(), language);
            else proofs.askByPhone(organization, member, Objects.requireNonNull(pending.phone()), language);
            return;
        }
        if (handle.way() == Way.EMAIL) {
            var email = EmailAddress.parse(handle.address());
            var known = new Known(owner(email), records.holder(actor, email, null));
            if (known.account() != null || known.member() != null)
                proofs.tellByEmail(actor, organization, known, email);
        } else {
            var phone = new PhoneNumber(handle.address());
            var holder = records.holder(actor, null, phone);
            if (holder != null) proofs.tellByPhone(organization, new Known(null, holder), phone);
            proofs.pretendByPhone(organization, handle.subject(), phone);
        }
    }

    private @Nullable Account owner(EmailAddress email) {
        return accounts.byVerifiedEmail(email.value()).flatMap(accounts::find).orElse(null);
    }

    private static Handle handle(Organization organization, Asked asked, UUID subject) {
        return asked.email() == null
                ? new Handle(
                        organization.slug(), subject, Way.PHONE, phone(asked).value())
                : new Handle(
                        organization.slug(), subject, Way.EMAIL, asked.email().value());
    }

    private static String key(Handle handle) {
        return handle.way() == Way.PHONE
                ? handle.address()
                : EmailAddress.parse(handle.address()).key();
    }

    private static PhoneNumber phone(Asked asked) {
        return Objects.requireNonNull(asked.phone(), "without an address there is a number");
    }

    /** What an admin reads in numbers is none of a stranger's business. */
    static Refusal forStrangers(Refusal refusal) {
        return switch (refusal.code()) {
            case "seats.full" -> new Refusal("sign_up.full");
            case "organization.suspended" -> Refusal.notFound();
            case "members.raced" -> new Refusal("sign_up.taken");
            default -> refusal;
        };
    }
}
