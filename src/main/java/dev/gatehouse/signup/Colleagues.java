package dev.gatehouse.signup;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.organizations.Policy;
import dev.gatehouse.organizations.SignUpMode;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.signup.SignUpLink.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Invite a colleague (INV-8): every active member makes links that open the sign-up form, where the organization lets them. */
@Service
public class Colleagues {

    static final int DAYS = 7;
    static final int USES = 10;
    private static final int SHOWN = 50;

    private static final Limit INVITATIONS = new Limit("colleague.invitation", 20, Duration.ofDays(1));

    /** Whoever invites them, one address or number gets no more than that from an organization. */
    private static final Limit RECEIVED = new Limit("colleague.received", 3, Duration.ofDays(1));

    private final SignUpLinkStore store;
    private final Access access;
    private final Organizations organizations;
    private final Policies policies;
    private final Members members;
    private final Messages messages;
    private final Limits limits;
    private final Audit audit;
    private final Settings settings;
    private final Clock clock;

    Colleagues(
            SignUpLinkStore store,
            Access access,
            Organizations organizations,
            Policies policies,
            Members members,
            Messages messages,
            Limits limits,
            Audit audit,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.organizations = organizations;
        this.policies = policies;
        this.members = members;
        this.messages = messages;
        this.limits = limits;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** What a member has made. Refuses with {@code not.found} where the organization does not let them. */
    @Transactional(readOnly = true)
    public ColleaguesView of(Actor actor) {
        demand(actor);
        return new ColleaguesView(
                organizations.get(actor.organization()).slug(),
                store.by(actor.organization(), by(actor), SHOWN),
                messages.smsOffered(),
                "",
                null);
    }

    /** Makes a link that ten colleagues can use within seven days. Refuses with {@code limit.reached} and as {@link #of}. */
    @Transactional
    public SignUpLink create(Actor actor) {
        demand(actor);
        limits.takeWithin(INVITATIONS, actor.organization() + "\n" + by(actor));
        return link(actor, USES, expiry());
    }

    /**
     * Sends a link that one colleague can use within seven days. Refuses at the field {@code address} what is neither an e-mail address nor a
     * phone number, an address of a domain that may not sign up, and whoever is a member already; with {@code limit.reached}, {@code sms.*}
     * and as {@link #of}.
     */
    @Transactional
    public void send(Actor actor, String address) {
        var policy = demand(actor);
        var organization = organizations.get(actor.organization());
        limits.takeWithin(INVITATIONS, actor.organization() + "\n" + by(actor));
        var expires = expiry();
        if (address.indexOf('@') >= 0) sendEmail(actor, organization, policy, address, expires);
        else sendSms(actor, organization, policy, address, expires);
    }

    /** Switches one of the member's own links off. Refuses with {@code not.found} for anybody else's. */
    @Transactional
    public void end(Actor actor, UUID id) {
        demand(actor);
        var mine = store.find(actor.organization(), id)
                .filter(link ->
                        link.kind() == Kind.COLLEAGUE && link.createdBy().equals(by(actor)));
        if (mine.isEmpty()) throw Refusal.notFound();
        if (store.end(actor.organization(), id, clock.instant()))
            audit.record(actor, SignUpLinks.event("sign_up_link.ended", mine.get()));
    }

    private void sendEmail(Actor actor, Organization organization, Policy policy, String typed, Instant expires) {
        var email = EmailAddress.read(typed).orElseThrow(() -> Refusal.input("address", "email.malformed"));
        if (policy.signUp() == SignUpMode.DOMAINS && !policy.signUpDomains().contains(email.domain()))
            throw Refusal.input("address", "sign_up.domain", String.join(", ", policy.signUpDomains()));
        if (!members.known(actor, List.of(email)).isEmpty()) throw Refusal.input("address", "invitations.known");
        limits.takeWithin(RECEIVED, actor.organization() + "\n" + email.key());
        messages.stage(
                organization.id(),
                List.of(new Outgoing(
                        Template.COLLEAGUE_INVITATION,
                        organization.defaultLanguage(),
                        null,
                        null,
                        email.value(),
                        parameters(actor, organization, expires),
                        expires)));
    }

    private void sendSms(Actor actor, Organization organization, Policy policy, String typed, Instant expires) {
        var phone = PhoneNumber.read(typed, policy.defaultCountry())
                .orElseThrow(() -> Refusal.input("address", "sign_up.colleague.address"));
        if (policy.signUp() == SignUpMode.DOMAINS)
            throw Refusal.input("address", "sign_up.domain", String.join(", ", policy.signUpDomains()));
        limits.takeWithin(RECEIVED, actor.organization() + "\n" + phone.value());
        messages.requireSms(organization.id(), phone.value());
        messages.stage(
                organization.id(),
                List.of(Outgoing.sms(
                        Template.COLLEAGUE_INVITATION,
                        organization.defaultLanguage(),
                        null,
                        null,
                        phone.value(),
                        parameters(actor, organization, expires),
                        expires)));
    }

    private Map<String, String> parameters(Actor actor, Organization organization, Instant expires) {
        return Map.of(
                "organization", organization.name(),
                "inviter", members.get(actor, by(actor)).label(),
                "link", settings.publicUrl() + "/j/" + link(actor, 1, expires).code(),
                "days", Integer.toString(DAYS));
    }

    private SignUpLink link(Actor actor, int uses, Instant expires) {
        var id = store.insert(
                actor.organization(),
                LinkCode.random(),
                Kind.COLLEAGUE,
                null,
                by(actor),
                clock.instant(),
                expires,
                uses);
        var link = store.find(actor.organization(), id).orElseThrow(Refusal::notFound);
        audit.record(actor, SignUpLinks.event("colleague.invited", link).with("uses", Integer.toString(uses)));
        return link;
    }

    private Instant expiry() {
        return clock.instant().plus(Duration.ofDays(DAYS));
    }

    /** Every active member may, where the organization lets them. */
    private Policy demand(Actor actor) {
        access.require(actor, Permission.MEMBERS_READ);
        var policy = policies.of(actor.organization());
        if (!policy.colleagueInvitations()) throw Refusal.notFound();
        return policy;
    }

    private static MemberId by(Actor actor) {
        return Objects.requireNonNull(actor.member(), "an active member acts");
    }
}
