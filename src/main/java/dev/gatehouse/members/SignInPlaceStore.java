package dev.gatehouse.members;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SignInPlaceStore {

    private final JdbcClient jdbc;

    SignInPlaceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Through the wall, for nobody knows yet in which organization to look. */
    List<SignInPlace> anywhere(Identifier identifier) {
        return jdbc.sql("select * from sign_in_places(:kind, :key)")
                .param("kind", identifier.kind())
                .param("key", identifier.key())
                .query(SignInPlaceStore::place)
                .list();
    }

    /** By the indexes that keep each of the three unique in an organization. */
    List<SignInPlace> in(OrganizationId organization, Identifier identifier) {
        return jdbc.sql("""
                select o.id as organization_id, o.slug, o.name, o.brand_color, m.id as member_id, m.subject_id, m.account_id, m.status
                  from member m join organization o on o.id = m.organization_id
                 where m.organization_id = :organization and m.source = 'password' and o.suspended_at is null
                   and m.status in ('INVITED', 'REGISTERING', 'REGISTERED') and
                """ + named(identifier))
                .param("organization", organization.value())
                .param("key", identifier.key())
                .query(SignInPlaceStore::place)
                .list();
    }

    /** An address that the account has itself is looked up there, proved or not. */
    private static String named(Identifier identifier) {
        return switch (identifier) {
            case Identifier.Name _ -> "m.username_key = :key and m.username is not null";
            case Identifier.Phone _ -> "m.phone = :key";
            case Identifier.Email _ -> """
                    m.email_key = :key
                       and not exists (select from account_email e where e.account_id = m.account_id and e.email_key = m.email_key)
                    """;
        };
    }

    private static SignInPlace place(ResultSet row, int number) throws SQLException {
        var account = row.getObject("account_id", UUID.class);
        return new SignInPlace(
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                row.getString("brand_color"),
                new MemberId(row.getObject("member_id", UUID.class)),
                new SubjectId(row.getObject("subject_id", UUID.class)),
                account == null ? null : new AccountId(account),
                MemberStatus.valueOf(row.getString("status")));
    }
}
