package dev.gatehouse.admission;

import dev.gatehouse.access.Role;
import dev.gatehouse.members.Member;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InitialPermissionStore {

    private final JdbcClient jdbc;

    InitialPermissionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrganizationId organization, List<Member> members, Role role, @Nullable MemberId givenBy) {
        jdbc.sql("""
                insert into initial_permission (organization_id, member_id, role, given_by)
                select :organization, member, :role, :givenBy from unnest(:members::uuid[]) as member
                """)
                .param("organization", organization.value())
                .param("role", role.key())
                .param("givenBy", givenBy == null ? null : givenBy.value())
                .param(
                        "members",
                        members.stream().map(member -> member.id().value()).toArray(UUID[]::new))
                .update();
    }

    Optional<InitialPermission> take(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                delete from initial_permission where organization_id = :organization and member_id = :member
                returning role, given_by
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> {
                    var giver = row.getObject("given_by", UUID.class);
                    return new InitialPermission(
                            Role.of(row.getString("role")), giver == null ? null : new MemberId(giver));
                })
                .optional();
    }
}
