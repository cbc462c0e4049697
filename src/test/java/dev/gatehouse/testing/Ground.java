package dev.gatehouse.testing;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.ScopeId;
import java.util.UUID;

/** Hubs and repositories for tests that are about something else. */
public final class Ground {

    private final House house;

    public Ground(House house) {
        this.house = house;
    }

    /** A hub of a tenant. */
    public ScopeId hub(Tenant tenant, String name) {
        var id = scope(tenant, "hub", tenant.id().value());
        house.asOwner()
                .sql(
                        "insert into hub (organization_id, id, name, created_at) values (:organization, :id, :name, now())")
                .param("organization", tenant.id().value())
                .param("id", id)
                .param("name", name)
                .update();
        return new ScopeId(id);
    }

    /** A repository in a hub. */
    public ScopeId repository(Tenant tenant, ScopeId hub, String name) {
        var id = scope(tenant, "repository", hub.value());
        house.asOwner()
                .sql(
                        "insert into repository (organization_id, id, hub_id, name, created_at) values (:organization, :id, :hub, :name, now())")
                .param("organization", tenant.id().value())
                .param("id", id)
                .param("hub", hub.value())
                .param("name", name)
                .update();
        return new ScopeId(id);
    }

    /** Archives a place. */
    public void archive(ScopeId scope) {
        house.asOwner()
                .sql("update scope set archived_at = now() where id = :id")
                .param("id", scope.value())
                .update();
    }

    /** What an actor's own address in the console ends with. */
    public static String id(Actor actor) {
        return String.valueOf(actor.member());
    }

    private UUID scope(Tenant tenant, String kind, UUID parent) {
        return house.asOwner()
                .sql("""
                        insert into scope (organization_id, id, kind, parent_id, path)
                        select :organization, fresh.id, :kind, above.id, fresh.id || above.path
                          from scope above, (select uuidv7() as id) fresh
                         where above.organization_id = :organization and above.id = :parent
                        returning id
                        """)
                .param("organization", tenant.id().value())
                .param("kind", kind)
                .param("parent", parent)
                .query(UUID.class)
                .single();
    }
}
