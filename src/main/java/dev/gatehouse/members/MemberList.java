package dev.gatehouse.members;

import static java.util.stream.Collectors.toSet;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.Role;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.MemberListStore.Found;
import dev.gatehouse.members.MemberListStore.Listed;
import dev.gatehouse.members.MembersView.Standing;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seeing and finding the members of an organization (MEM-1, MEM-2, MEM-3, MEM-6, MEM-7). Every active member may; the
 * actions differ. What a list costs does not grow with the organization: docs/decisions/0004-member-search.md.
 */
@Service
public class MemberList {

    /** Rows of a page. */
    public static final int PAGE = 50;

    /** A search that finds more lists this many, the best matches, and says so. */
    public static final int SEARCH_BOUND = 500;

    /** Counts that depend on the time of asking say "1,000+" beyond this in a cell; up to there its members are read and sorted. */
    static final int COUNT_BOUND = 1_000;

    /** Up to so many members, reading what was narrowed down is quicker than any index for words. */
    static final int FEW = 5_000;

    private static final int RARE = 10;

    private static final int HISTORY = 100;

    private final MemberListStore store;
    private final Access access;
    private final Tenancy tenancy;
    private final Organizations organizations;
    private final Messages messages;
    private final Audit audit;
    private final Clock clock;

    MemberList(
            MemberListStore store,
            Access access,
            Tenancy tenancy,
            Organizations organizations,
            Messages messages,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.tenancy = tenancy;
        this.organizations = organizations;
        this.messages = messages;
        this.audit = audit;
        this.clock = clock;
    }

    /** One page of the list (MEM-1). Refuses as {@link Access#require}. */
    @Transactional(readOnly = true)
    public MembersView page(Actor actor, MemberListQuery query) {
        access.require(actor, Permission.MEMBERS_READ);
        var may = access.permissionsOf(actor);
        var organization = organizations.get(actor.organization());
        var tally = store.tally(actor.organization());
        var now = clock.instant();
        var found = find(actor, query, tally, now);

        var more = found.rows().size() > PAGE;
        var rows = more ? found.rows().subList(0, PAGE) : found.rows();
        if (query.backward()) rows = rows.reversed();
        var address = "/o/" + organization.slug() + "/members";
        var shown = query.shown();
        var allowed = organization.seatsAllowed();
        var left = organization.seatsLeft();
        return new MembersView(
                address,
                "/o/" + organization.slug() + "/invitations/new",
                new MembersView.Totals(
                        members(tally, MemberStatus.REGISTERED),
                        members(tally, MemberStatus.INVITED),
                        allowed == null ? null : allowed.longValue(),
                        left == null ? null : left.longValue()),
                shown,
                rows.stream().map(row -> row(row, may, now)).toList(),
                new MembersView.Page(
                        query.from() == null ? 1L : null,
                        found.matches(),
                        found.more(),
                        rows.isEmpty() || query.from() == null || (query.backward() && !more)
                                ? null
                                : shown.at(address) + "&before="
                                        + rows.getFirst().key().encode(),
                        rows.isEmpty() || !(more || query.backward())
                                ? null
                                : shown.at(address) + "&after="
                                        + rows.getLast().key().encode()),
                may.contains(Permission.MEMBERS_INVITE),
                may.contains(Permission.MEMBERS_REMOVE),
                may.contains(Permission.MEMBERS_EXPORT),
                false);
    }

    private Found find(Actor actor, MemberListQuery query, Map<MemberCell, Long> tally, Instant now) {
        var organization = actor.organization();
        var cells = query.cells().stream().filter(tally::containsKey).toList();
        var standing =
                cells.stream().mapToLong(cell -> tally.getOrDefault(cell, 0L)).sum();
        if (cells.isEmpty()) return new Found(List.of(), 0, false);
        if (!query.text().isEmpty()) {
            var everybody = tally.values().stream().mapToLong(Long::longValue).sum();
            return store.search(
                    organization,
                    query,
                    store.words(query),
                    cells,
                    standing <= FEW,
                    standing * RARE < everybody,
                    everybody * 2 > store.everywhere(),
                    SEARCH_BOUND,
                    PAGE + 1,
                    now);
        }
        if (!query.timely())
            return new Found(store.page(organization, query, cells, Set.of(), PAGE + 1, now), standing, false);
        var counts = store.timely(organization, query, cells, COUNT_BOUND, now);
        var there =
                cells.stream().filter(cell -> counts.getOrDefault(cell, 0) > 0).toList();
        var few = there.stream()
                .filter(cell -> counts.getOrDefault(cell, 0) <= COUNT_BOUND)
                .collect(toSet());
        var rows = store.page(organization, query, there, few, PAGE + 1, now);
        if (few.size() < there.size()) return new Found(rows, COUNT_BOUND, true);
        return new Found(
                rows, counts.values().stream().mapToLong(Integer::longValue).sum(), false);
    }

