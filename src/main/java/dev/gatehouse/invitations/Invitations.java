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
import dev.gatehouse.invitations.InvitationPost.Issued;
import dev.gatehouse.invitations.InviteOutcome.Invited;
import dev.gatehouse.invitations.InviteOutcome.Invitee;
import dev.gatehouse.invitations.InviteOutcome.Rejected;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberMoves;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.teams.Teams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** Inviting people, and inviting them again (INV-1, INV-4, INV-9). */
@Service
public class Invitations {

    /** The most addresses in one request; more than a person pastes, little enough to answer at once. */
    static final int MOST_ADDRESSES = 1_000;

    private final InvitationStore store;
    private final InvitationPost post;
    private final Policies policies;
    private final Admission admission;
    private final Members members;
    private final Access access;
    private final Grants grants;
    private final Roles roles;
    private final Teams teams;
    private final Organizations organizations;
    private final Messages messages;
    private final Limits limits;
    private final Audit audit;
    private final Tenancy tenancy;
    private final Clock clock;

    Invitations(
            InvitationStore store,
            InvitationPost post,
            Policies policies,
            Admission admission,
            Members members,
            Access access,
            Grants grants,
            Roles roles,
            Teams teams,
            Organizations organizations,
            Messages messages,
            Limits limits,
            Audit audit,
            Tenancy tenancy,
            Clock clock) {
        this.store = store;
        this.post = post;
        this.policies = policies;
        this.admission = admission;
        this.members = members;
        this.access = access;
        this.grants = grants;
        this.roles = roles;
        this.teams = teams;
        this.organizations = organizations;
        this.messages = messages;
        this.limits = limits;
        this.audit = audit;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /** What the invite pane offers this actor. */
    @Transactional(readOnly = true)
    public InviteOffer offer(Actor actor) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var organization = organizations.get(actor.organization());
        return new InviteOffer(organization.invitationDays(), organization.seatsLeft(), messages.smsOffered());
    }

