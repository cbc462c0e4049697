package dev.gatehouse.messages;

import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.Set;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases the parameters that the viewer kept, once they have expired, and all of them where there is no viewer any more.
 * Messages that were sent, failed or expired with a mail server have lost theirs in the transaction that said so; a last word that the viewer kept goes wholly.
 */
class MessagePurge {

    private final MessageStore store;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final Set<Channel> viewed;
    private final Clock clock;

    MessagePurge(
            MessageStore store,
            Tenancy tenancy,
            PlatformTransactionManager transactions,
            Set<Channel> viewed,
            Clock clock) {
        this.store = store;
        this.tenancy = tenancy;
        this.transaction = new TransactionTemplate(transactions);
        this.viewed = viewed;
        this.clock = clock;
    }

    void run() {
        for (var organization : store.organizations())
            transaction.executeWithoutResult(status -> {
                tenancy.enter(organization);
                for (var channel : Channel.values())
                    store.erase(organization, channel, viewed.contains(channel) ? clock.instant() : null);
            });
    }
}