    /** The page of one member (MEM-6). Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public MemberView member(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_READ);
        var may = access.permissionsOf(actor);
        var member = store.one(actor.organization(), id).orElseThrow(Refusal::notFound);
        var list = "/o/" + organizations.get(actor.organization()).slug() + "/members";
        var row = row(member, may, clock.instant());
        return new MemberView(
                list + "/" + id,
                list,
                row,
                row.name() == null ? row.contact() : row.name(),
                profile(member),
                member.createdAt(),
                store.invitation(actor.organization(), id).orElse(null),
                store.grants(actor.organization(), id),
                store.history(actor.organization(), id, HISTORY),
                may.contains(Permission.MEMBERS_INVITE) ? messages.ofMember(actor, id) : List.of());
    }

    /** The next rows of an export (MEM-7), in the order in which they were created; the first chunk without a key. */
    @Transactional(readOnly = true)
    public List<MemberExport.Row> chunk(Actor actor, MemberListQuery query, @Nullable MemberId after, int rows) {
        access.require(actor, Permission.MEMBERS_EXPORT);
        var now = clock.instant();
        return store.chunk(actor.organization(), query, query.cells(), after, rows, now).stream()
                .map(row -> new MemberExport.Row(
                        row.id(),
                        row.firstName(),
                        row.lastName(),
                        row.email(),
                        row.username(),
                        row.phone(),
                        standing(row, now),
                        row.role(),
                        row.sso() ? "sso" : "password",
                        row.invitationExpiresAt(),
                        row.lastActiveAt(),
                        row.createdAt()))
                .toList();
    }

    /** Records that an export was taken, or as much of it as was delivered; also where the right ended on the way. */
    @Transactional
    void exported(Actor actor, MemberListQuery query, String format, long members) {
        tenancy.enter(actor.organization());
        audit.record(
                actor,
                Event.of(
                                "members.exported",
                                "organization",
                                actor.organization().value())
                        .with("format", format)
                        .with("members", Long.toString(members))
                        .with("filters", query.filters()));
    }

    private static long members(Map<MemberCell, Long> tally, MemberStatus status) {
        return tally.entrySet().stream()
                .filter(entry -> entry.getKey().status() == status)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static MembersView.Row row(Listed member, Set<Permission> may, Instant now) {
        var name = (member.firstName() + " " + member.lastName()).strip();
        var standing = standing(member, now);
        var role = member.role();
        return new MembersView.Row(
                member.id().toString(),
                name.isEmpty() ? null : name,
                contact(member),
                standing,
                standing.invited() ? member.invitationExpiresAt() : null,
                roleKey(role),
                null,
                List.of(),
                member.lastActiveAt(),
                member.sso(),
                standing.awaited() && may.contains(Permission.MEMBERS_INVITE),
                may.contains(Permission.MEMBERS_REMOVE));
    }

    private static Map<String, String> profile(Listed member) {
        var profile = new LinkedHashMap<String, String>();
        put(profile, "member.email", member.email());
        put(profile, "member.username", member.username());
        put(profile, "member.phone", member.phone());
        return profile;
    }

    private static void put(Map<String, String> profile, String key, @Nullable String value) {
        if (value != null) profile.put(key, value);
    }

    static @Nullable String roleKey(@Nullable Role role) {
        return switch (role) {
            case ORGANIZATION_ADMIN -> "role.admin";
            case MEMBER -> "role.member";
            case null -> null;
        };
    }

    private static String contact(Listed member) {
        if (member.email() != null) return member.email();
        if (member.phone() != null) return member.phone();
        return member.username() == null ? "" : member.username();
    }

    private static Standing standing(Listed member, Instant now) {
        var ends = member.invitationExpiresAt();
        return switch (member.status()) {
            case REGISTERED -> Standing.REGISTERED;
            case REGISTERING -> Standing.REGISTERING;
            case CREATED -> Standing.CREATED;
            case BLOCKED -> Standing.BLOCKED;
            case TERMINATED -> Standing.TERMINATED;
            case INVITED -> ends != null && !ends.isAfter(now) ? Standing.EXPIRED : Standing.INVITED;
        };
    }
}