    /** Checks what was typed for this way of inviting, one by one, and does nothing (INV-1). Refuses with {@code invitations.none} and {@code invitations.too_many}. */
    @Transactional(readOnly = true)
    public Rejected check(Actor actor, String typed, Channel channel) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var addresses = channel == Channel.SMS
                ? TypedAddress.parsePhones(
                        typed, policies.of(actor.organization()).defaultCountry())
                : TypedAddress.parse(typed);
        if (addresses.isEmpty()) throw Refusal.input("addresses", "invitations.none");
        if (addresses.size() > MOST_ADDRESSES)
            throw Refusal.input("addresses", "invitations.too_many", addresses.size(), MOST_ADDRESSES);
        if (channel == Channel.SMS) return new Rejected(withMembersPhonesRefused(actor, addresses));
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
        var organization = organizations.get(actor.organization());
        if (channel != Channel.SMS)
            return new Invited(add(
                    actor,
                    checked.right().stream()
                            .map(TypedAddress::requireAddress)
                            .map(address -> new NewMember(address, organization.defaultLanguage()))
                            .toList(),
                    promised,
                    channel));
        var sendable = withUnsendableRefused(actor, checked);
        if (sendable.right().size() < sendable.addresses().size()) {
            // Nobody is invited, so nothing of the budget is spent either.
            TransactionInterceptor.currentTransactionStatus().setRollbackOnly();
            return sendable;
        }
        return new Invited(add(
                actor,
                sendable.right().stream()
                        .map(TypedAddress::requirePhone)
                        .map(phone -> byPhone(phone, organization.defaultLanguage()))
                        .toList(),
                promised,
                channel));
    }

    private static NewMember byPhone(PhoneNumber phone, String language) {
        return new NewMember(null, null, phone, "", "", language, null, null, null, null, null, null, Map.of());
    }

    private List<TypedAddress> withMembersPhonesRefused(Actor actor, List<TypedAddress> numbers) {
        var known = members.knownPhones(
                actor,
                numbers.stream()
                        .map(TypedAddress::phone)
                        .filter(Objects::nonNull)
                        .toList());
        return numbers.stream()
                .map(typed -> typed.problem() == null
                                && known.contains(typed.requirePhone().value())
                        ? typed.refused("invitations.known_phone")
                        : typed)
                .toList();
    }

    /** Those that no text message may go to, by country, kind or budget; of the others one each is counted. */
    private Rejected withUnsendableRefused(Actor actor, Rejected checked) {
        var admitted = messages.maySms(
                actor.organization(),
                checked.addresses().stream()
                        .map(typed -> typed.requirePhone().value())
                        .toList());
        return new Rejected(checked.addresses().stream()
                .map(typed ->
                        admitted.contains(typed.requirePhone().value()) ? typed : typed.refused("invitations.sms"))
                .toList());
    }

    /** Invites the first admin of an organization that an operator just made (ORG-7); the operator sees nobody else there. */
    @Transactional
    public void inviteFirstAdmin(Actor operator, OrganizationId organization, EmailAddress address) {
        access.requireOperator(operator);
        tenancy.enter(organization);
        var admin = roles.predefined(organization, PredefinedRole.ORGANIZATION_ADMIN);
        var promised = InitialPermissions.gifts(Gift.of(admin.id(), ScopeId.of(organization)));
        var language = organizations.get(organization).defaultLanguage();
        add(operator.in(organization), List.of(new NewMember(address, language)), promised, Channel.EMAIL);
    }

    /**
     * Invites someone again (INV-4): a new link, the old one ends, the days start again. Someone who accepted and has not
     * confirmed gets the confirmation mail again. Who has no address gets a text message instead of a mail. Refuses with
     * {@code invitations.closed} once they are in, with {@code invitations.not_invited} who came another way, and as
     * {@link Messages#requireSms}.
     */
    @Transactional
    public Invitee resend(Actor actor, MemberId id, Channel wanted) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var member = members.lock(actor, id);
        var channel = wanted == Channel.EMAIL && member.email() == null ? Channel.SMS : wanted;
        if (store.find(actor.organization(), id).isEmpty())
            throw new Refusal("invitations.not_invited", member.label());
        if (member.status() == MemberStatus.REGISTERING && channel == Channel.EMAIL) {
            admission.sendConfirmationAgain(actor, member);
            return new Invitee(InvitationPost.contact(member), null);
        }
        if (member.status() != MemberStatus.INVITED) throw new Refusal("invitations.closed", member.label());
        var organization = organizations.get(actor.organization());
        if (organization.suspended()) throw new Refusal("organization.suspended");
        if (channel == Channel.SMS)
            messages.requireSms(organization.id(), Objects.requireNonNullElse(member.phone(), ""));
        var expiresAt = expiry(organization);
        members.setInvitationExpiry(actor, List.of(id), expiresAt);
        audit.record(
                actor,
                Event.of("member.invitation_resent", "member", id.value()).with("channel", channel.key()));
        return send(actor, organization, List.of(member), channel, expiresAt).getFirst();
    }

    /**
     * Invites many again as part of the caller's transaction: by mail, and by text message who has no address. Leaves out who is {@code gone}, who waits for no mail
     * ({@code joined}, {@code confirmed}, {@code blocked}, {@code terminated}, {@code not_invited}), who has no address ({@code no_address}), and whose
     * mailbox has had enough for now ({@code limit}), or whose number gets no text messages ({@code sms}).
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
        var byMail = invited.stream().filter(member -> member.email() != null).toList();
        var full = limits.takeEach(
                Admission.MAILS, byMail.stream().map(Invitations::mailbox).toList());
        for (var member : byMail) if (full.contains(mailbox(member))) leftOut.put(member.id(), "limit");
        var numbers = invited.stream()
                .filter(member -> member.email() == null)
                .map(Member::phone)
                .filter(Objects::nonNull)
                .toList();
        var admitted = messages.maySms(organization.id(), numbers);
        for (var member : invited)
            if (member.email() == null && !admitted.contains(member.phone())) leftOut.put(member.id(), "sms");
        var still = standing(there, leftOut, MemberStatus.INVITED);
        sendAgain(
                actor,
                organization,
                still.stream().filter(member -> member.email() != null).toList(),
                Channel.EMAIL);
        sendAgain(
                actor,
                organization,
                still.stream().filter(member -> member.email() == null).toList(),
                Channel.SMS);
        leftOut.putAll(admission.sendConfirmationsAgain(actor, standing(there, leftOut, MemberStatus.REGISTERING)));
        return new MemberMoves(
                there.stream()
                        .filter(member -> !leftOut.containsKey(member.id()))
                        .toList(),
                leftOut);
    }

    private void sendAgain(Actor actor, Organization organization, List<Member> invited, Channel channel) {
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
                                .with("channel", channel.key()))
                        .toList());
        stage(organization, invited, post.issue(actor, organization, invited, channel, expiresAt));
    }

    /** Every older link of theirs has ended, also one that waits in a message of another channel. */
    private void stage(Organization organization, List<Member> invited, Issued issued) {
        messages.takeBack(
                organization.id(),
                Template.INVITATION,
                invited.stream().map(Member::id).toList());
        messages.stage(organization.id(), issued.messages());
    }

    private static List<Member> standing(List<Member> people, Map<MemberId, String> leftOut, MemberStatus status) {
        return people.stream()
                .filter(member -> member.status() == status && !leftOut.containsKey(member.id()))
                .toList();
    }

    private static @Nullable String notAwaited(Member member, boolean invited) {
        return switch (member.status()) {
            case INVITED ->
                !invited ? "not_invited" : member.email() == null && member.phone() == null ? "no_address" : null;
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

    private List<Invitee> add(Actor actor, List<NewMember> people, InitialPermissions promised, Channel channel) {
        var organization = organizations.get(actor.organization());
        var expiresAt = expiry(organization);
        var added = admission.invite(actor, people, promised, expiresAt);
        return send(actor, organization, added, channel, expiresAt);
    }

    /** Text messages were allowed, and counted, before. */
    private List<Invitee> send(
            Actor actor, Organization organization, List<Member> invited, Channel channel, Instant expiresAt) {
        var issued = post.issue(actor, organization, invited, channel, expiresAt);
        if (channel == Channel.EMAIL)
            limits.takeWithin(
                    Admission.MAILS, invited.stream().map(Invitations::mailbox).toList());
        stage(organization, invited, issued);
        return issued.invitees();
    }

    private Instant expiry(Organization organization) {
        return clock.instant().plus(Duration.ofDays(organization.invitationDays()));
    }
}
