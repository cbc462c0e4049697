package dev.gatehouse.signin;

import dev.gatehouse.messages.Channel;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.people.Account;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells people that what they sign in with has changed, where a stranger who did it could not hide it: at what they had before. */
@Component
public class Notices {

    private static final Duration VALIDITY = Duration.ofDays(7);

    private final Messages messages;
    private final Tenancy tenancy;
    private final Texts texts;
    private final Settings settings;
    private final Clock clock;

    Notices(Messages messages, Tenancy tenancy, Texts texts, Settings settings, Clock clock) {
        this.messages = messages;
        this.tenancy = tenancy;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tells at the main address, else by a text message to the number.
     *
     * @param before the account as it was
     * @param change what happened, in the person's language
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Actor actor, Account before, Function<Texts.Language, String> change) {
        tenancy.enter(OrganizationId.PLATFORM);
        if (before.emailVerified()) stage(actor, before, Channel.EMAIL, before.email(), change);
        else if (before.phone() != null && messages.maySms(OrganizationId.PLATFORM, before.phone()))
            stage(actor, before, Channel.SMS, before.phone(), change);
    }

    /** Tells at an address that was the person's own until now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tellAt(Actor actor, Account before, String address, Function<Texts.Language, String> change) {
        tenancy.enter(OrganizationId.PLATFORM);
        stage(actor, before, Channel.EMAIL, address, change);
    }

    private void stage(
            Actor actor, Account before, Channel channel, String address, Function<Texts.Language, String> change) {
        var language = texts.in(Locale.forLanguageTag(before.language()));
        var now = clock.instant();
        messages.stage(
                OrganizationId.PLATFORM,
                List.of(new Outgoing(
                        channel,
                        Template.SIGN_IN_CHANGED,
                        before.language(),
                        null,
                        before.id(),
                        address,
                        Map.of(
                                "change", change.apply(language),
                                "name", before.displayName(),
                                "when", language.exact(now, ZoneId.of(before.timeZone())),
                                "device",
                                        DeviceWords.of(language, actor.origin().userAgent()),
                                "link", settings.publicUrl() + "/forgot-password"),
                        now.plus(VALIDITY))));
    }
}
