package dev.gatehouse.admission;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Subject;
import dev.gatehouse.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes activation links and hands them to mail and text messages, for any number of people in a few statements (ACT-1). */
@Component
class ActivationPost {

    private final Members members;
    private final Messages messages;
    private final OneTimeSecrets secrets;
    private final Limits limits;
    private final Audit audit;
    private final Settings settings;
    private final Clock clock;

    ActivationPost(
            Members members,
            Messages messages,
            OneTimeSecrets secrets,
            Limits limits,
            Audit audit,
            Settings settings,
            Clock clock) {
        this.members = members;
        this.messages = messages;
        this.secrets = secrets;
        this.limits = limits;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sends links; older ones of the same kind end, and who was only known takes a seat. */
    void deliver(Actor actor, Organization organization, Map<Member, Set<Channel>> ways) {
        if (ways.isEmpty()) return;
        var people = List.copyOf(ways.keySet());
        members.sent(actor, people);
        var validity = Duration.ofDays(organization.invitationDays());
        members.setInvitationExpiry(
                actor, people.stream().map(Member::id).toList(), clock.instant().plus(validity));
        for (var channel : Channel.values()) {
            var readers = people.stream()
                    .filter(member -> channels(ways, member).contains(channel))
                    .toList();
            if (!readers.isEmpty()) stage(organization, channel, readers, validity);
        }
        audit.record(
                actor,
                people.stream()
                        .map(member -> Event.of(
                                        "member.activation_sent",
                                        "member",
                                        member.id().value())
                                .with("channel", words(channels(ways, member))))
                        .toList());
    }

    /**
     * Counts what is to go out, and takes off the mailboxes and numbers that have had enough, and the numbers that get no text messages.
     * Returns who is left with nothing, and why.
     */
    Map<MemberId, String> takeOffFull(Actor actor, Map<Member, Set<Channel>> ways) {
        var full = new EnumMap<Channel, Set<String>>(Channel.class);
        for (var channel : Channel.values())
            full.put(
                    channel,
                    limits.takeEach(
                            Admission.MAILS,
                            ways.entrySet().stream()
                                    .filter(way -> way.getValue().contains(channel))
                                    .map(way -> Admission.mailbox(way.getKey(), channel))
                                    .toList()));
        var numbers = new HashSet<String>();
        for (var way : ways.entrySet())
            if (way.getValue().contains(Channel.SMS) && !isFull(full, way.getKey(), Channel.SMS))
                numbers.add(Objects.requireNonNull(way.getKey().phone()));
        var admitted = messages.maySms(actor.organization(), List.copyOf(numbers));
        var nothing = new HashMap<MemberId, String>();
        for (var member : List.copyOf(ways.keySet())) {
            var open = EnumSet.noneOf(Channel.class);
            var reason = "limit";
            for (var channel : channels(ways, member)) {
                if (isFull(full, member, channel)) continue;
                if (channel == Channel.SMS && !admitted.contains(Objects.requireNonNull(member.phone())))
                    reason = "sms";
                else open.add(channel);
            }
            if (open.isEmpty()) {
                ways.remove(member);
                nothing.put(member.id(), reason);
            } else ways.put(member, open);
        }
        return nothing;
    }

    private void stage(Organization organization, Channel channel, List<Member> readers, Duration validity) {
        var issued = secrets.issue(
                Activation.purpose(channel),
                organization.id(),
                readers.stream()
                        .map(member -> new Subject(member.id().value(), Activation.binding(member, channel)))
                        .toList(),
                validity);
        var letters = new ArrayList<Outgoing>();
        for (var i = 0; i < readers.size(); i++) {
            var member = readers.get(i);
            var parameters = new HashMap<String, String>();
            parameters.put("organization", organization.name());
            parameters.put("link", settings.publicUrl() + "/activate/" + issued.get(i));
            parameters.put("days", Integer.toString(organization.invitationDays()));
            var name = (member.firstName() + " " + member.lastName()).strip();
            if (!name.isEmpty()) parameters.put("name", name);
            letters.add(new Outgoing(
                    channel,
                    Template.ACTIVATION,
                    member.language(),
                    member.id(),
                    null,
                    Objects.requireNonNull(Activation.address(member, channel)),
                    parameters,
                    clock.instant().plus(validity)));
        }
        messages.stage(organization.id(), letters);
    }

    private static Set<Channel> channels(Map<Member, Set<Channel>> ways, Member member) {
        return Objects.requireNonNull(ways.get(member));
    }

    private static boolean isFull(Map<Channel, Set<String>> full, Member member, Channel channel) {
        return Objects.requireNonNull(full.get(channel)).contains(Admission.mailbox(member, channel));
    }

    /** As the log's words for channels are called. */
    private static String words(Set<Channel> channels) {
        return channels.size() > 1
                ? "email_sms"
                : channels.iterator().next().name().toLowerCase(Locale.ROOT);
    }
}
