package dev.gatehouse.members;

import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.PartnerCard.Contact;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Who looks after which partner. Whoever is no active member, or of a user type that manages none, does not count. */
@Repository
class KeyAccountStore {

    private static final String CONTACT = "select m.id, m.first_name, m.last_name, m.email, m.phone\n";

    private static final String ACTIVE = """
              join member m on m.organization_id = k.organization_id and m.id = k.member_id and m.status = 'REGISTERED'
              join user_type t on t.organization_id = m.organization_id and t.id = m.user_type_id and t.key_accounts
            """;

    private final JdbcClient jdbc;

    KeyAccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Partner> partner(OrganizationId organization, PartnerId partner) {
        return jdbc.sql("select id, name from partner where organization_id = :organization and id = :partner")
                .param("organization", organization.value())
                .param("partner", partner.value())
                .query((row, n) -> new Partner(new PartnerId(row.getObject("id", UUID.class)), row.getString("name")))
                .optional();
    }

    Optional<Partner> partnerOf(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select p.id, p.name from member m
                  join partner p on p.organization_id = m.organization_id and p.id = m.partner_id
                 where m.organization_id = :organization and m.id = :member
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> new Partner(new PartnerId(row.getObject("id", UUID.class)), row.getString("name")))
                .optional();
    }

    List<Contact> named(OrganizationId organization, PartnerId partner, int most) {
        return contacts(jdbc.sql(CONTACT + """
                  from key_account k
                """ + ACTIVE + """
                 where k.organization_id = :organization and k.partner_id = :partner
                 order by m.name_key, m.id limit :most
                """).param("partner", partner.value()), organization, most);
    }

    List<Contact> entityWide(OrganizationId organization, int most) {
        return contacts(jdbc.sql(CONTACT + """
                  from key_account_manager k
                """ + ACTIVE + """
                 where k.organization_id = :organization and k.entity_wide
                 order by m.name_key, m.id limit :most
                """), organization, most);
    }

    private static List<Contact> contacts(StatementSpec asked, OrganizationId organization, int most) {
        return asked.param("organization", organization.value())
                .param("most", most)
                .query((row, n) -> new Contact(
                        row.getObject("id", UUID.class).toString(),
                        (row.getString("first_name") + " " + row.getString("last_name")).strip(),
                        row.getString("email"),
                        row.getString("phone")))
                .list();
    }

    /** Which of some members may look after partners: active ones, of a user type that may. */
    Set<MemberId> eligible(OrganizationId organization, List<MemberId> members) {
        return new HashSet<>(jdbc.sql("""
                select m.id from member m
                  join user_type t on t.organization_id = m.organization_id and t.id = m.user_type_id and t.key_accounts
                 where m.organization_id = :organization and m.id = any (:members::uuid[]) and m.status = 'REGISTERED'
                """)
                .param("organization", organization.value())
                .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                .query((row, n) -> new MemberId(row.getObject("id", UUID.class)))
                .list());
    }

    /** Makes somebody a manager, of all partners or of those that are named; holds the row. */
    void put(OrganizationId organization, MemberId member, boolean entityWide, Instant now) {
        jdbc.sql("""
                insert into key_account_manager (organization_id, member_id, entity_wide, created_at) values (:organization, :member, :wide, :now)
                    on conflict (organization_id, member_id) do update set entity_wide = excluded.entity_wide
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("wide", entityWide)
                .param("now", Timestamps.utc(now))
                .update();
    }

    void name(OrganizationId organization, MemberId member, PartnerId partner) {
        jdbc.sql("""
                insert into key_account (organization_id, partner_id, member_id) values (:organization, :partner, :member) on conflict do nothing
                """)
                .param("organization", organization.value())
                .param("partner", partner.value())
                .param("member", member.value())
                .update();
    }

    /** Whoever looks after all of them looks after none by name. */
    void unname(OrganizationId organization, MemberId member) {
        jdbc.sql("delete from key_account where organization_id = :organization and member_id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    /** Whether somebody is a manager, and whether of all partners; the row is held until the transaction ends. */
    Optional<Boolean> lock(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select entity_wide from key_account_manager where organization_id = :organization and member_id = :member for update
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query(Boolean.class)
                .optional();
    }

    boolean unname(OrganizationId organization, MemberId member, PartnerId partner) {
        return jdbc.sql("""
                delete from key_account where organization_id = :organization and member_id = :member and partner_id = :partner
                """)
                        .param("organization", organization.value())
                        .param("member", member.value())
                        .param("partner", partner.value())
                        .update()
                == 1;
    }

    /** Whoever looks after no partner by name, nor after all of them, is no manager any more. */
    void tidy(OrganizationId organization, MemberId member, boolean entityWide) {
        jdbc.sql("""
                delete from key_account_manager k
                 where k.organization_id = :organization and k.member_id = :member
                   and (:wide or not exists (select from key_account a where a.organization_id = k.organization_id and a.member_id = k.member_id))
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("wide", entityWide)
                .update();
    }
}
