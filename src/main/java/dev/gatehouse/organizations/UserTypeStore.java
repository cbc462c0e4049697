package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.platform.UserTypeId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class UserTypeStore {

    private final JdbcClient jdbc;

    UserTypeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Held against everybody who would give it to somebody. */
    boolean lock(OrganizationId organization, UserTypeId id) {
        return jdbc.sql("select id from user_type where organization_id = :organization and id = :id for update")
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> true)
                .optional()
                .isPresent();
    }

    /** Empty where there is one of that name, ignoring case. */
    Optional<UserTypeId> insert(OrganizationId organization, UserTypeForm type, Instant now) {
        return jdbc.sql("""
                insert into user_type (organization_id, name, newsletter, services, key_accounts, created_at)
                values (:organization, :name, :newsletter, :services, :accounts, :now)
                    on conflict (organization_id, lower(normalize(name, NFKC))) where name is not null do nothing
                returning id
                """)
                .param("organization", organization.value())
                .param("name", type.name())
                .param("newsletter", type.newsletter())
                .param("services", type.services())
                .param("accounts", type.keyAccounts())
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new UserTypeId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** Returns false where another one has the name; the transaction can only be undone then. */
    boolean update(OrganizationId organization, UserTypeId id, UserTypeForm type) {
        try {
            jdbc.sql("""
                    update user_type set name = :name, newsletter = :newsletter, services = :services, key_accounts = :accounts
                     where organization_id = :organization and id = :id and predefined is null
                    """)
                    .param("name", type.name())
                    .param("newsletter", type.newsletter())
                    .param("services", type.services())
                    .param("accounts", type.keyAccounts())
                    .param("organization", organization.value())
                    .param("id", id.value())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }
}
