package dev.gatehouse.admission;

import dev.gatehouse.members.Member;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Makes the link that confirms the address of somebody with an initial password, and mails it (CRE-3). */
@Component
class DoubleOptInPost {

    private final Organizations organizations;
    private final Messages messages;
    private final OneTimeSecrets secrets;
    private final Settings settings;
    private final Clock clock;

    DoubleOptInPost(
            Organizations organizations, Messages messages, OneTimeSecrets secrets, Settings settings, Clock clock) {
        this.organizations = organizations;
        this.messages = messages;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sends a link that is good as long as the person has time; an older one ends. */
    void send(Actor actor, Member member, Instant until) {
        var left = Duration.between(clock.instant(), until);
        var email = Objects.requireNonNull(member.email());
        var secret = secrets.issue(
                Purpose.DOUBLE_OPT_IN, actor.organization(), member.id().value(), binding(member), left);
        var parameters = new HashMap<String, String>();
        parameters.put("organization", organizations.get(actor.organization()).name());
        parameters.put("link", settings.publicUrl() + "/confirm-address/" + secret);
        parameters.put("hours", Long.toString(Math.max(1, left.toHours())));
        var name = (member.firstName() + " " + member.lastName()).strip();
        if (!name.isEmpty()) parameters.put("name", name);
        messages.stage(
                actor.organization(),
                List.of(new Outgoing(
                        Template.DOUBLE_OPT_IN, member.language(), member.id(), null, email, parameters, until)));
    }

    /** What the link stands or falls with. */
    static String binding(Member member) {
        return member.organization() + "\n" + member.email();
    }
}
