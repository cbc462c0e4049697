package dev.gatehouse.invitations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.Roles;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.invitations.InviteOutcome.Invited;
import dev.gatehouse.invitations.InviteOutcome.Invitee;
import dev.gatehouse.invitations.InviteOutcome.Rejected;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberMoves;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Subject;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.teams.Teams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Inviting people, and inviting them again (INV-1, INV-4, INV-9). */
@Service
public class Invitations {

    /** The most addresses in one request; more than a person pastes, little enough to answer at once. */
    static final int MOST_ADDRESSES = 1_000;

    private final InvitationStore store;
    private final Admission admission;
    private final Members members;
    private final Access access;
    private final Grants grants;
    private final Roles roles;
    private final Teams teams;
    private final Organizations organizations;
    private final Messages messages;
    private final OneTimeSecrets secrets;
    private final Limits limits;
    private final Audit audit;
    private final Tenancy tenancy;
    private final Settings settings;
    private final Clock clock;

    Invitations(
            InvitationStore store,
            Admission admission,
            Members members,
            Access access,
            Grants grants,
            Roles roles,
            Teams teams,
            Organizations organizations,
            Messages messages,
            OneTimeSecrets secrets,
            Limits limits,
            Audit audit,
            Tenancy tenancy,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.admission = admission;
        this.members = members;
        this.access = access;
        this.grants = grants;
        this.roles = roles;
        this.teams = teams;
        this.organizations = organizations;
        this.messages = messages;
        this.secrets = secrets;
        this.limits = limits;
        this.audit = audit;
        this.tenancy = tenancy;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the invite pane offers this actor. */
    @Transactional(readOnly = true)
    public InviteOffer offer(Actor actor) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var organization = organizations.get(actor.organization());
        return new InviteOffer(organization.invitationDays(), organization.seatsLeft());
    }

