package dev.gatehouse.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells PostgreSQL which organization the running transaction works for: row-level security then hides every other
 * organization's rows. The setting ends with the transaction, so a pooled connection never carries it to the next.
 */
@Component
public class Tenancy {

    private final JdbcClient jdbc;

    Tenancy(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * From here to the end of the transaction, or to the next call, only this organization's rows are seen. Every face says so
     * in its first line; where the transaction is there already, nothing is asked of the database.
     */
    public void enter(OrganizationId organization) {
        if (!TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("an organization is entered inside a transaction");
        var place = place();
        if (organization.equals(place.organization)) return;
        jdbc.sql("select set_config('gatehouse.organization', :organization, true)")
                .param("organization", organization.toString())
                .query(String.class)
                .single();
        place.organization = organization;
    }

    private Place place() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Place place) return place;
        var place = new Place();
        TransactionSynchronizationManager.bindResource(this, place);
        TransactionSynchronizationManager.registerSynchronization(place);
        return place;
    }

    /** Where one transaction is; put aside with it while another one runs in between. */
    private final class Place implements TransactionSynchronization {

        private @Nullable OrganizationId organization;

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Tenancy.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Tenancy.this, this);
        }

        /** A savepoint that is given up takes the setting with it. */
        @Override
        public void savepointRollback(Object savepoint) {
            organization = null;
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Tenancy.this);
        }
    }
}
