package dev.gatehouse.messages;

import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    private final TransactionTemplate transaction;

    Viewer(
            MessageStore store,
            Tenancy tenancy,
            Envelopes envelopes,
            MailWriter writer,
            PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.store = store;
        this.tenancy = tenancy;
        this.envelopes = envelopes;
        this.writer = writer;
    }

    /** Only while messages go nowhere else, and never in production. */
    static boolean exists(Settings settings) {
        return !settings.production() && settings.smtp() == null;
    }

    /** The newest messages of all organizations, newest first. */
    List<ShownMessage> newest() {
        var letters = new ArrayList<Letter>();
        transaction.executeWithoutResult(status -> {
            for (var organization : store.organizations()) {
                tenancy.enter(organization);
                letters.addAll(store.newest(organization, MOST));
            }
        });
        return letters.stream()
                .sorted(NEWEST_FIRST)
                .limit(MOST)
                .map(this::shown)
                .toList();
    }

    /** One message with its mail, in whichever organization it is. */
    Optional<ShownMessage> find(UUID message) {
        return Optional.ofNullable(transaction.execute(status -> search(message)))
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
        return new ShownMessage(
                letter.ref().message(),
                letter.template(),
                letter.state(),
                letter.address(),
                letter.organization(),
                letter.createdAt(),
                letter.expiresAt(),
                mail(letter));
    }

    private @Nullable Mail mail(Letter letter) {
        var sealed = letter.parameters();
        if (sealed == null) return null;
        try {
            return writer.write(
                    letter, envelopes.open(letter.ref().organizationId(), letter.template(), letter.address(), sealed));
        } catch (Sealer.BrokenSeal _) {
            return null;
        }
    }
}