    /** Checks what was typed for this way of inviting, one by one, and does nothing (INV-1). Refuses with {@code invitations.none} and {@code invitations.too_many}. */
    @Transactional(readOnly = true)
    public Rejected check(Actor actor, String typed, Channel channel) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var addresses = TypedAddress.parse(typed);
        if (addresses.isEmpty()) throw Refusal.input("addresses", "invitations.none");
        if (addresses.size() > MOST_ADDRESSES)
            throw Refusal.input("addresses", "invitations.too_many", addresses.size(), MOST_ADDRESSES);
        var known = withMembersRefused(actor, addresses);
        return new Rejected(channel == Channel.EMAIL ? withFloodedRefused(actor, known) : known);
    }

    /**
     * Invites everybody who was typed, or nobody (INV-1): each takes a seat at once. Refuses with
     * {@code invitations.none}, {@code invitations.too_many} and {@code seats.full}, and with {@code role.beyond} and
     * {@code invitations.team_beyond}, {@code role.place}, {@code role.place.archived} or {@code role.end.past} where it promises what the
     * actor could not give by hand (ROL-3).
     *
     * @param typed addresses as pasted
     * @param promised what they get once they are {@code REGISTERED}; with nothing, onboarding teams decide (INV-6)
     */
    @Transactional
    public InviteOutcome invite(Actor actor, String typed, InitialPermissions promised, Channel channel) {
        access.require(actor, Permission.MEMBERS_INVITE);
        grants.requireGivable(actor, promised.gifts());
        var beyond = teams.beyond(actor, promised.teams());
        if (!beyond.isEmpty()) throw new Refusal("invitations.team_beyond");
        var checked = check(actor, typed, channel);
        if (checked.right().size() < checked.addresses().size()) return checked;
        return new Invited(add(
                actor,
                checked.right().stream().map(TypedAddress::requireAddress).toList(),
                promised,
                channel));
    }

    /** Invites the first admin of an organization that an operator just made (ORG-7); the operator sees nobody else there. */
    @Transactional
    public void inviteFirstAdmin(Actor operator, OrganizationId organization, EmailAddress address) {
        access.requireOperator(operator);
        tenancy.enter(organization);
        var admin = roles.predefined(organization, PredefinedRole.ORGANIZATION_ADMIN);
        var promised = InitialPermissions.gifts(Gift.of(admin.id(), ScopeId.of(organization)));
        add(operator.in(organization), List.of(address), promised, Channel.EMAIL);
    }

    /**
     * Invites someone again (INV-4): a new link, the old one ends, the days start again. Someone who accepted and has not
     * confirmed gets the confirmation mail again. Refuses with {@code invitations.closed} once they are in, and with
     * {@code invitations.not_invited} who came another way.
     */
    @Transactional
    public Invitee resend(Actor actor, MemberId id, Channel channel) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var member = members.lock(actor, id);
        var email = Objects.requireNonNullElse(member.email(), "");
        if (store.find(actor.organization(), id).isEmpty())
            throw new Refusal("invitations.not_invited", member.label());
        if (member.status() == MemberStatus.REGISTERING && channel == Channel.EMAIL) {
            admission.sendConfirmationAgain(actor, member);
            return new Invitee(email, null);
        }
        if (member.status() != MemberStatus.INVITED) throw new Refusal("invitations.closed", member.label());
        var organization = organizations.get(actor.organization());
        if (organization.suspended()) throw new Refusal("organization.suspended");
        var expiresAt = expiry(organization);
        members.setInvitationExpiry(actor, List.of(id), expiresAt);
        audit.record(
                actor,
                Event.of("member.invitation_resent", "member", id.value()).with("channel", channel.key()));
        return send(actor, organization, List.of(member), channel, expiresAt).getFirst();
    }

    /**
     * Invites many again by mail as part of the caller's transaction. Leaves out who is {@code gone}, who waits for no mail
     * ({@code joined}, {@code confirmed}, {@code blocked}, {@code terminated}, {@code not_invited}), who has no address ({@code no_address}), and whose
     * mailbox has had enough for now ({@code limit}).
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public MemberMoves resendWithin(Actor actor, List<MemberId> ids) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var organization = organizations.get(actor.organization());
        if (organization.suspended()) throw new Refusal("organization.suspended");
        var there = members.lock(actor, ids);
        var leftOut = new LinkedHashMap<MemberId, String>();
        for (var id : ids) leftOut.put(id, "gone");
        var once = store.invited(
                actor.organization(), there.stream().map(Member::id).toList());
        for (var member : there) {
            var problem = notAwaited(member, once.contains(member.id()));
            if (problem == null) leftOut.remove(member.id());
            else leftOut.put(member.id(), problem);
        }
        var invited = standing(there, leftOut, MemberStatus.INVITED);
        var full = limits.takeEach(
                Admission.MAILS, invited.stream().map(Invitations::mailbox).toList());
        for (var member : invited) if (full.contains(mailbox(member))) leftOut.put(member.id(), "limit");
        sendAgain(actor, organization, standing(there, leftOut, MemberStatus.INVITED));
        leftOut.putAll(admission.sendConfirmationsAgain(actor, standing(there, leftOut, MemberStatus.REGISTERING)));
        return new MemberMoves(
                there.stream()
                        .filter(member -> !leftOut.containsKey(member.id()))
                        .toList(),
                leftOut);
    }

    private void sendAgain(Actor actor, Organization organization, List<Member> invited) {
        if (invited.isEmpty()) return;
        var expiresAt = expiry(organization);
        members.setInvitationExpiry(actor, invited.stream().map(Member::id).toList(), expiresAt);
        audit.record(
                actor,
                invited.stream()
                        .map(member -> Event.of(
                                        "member.invitation_resent",
                                        "member",
                                        member.id().value())
                                .with("channel", Channel.EMAIL.key()))
                        .toList());
        messages.stage(
                organization.id(),
                issue(actor, organization, invited, Channel.EMAIL, expiresAt).mails());
    }

    private static List<Member> standing(List<Member> people, Map<MemberId, String> leftOut, MemberStatus status) {
        return people.stream()
                .filter(member -> member.status() == status && !leftOut.containsKey(member.id()))
                .toList();
    }

    private static @Nullable String notAwaited(Member member, boolean invited) {
        return switch (member.status()) {
            case INVITED -> !invited ? "not_invited" : member.email() == null ? "no_address" : null;
            case REGISTERING -> !invited || member.account() == null ? "not_invited" : null;
            case REGISTERED -> "joined";
            case BLOCKED -> "blocked";
            case TERMINATED -> "terminated";
            case CREATED -> "not_invited";
        };
    }

    private static String mailbox(Member member) {
        return mailbox(
                member.organization(),
                EmailAddress.parse(Objects.requireNonNull(member.email())).key());
    }

    private List<TypedAddress> withMembersRefused(Actor actor, List<TypedAddress> addresses) {
        var known = members.known(
                actor,
                addresses.stream()
                        .map(TypedAddress::address)
                        .filter(Objects::nonNull)
                        .toList());
        return addresses.stream()
                .map(typed -> typed.problem() == null
                                && known.contains(typed.requireAddress().key())
                        ? typed.refused("invitations.known")
                        : typed)
                .toList();
    }

    private List<TypedAddress> withFloodedRefused(Actor actor, List<TypedAddress> addresses) {
        var flooded = limits.exhausted(
                Admission.MAILS,
                addresses.stream()
                        .filter(typed -> typed.problem() == null)
                        .map(typed -> mailbox(
                                actor.organization(), typed.requireAddress().key()))
                        .toList());
        return addresses.stream()
                .map(typed -> typed.problem() == null
                                && flooded.contains(mailbox(
                                        actor.organization(),
                                        typed.requireAddress().key()))
                        ? typed.refused("invitations.flooded")
                        : typed)
                .toList();
    }

    /** What the mails to one mailbox are counted by. */
    private static String mailbox(OrganizationId organization, String key) {
        return organization + "\n" + key;
    }

    private List<Invitee> add(Actor actor, List<EmailAddress> addresses, InitialPermissions promised, Channel channel) {
        var organization = organizations.get(actor.organization());
        var expiresAt = expiry(organization);
        var people = addresses.stream()
                .map(address -> new NewMember(address, organization.defaultLanguage()))
                .toList();
        var added = admission.invite(actor, people, promised, expiresAt);
        return send(actor, organization, added, channel, expiresAt);
    }

    private List<Invitee> send(
            Actor actor, Organization organization, List<Member> invited, Channel channel, Instant expiresAt) {
        var issued = issue(actor, organization, invited, channel, expiresAt);
        if (!issued.mails().isEmpty()) {
            limits.takeWithin(
                    Admission.MAILS,
                    issued.mails().stream()
                            .map(mail -> mailbox(
                                    organization.id(),
                                    EmailAddress.parse(mail.address()).key()))
                            .toList());
            messages.stage(organization.id(), issued.mails());
        }
        return issued.invitees();
    }

    /** Links that were just made, and the mails that carry them. */
    private record Issued(List<Invitee> invitees, List<Outgoing> mails) {}

    private Issued issue(
            Actor actor, Organization organization, List<Member> invited, Channel channel, Instant expiresAt) {
        var issued = secrets.issue(
                Purpose.INVITATION,
                organization.id(),
                invited.stream()
                        .map(member -> new Subject(member.id().value(), binding(member)))
                        .toList(),
                Duration.between(clock.instant(), expiresAt));
        store.put(organization.id(), invited, channel, actor.member(), clock.instant(), expiresAt);
        var inviter = inviterName(actor);
        var mails = new ArrayList<Outgoing>();
        var invitees = new ArrayList<Invitee>();
        for (var i = 0; i < invited.size(); i++) {
            var member = invited.get(i);
            var email = Objects.requireNonNull(member.email());
            var link = settings.publicUrl() + "/accept/" + issued.get(i);
            if (channel == Channel.EMAIL) mails.add(mail(organization, member, email, inviter, link, expiresAt));
            invitees.add(new Invitee(email, channel == Channel.LINK ? link : null));
        }
        return new Issued(invitees, mails);
    }

    private Outgoing mail(
            Organization organization,
            Member member,
            String email,
            @Nullable String inviter,
            String link,
            Instant expiresAt) {
        return new Outgoing(
                Template.INVITATION,
                member.language(),
                member.id(),
                null,
                email,
                Map.of(
                        "organization",
                        organization.name(),
                        "inviter",
                        inviter == null ? "" : inviter,
                        "link",
                        link,
                        "days",
                        Integer.toString(organization.invitationDays())),
                expiresAt);
    }

    private @Nullable String inviterName(Actor actor) {
        var member = actor.member();
        return member == null ? null : members.get(actor, member).label();
    }

    private Instant expiry(Organization organization) {
        return clock.instant().plus(Duration.ofDays(organization.invitationDays()));
    }

    /** What an invitation stands or falls with: the address that it was meant for. */
    static String binding(Member member) {
        return member.organization() + "\n" + member.email();
    }
}
