package dev.gatehouse.access;

import dev.gatehouse.access.Roles.Checked;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.Timestamps;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RoleStore {

    private static final String ROLE =
            "r.id, r.predefined, r.name, r.description, r.level, r.scope_kinds, r.permissions";

    /** A grant that holds now. */
    private static final String LIVE = "g.ended_at is null and (g.expires_at is null or g.expires_at > :now)";

    private final JdbcClient jdbc;

    RoleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What applications and this server may ask for, in the order in which it is shown. */
    List<CatalogueEntry> catalogue() {
        return jdbc.sql("""
                select key, section, feature, scope_kind, administrative, everybody from permission order by position
                """)
                .query((row, n) -> new CatalogueEntry(
                        new Permission(row.getString("key")),
                        row.getString("section"),
                        row.getString("feature"),
                        ScopeKind.of(row.getString("scope_kind")),
                        row.getBoolean("administrative"),
                        row.getBoolean("everybody")))
                .list();
    }

    /** The predefined roles in their order, then the others by name. */
    List<Role> all(OrganizationId organization) {
        return jdbc.sql("select " + ROLE + """
                  from role r left join predefined_role p on p.key = r.predefined
                 where r.organization_id = :organization
                 order by p.position nulls last, r.name_key, r.id
                """)
                .param("organization", organization.value())
                .query(RoleStore::role)
                .list();
    }

    Optional<Role> find(OrganizationId organization, RoleId id) {
        return jdbc.sql("select " + ROLE + " from role r where r.organization_id = :organization and r.id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .query(RoleStore::role)
                .optional();
    }

    /** Roles held until the transaction ends, in one order for everybody, so that nobody gives, edits or deletes them meanwhile. */
    List<Role> lock(OrganizationId organization, List<RoleId> ids) {
        return jdbc.sql("select " + ROLE + """
                  from role r where r.organization_id = :organization and r.id = any (:ids::uuid[])
                 order by r.id for update
                """)
                .param("organization", organization.value())
                .param("ids", ids.stream().map(RoleId::value).toArray(UUID[]::new))
                .query(RoleStore::role)
                .list();
    }

    Role predefined(OrganizationId organization, PredefinedRole role) {
        return jdbc.sql("select " + ROLE
                        + " from role r where r.organization_id = :organization and r.predefined = :key")
                .param("organization", organization.value())
                .param("key", role.key())
                .query(RoleStore::role)
                .single();
    }

    /** Returns nothing where the name is taken, ignoring case. */
    Optional<RoleId> insert(OrganizationId organization, Checked role, @Nullable MemberId by, Instant now) {
        return jdbc.sql("""
                insert into role (organization_id, name, description, level, scope_kinds, permissions, created_by, created_at)
                values (:organization, :name, :description, :level, :kinds, :permissions, :by, :now)
                    on conflict (organization_id, lower(normalize(name, NFKC))) where name is not null do nothing
                returning id
                """)
                .param("organization", organization.value())
                .param("name", role.name())
                .param("description", role.description())
                .param("level", role.level().key())
                .param("kinds", keys(role.kinds(), ScopeKind::key))
                .param("permissions", keys(role.permissions(), Permission::key))
                .param("by", by == null ? null : by.value())
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new RoleId(row.getObject("id", UUID.class)))
                .optional();
    }

    /** Returns false where another role has the name, ignoring case; the transaction can only be undone then. */
    boolean update(OrganizationId organization, RoleId id, Checked role, @Nullable MemberId by, Instant now) {
        try {
            jdbc.sql("""
                    update role set name = :name, description = :description, level = :level, scope_kinds = :kinds, permissions = :permissions,
                           edited_by = :by, edited_at = :now
                     where organization_id = :organization and id = :id and predefined is null
                    """)
                    .param("organization", organization.value())
                    .param("id", id.value())
                    .param("name", role.name())
                    .param("description", role.description())
                    .param("level", role.level().key())
                    .param("kinds", keys(role.kinds(), ScopeKind::key))
                    .param("permissions", keys(role.permissions(), Permission::key))
                    .param("by", by == null ? null : by.value())
                    .param("now", Timestamps.utc(now))
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    Optional<RoleEdit> lastEdit(OrganizationId organization, RoleId id) {
        return jdbc.sql("""
                select r.edited_by, r.edited_at,
                       coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, b.username, f.label) as name
                  from role r
                  left join member b on b.organization_id = r.organization_id and b.id = r.edited_by
                  left join former_member f on f.organization_id = r.organization_id and f.member_id = r.edited_by
                 where r.organization_id = :organization and r.id = :id and r.edited_at is not null
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> {
                    var by = row.getObject("edited_by", UUID.class);
                    return new RoleEdit(
                            by == null ? null : new MemberId(by),
                            row.getString("name"),
                            Timestamps.instant(row, "edited_at"));
                })
                .optional();
    }

    /** How often a role is given now, to members and teams, or promised: to people who are not in yet, or to all who come. */
    long uses(OrganizationId organization, RoleId id, Instant now) {
        return jdbc.sql("""
                select (select count(*) from role_grant g where g.organization_id = :organization and g.role_id = :id and %s)
                     + (select count(*) from initial_permission where organization_id = :organization and role_id = :id)
                     + (select count(*) from organization_policy where organization_id = :organization and default_role_id = :id)
                """.formatted(LIVE))
                .param("organization", organization.value())
                .param("id", id.value())
                .param("now", Timestamps.utc(now))
                .query(Long.class)
                .single();
    }

    /** How many hold each role, or only one; of each the members are counted up to a bound. */
    Map<RoleId, RoleHolders> holders(OrganizationId organization, @Nullable RoleId only, int most, Instant now) {
        var holders = new HashMap<RoleId, RoleHolders>();
        jdbc.sql("""
                select r.id, held.members, coalesce(given.teams, 0) as teams
                  from role r
                 cross join lateral (
                       select count(*) as members
                         from (select distinct g.subject_id from role_grant g
                                 join permission_subject p on p.organization_id = g.organization_id and p.id = g.subject_id and p.kind = 'member'
                                where g.organization_id = :organization and g.role_id = r.id and %1$s
                                limit :most + 1) counted) held
                  left join (select g.role_id, count(distinct g.subject_id) as teams
                               from team t join role_grant g on g.organization_id = t.organization_id and g.subject_id = t.id
                              where t.organization_id = :organization and (:only::uuid is null or g.role_id = :only) and %1$s
                              group by g.role_id) given on given.role_id = r.id
                 where r.organization_id = :organization and (:only::uuid is null or r.id = :only)
                """.formatted(LIVE))
                .param("organization", organization.value())
                .param("only", only == null ? null : only.value())
                .param("most", most)
                .param("now", Timestamps.utc(now))
                .query(row -> {
                    var members = row.getLong("members");
                    holders.put(
                            new RoleId(row.getObject("id", UUID.class)),
                            new RoleHolders(Math.min(members, most), members > most, row.getLong("teams")));
                });
        return holders;
    }

    /** Kinds of place where a role is given now, or promised. */
    Set<ScopeKind> usedAt(OrganizationId organization, RoleId id, Instant now) {
        return new LinkedHashSet<>(jdbc.sql("""
                select distinct s.kind from role_grant g join scope s on s.organization_id = g.organization_id and s.id = g.scope_id
                 where g.organization_id = :organization and g.role_id = :id and %s
                 union
                select distinct s.kind from initial_permission i join scope s on s.organization_id = i.organization_id and s.id = i.scope_id
                 where i.organization_id = :organization and i.role_id = :id
                 union
                select 'organization' from organization_policy where organization_id = :organization and default_role_id = :id
                """.formatted(LIVE))
                .param("organization", organization.value())
                .param("id", id.value())
                .param("now", Timestamps.utc(now))
                .query((row, n) -> ScopeKind.of(row.getString("kind")))
                .list());
    }

    /** Takes away what holds for nothing any more, so that it does not stand in the role's way. */
    void deleteEnded(OrganizationId organization, RoleId id, Instant now) {
        jdbc.sql("""
                delete from role_grant g where g.organization_id = :organization and g.role_id = :id and not (%s)
                """.formatted(LIVE))
                .param("organization", organization.value())
                .param("id", id.value())
                .param("now", Timestamps.utc(now))
                .update();
    }

    /** Puts one role in the place of another wherever that is given or promised. */
    void replace(OrganizationId organization, RoleId old, RoleId by) {
        jdbc.sql("""
                delete from role_grant g using role_grant other
                 where g.organization_id = :organization and g.role_id = :old
                   and other.organization_id = g.organization_id and other.role_id = :by
                   and other.subject_id = g.subject_id and other.scope_id = g.scope_id and other.ended_at is null
                   and (other.expires_at is null or other.expires_at >= g.expires_at)
                """)
                .param("organization", organization.value())
                .param("old", old.value())
                .param("by", by.value())
                .update();
        jdbc.sql("""
                delete from role_grant other using role_grant g
                 where g.organization_id = :organization and g.role_id = :old
                   and other.organization_id = g.organization_id and other.role_id = :by
                   and other.subject_id = g.subject_id and other.scope_id = g.scope_id
                """)
                .param("organization", organization.value())
                .param("old", old.value())
                .param("by", by.value())
                .update();
        jdbc.sql("update role_grant set role_id = :by where organization_id = :organization and role_id = :old")
                .param("organization", organization.value())
                .param("old", old.value())
                .param("by", by.value())
                .update();
        jdbc.sql("""
                delete from initial_permission i using initial_permission other
                 where i.organization_id = :organization and i.role_id = :old
                   and other.organization_id = i.organization_id and other.role_id = :by
                   and other.member_id = i.member_id and other.scope_id = i.scope_id
                """)
                .param("organization", organization.value())
                .param("old", old.value())
                .param("by", by.value())
                .update();
        jdbc.sql("update initial_permission set role_id = :by where organization_id = :organization and role_id = :old")
                .param("organization", organization.value())
                .param("old", old.value())
                .param("by", by.value())
                .update();
    }

    /** What new people get by default is what takes its place, unless that administers: then they get nothing. */
    void replaceDefault(OrganizationId organization, RoleId old, Role by) {
        jdbc.sql("""
                update organization_policy set default_role_id = :by where organization_id = :organization and default_role_id = :old
                """)
                .param("organization", organization.value())
                .param("old", old.value())
                .param("by", by.level() == Level.MEMBER ? by.id().value() : null)
                .update();
    }

    boolean delete(OrganizationId organization, RoleId id) {
        return jdbc.sql("delete from role where organization_id = :organization and id = :id and predefined is null")
                        .param("organization", organization.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    private static <T> String[] keys(Collection<T> values, Function<T, String> key) {
        return values.stream().map(key).sorted().toArray(String[]::new);
    }

    private static Role role(ResultSet row, int number) throws SQLException {
        return new Role(
                new RoleId(row.getObject("id", UUID.class)),
                RoleName.of(row.getString("predefined"), row.getString("name")),
                row.getString("description"),
                Level.of(row.getString("level")),
                set(row.getArray("scope_kinds"), ScopeKind::of),
                set(row.getArray("permissions"), Permission::new));
    }

    private static <T> Set<T> set(Array array, Function<String, T> of) throws SQLException {
        var set = new LinkedHashSet<T>();
        for (var text : (String[]) array.getArray()) set.add(of.apply(text));
        return Set.copyOf(set);
    }
}
