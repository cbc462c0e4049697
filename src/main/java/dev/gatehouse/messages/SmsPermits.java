package dev.gatehouse.messages;

import dev.gatehouse.platform.OrganizationId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The text messages that a transaction has been allowed and not staged yet: so that nobody can forget to ask, and an anonymous page
 * sends no more than was counted.
 */
final class SmsPermits {

    private record Permit(OrganizationId organization, String phone) {}

    private SmsPermits() {}

    static void give(OrganizationId organization, String phone) {
        permits().merge(new Permit(organization, phone), 1, Integer::sum);
    }

    /** Uses one up. */
    static void use(OrganizationId organization, String phone) {
        var left = permits().merge(new Permit(organization, phone), -1, Integer::sum);
        if (left < 0)
            throw new IllegalStateException(
                    "whoever stages a text message asks requireSms or maySms before, in the" + " same transaction");
    }

    @SuppressWarnings("unchecked")
    private static Map<Permit, Integer> permits() {
        var known = (Map<Permit, Integer>) TransactionSynchronizationManager.getResource(SmsPermits.class);
        if (known != null) return known;
        var fresh = new HashMap<Permit, Integer>();
        TransactionSynchronizationManager.bindResource(SmsPermits.class, fresh);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResourceIfPossible(SmsPermits.class);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(SmsPermits.class, fresh);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(SmsPermits.class);
            }
        });
        return fresh;
    }
}
