package dev.gatehouse.messages;

import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What stands in for a mail server while one tries Gatehouse. It reads every organization by entering one after the other,
 * as any job does: the wall between them has no door for it, so there is none to be left open in production.
 */
@Component
class Viewer {

    private static final int MOST = 200;
    private static final Comparator<Letter> NEWEST_FIRST = Comparator.comparing(Letter::createdAt)
            .thenComparing(letter -> letter.ref().message())
            .reversed();

    private final MessageStore store;
    private final Tenancy tenancy;
    private final Envelopes envelopes;
    private final MailWriter writer;
    private final SmsWriter smsWriter;
    private final TransactionTemplate transaction;

    Viewer(
            MessageStore store,
            Tenancy tenancy,
            Envelopes envelopes,
            MailWriter writer,
            SmsWriter smsWriter,
            PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.store = store;
        this.tenancy = tenancy;
        this.envelopes = envelopes;
        this.writer = writer;
        this.smsWriter = smsWriter;
    }

    /**
     * What the viewer takes: messages that go nowhere else, never in production. A text message goes there only while the server
     * is open to nobody but people at this machine; mails stop the start otherwise.
     */
    static Set<Channel> takes(Settings settings) {
        var taken = EnumSet.noneOf(Channel.class);
        if (!settings.production() && settings.smtp() == null) taken.add(Channel.EMAIL);
        if (!settings.production() && settings.sms() == null && settings.closed()) taken.add(Channel.SMS);
        return Collections.unmodifiableSet(taken);
    }

    /** The newest messages of all organizations that go by these channels, newest first. */
    List<ShownMessage> newest(Set<Channel> channels) {
        var letters = new ArrayList<Letter>();
        transaction.executeWithoutResult(status -> {
            for (var organization : store.organizations()) {
                tenancy.enter(organization);
                letters.addAll(store.newest(organization, channels, MOST));
            }
        });
        return letters.stream()
                .sorted(NEWEST_FIRST)
                .limit(MOST)
                .map(this::shown)
                .toList();
    }

    /** One message with its contents, in whichever organization it is. */
    Optional<ShownMessage> find(UUID message, Set<Channel> channels) {
        return Optional.ofNullable(transaction.execute(status -> search(message)))
                .filter(letter -> channels.contains(letter.channel()))
                .map(this::shown);
    }

    private @Nullable Letter search(UUID message) {
        for (var organization : store.organizations()) {
            tenancy.enter(organization);
            var letter = store.find(new MessageRef(organization.value(), message));
            if (letter.isPresent()) return letter.get();
        }
        return null;
    }

    private ShownMessage shown(Letter letter) {
        var parameters = parameters(letter);
        var mail = letter.channel() == Channel.EMAIL && parameters != null ? writer.write(letter, parameters) : null;
        var sms = letter.channel() == Channel.SMS && parameters != null ? smsWriter.write(letter, parameters) : null;
        return new ShownMessage(
                letter.ref().message(),
                letter.channel(),
                letter.template(),
                letter.state(),
                letter.address(),
                letter.organization(),
                letter.createdAt(),
                letter.expiresAt(),
                mail,
                sms);
    }

    private @Nullable Map<String, String> parameters(Letter letter) {
        var sealed = letter.parameters();
        if (sealed == null) return null;
        try {
            return envelopes.open(letter.ref().organizationId(), letter.template(), letter.address(), sealed);
        } catch (Sealer.BrokenSeal _) {
            return null;
        }
    }
}
