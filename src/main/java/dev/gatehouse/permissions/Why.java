package dev.gatehouse.permissions;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.CatalogueEntry;
import dev.gatehouse.access.Explanation;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.Roles;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** "Why?": for any member, any permission and any place, yes or no and through which grants (ROL-6). */
@Service
public class Why {

    private final Access access;
    private final Roles roles;
    private final Scopes scopes;
    private final Members members;

    Why(Access access, Roles roles, Scopes scopes, Members members) {
        this.access = access;
        this.roles = roles;
        this.scopes = scopes;
        this.members = members;
    }

    /**
     * The answer. Every active member may ask (MEM-2). Refuses with {@code not.found} where the member, the permission or the
     * place is not there.
     */
    @Transactional(readOnly = true)
    public Explanation explain(Actor actor, MemberId id, String key, ScopeId scope) {
        access.require(actor, Permission.ROLES_READ);
        var member = members.get(actor, id);
        var permission = roles.catalogue().stream()
                .map(CatalogueEntry::permission)
                .filter(known -> known.key().equals(key))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        return access.explain(actor, member.subject(), permission, scope);
    }

    /**
     * The question as a page shows it, with its answer where something is asked.
     *
     * @param key the permission; empty for none yet
     * @param scope the place; empty for the whole organization
     * @param find what is searched for among places
     */
    @Transactional(readOnly = true)
    public WhyView ask(Actor actor, String slug, MemberId id, String key, String scope, String find) {
        access.require(actor, Permission.ROLES_READ);
        var called = members.get(actor, id).label();
        var page = "/o/" + slug + "/members/" + id;
        var at = scope.isEmpty() ? ScopeId.of(actor.organization()) : ScopeId.parse(scope);
        return new WhyView(
                page + "/why",
                page,
                called,
                grouped(),
                scopes.choice(actor, false, find, at),
                key,
                key.isEmpty() ? null : explain(actor, id, key, at));
    }

    private Map<String, List<CatalogueEntry>> grouped() {
        return roles.catalogue().stream()
                .collect(groupingBy(
                        entry -> "permission." + entry.section() + "." + entry.feature(),
                        LinkedHashMap::new,
                        toList()));
    }
}
