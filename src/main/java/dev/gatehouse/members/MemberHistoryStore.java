package dev.gatehouse.members;

import dev.gatehouse.members.MemberHistory.Happening;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class MemberHistoryStore {

    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MemberHistoryStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Events about a member, about what their grants hang on, and of the import that brought them, with the name of who did it as far as it is still known. */
    List<Happening> of(OrganizationId organization, MemberId member, int most) {
        return jdbc.sql("""
                select e.at, e.kind, e.detail::text as detail,
                       coalesce(nullif(btrim(a.first_name || ' ' || a.last_name), ''), a.email, f.label) as actor
                  from event e
                  left join member a on a.organization_id = e.organization_id and a.id = e.actor_member
                  left join former_member f on f.organization_id = e.organization_id and f.member_id = e.actor_member
                 where e.organization_id = :organization and e.target_kind in ('member', 'subject', 'import')
                   and e.target_id = any (array(select id from member where organization_id = :organization and id = :member
                                                union all
                                                select subject_id from member where organization_id = :organization and id = :member
                                                union all
                                                select import_id from member where organization_id = :organization and id = :member))
                   and (e.target_kind <> 'import' or e.kind = 'import.started')
                 order by e.id desc
                 limit :most
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("most", most)
                .query((row, n) -> new Happening(
                        Timestamps.instant(row, "at"),
                        row.getString("kind"),
                        json.readValue(row.getString("detail"), DETAIL),
                        row.getString("actor")))
                .list();
    }
}
