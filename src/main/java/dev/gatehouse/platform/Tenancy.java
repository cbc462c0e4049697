package dev.gatehouse.platform;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
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

    /** From here to the end of the transaction, or to the next call, only this organization's rows are seen. */
    public void enter(OrganizationId organization) {
        if (!TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("an organization is entered inside a transaction");
        jdbc.sql("select set_config('gatehouse.organization', :organization, true)")
                .param("organization", organization.toString())
                .query(String.class)
                .single();
    }
}
