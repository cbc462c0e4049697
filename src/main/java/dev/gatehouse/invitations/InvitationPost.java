package dev.gatehouse.invitations;

import dev.gatehouse.invitations.InviteOutcome.Invitee;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Subject;
import dev.gatehouse.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Makes the links of invitations, and the messages that carry them (INV-9). */
@Component
class InvitationPost {

    /** Links that were just made, and the messages that carry them; none for links that are handed over. */
    record Issued(List<Invitee> invitees, List<Outgoing> messages) {}

    private final InvitationStore store;
    private final Members members;
    private final OneTimeSecrets secrets;
    private final Settings settings;
    private final Clock clock;

    InvitationPost(InvitationStore store, Members members, OneTimeSecrets secrets, Settings settings, Clock clock) {
        this.store = store;
        this.members = members;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    /** In the caller's transaction. */
    Issued issue(Actor actor, Organization organization, List<Member> invited, Channel channel, Instant expiresAt) {
        var issued = secrets.issue(
                Purpose.INVITATION,
                organization.id(),
                invited.stream()
                        .map(member -> new Subject(member.id().value(), binding(member)))
                        .toList(),
                Duration.between(clock.instant(), expiresAt));
        store.put(organization.id(), invited, channel, actor.member(), clock.instant(), expiresAt);
        var inviter =
                actor.member() == null ? "" : members.get(actor, actor.member()).label();
        var messages = new ArrayList<Outgoing>();
        var invitees = new ArrayList<Invitee>();
        for (var i = 0; i < invited.size(); i++) {
            var member = invited.get(i);
            var link = settings.publicUrl() + "/accept/" + issued.get(i);
            if (channel != Channel.LINK) messages.add(message(organization, member, channel, inviter, link, expiresAt));
            invitees.add(new Invitee(contact(member), channel == Channel.LINK ? link : null));
        }
        return new Issued(invitees, messages);
    }

    private static Outgoing message(
            Organization organization, Member member, Channel channel, String inviter, String link, Instant expiresAt) {
        var parameters = Map.of(
                "organization",
                organization.name(),
                "inviter",
                inviter,
                "link",
                link,
                "days",
                Integer.toString(organization.invitationDays()));
        return channel == Channel.SMS
                ? Outgoing.sms(
                        Template.INVITATION,
                        member.language(),
                        member.id(),
                        null,
                        Objects.requireNonNull(member.phone()),
                        parameters,
                        expiresAt)
                : new Outgoing(
                        Template.INVITATION,
                        member.language(),
                        member.id(),
                        null,
                        Objects.requireNonNull(member.email()),
                        parameters,
                        expiresAt);
    }

    /** What somebody was invited by. */
    static String contact(Member member) {
        return member.email() == null ? Objects.requireNonNullElse(member.phone(), "") : member.email();
    }

    /** What an invitation stands or falls with: the address or number that it was meant for. */
    static String binding(Member member) {
        return member.organization() + "\n" + contact(member);
    }
}
