package dev.gatehouse.signin;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Level;
import dev.gatehouse.access.Permission;
import dev.gatehouse.console.Shell;
import dev.gatehouse.console.Shells;
import dev.gatehouse.console.Visitor;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.Membership;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Makes the {@link Actor} and the {@link Shell} of a signed-in person's request. The organization comes from the address;
 * whoever is no active member of it gets the same answer as for one that does not exist (ORG-3).
 */
@Component
class Entrance implements HandlerInterceptor {

    private static final String PAGES = "/o/";
    private static final String API = "/api/v1/organizations/";

    /** Where people come in: open to all, also to those who are signed in and no members, or not yet. */
    private static final Pattern DOORS = Pattern.compile("/o/[^/]+(/sign-in|/sign-up(/.*)?|/waiting)?");

    private final Members members;
    private final Access access;
    private final Organizations organizations;
    private final TallyStore tally;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final Shells shells;
    private final Texts texts;
    private final LastOrganization last;

    Entrance(
            Members members,
            Access access,
            Organizations organizations,
            TallyStore tally,
            Tenancy tenancy,
            TransactionTemplate transaction,
            Shells shells,
            Texts texts,
            LastOrganization last) {
        this.members = members;
        this.access = access;
        this.organizations = organizations;
        this.tally = tally;
        this.tenancy = tenancy;
        this.transaction = transaction;
        this.shells = shells;
        this.texts = texts;
        this.last = last;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var viewer = Viewer.of(request);
        if (viewer == null) return true;
        var path = request.getRequestURI();
        var memberships = members.memberships(viewer.account());
        if (path.startsWith(PAGES) && !DOORS.matcher(path).matches()) {
            enter(viewer, slug(path, PAGES), memberships, request, response);
        } else if (path.startsWith(API)) {
            enter(viewer, slug(path, API), memberships, request, response);
        } else {
            outside(viewer, memberships, request, path.equals("/operator") || path.startsWith("/operator/"));
        }
        return true;
    }

    private void enter(
            Viewer viewer,
            String slug,
            List<Membership> memberships,
            HttpServletRequest request,
            HttpServletResponse response) {
        var here = memberships.stream()
                .filter(membership -> membership.slug().equals(slug) && membership.status() == MemberStatus.REGISTERED)
                .findFirst()
                .orElse(null);
        if (here == null || here.suspended()) {
            outside(viewer, memberships, request, false);
            throw here == null ? Refusal.notFound() : new Refusal("organization.suspended", here.name());
        }
        var origin = Visitor.origin(request);
        var actor = Actor.member(here.organization(), viewer.account(), here.id(), here.subject(), origin);
        put(request, actor);
        if (request.getRequestURI().startsWith(PAGES)) last.keep(request, response, here.slug());
        shells.put(
                request,
                shells.anonymous(request)
                        .signedIn(
                                language(viewer, request),
                                zone(viewer),
                                shown(viewer, here.id().toString()),
                                place(here, organizations.get(here.organization())),
                                places(memberships),
                                "level." + (here.level() == null ? Level.MEMBER : here.level()).key(),
                                tabs(actor, here, request)));
    }

    private void outside(
            Viewer viewer, List<Membership> memberships, HttpServletRequest request, boolean operatorsOnly) {
        put(request, Actor.account(viewer.account(), Visitor.origin(request)));
        shells.put(
                request,
                shells.anonymous(request)
                        .signedIn(
                                language(viewer, request),
                                zone(viewer),
                                shown(viewer, viewer.account().toString()),
                                null,
                                places(memberships),
                                operatorsOnly && viewer.operator() ? "level.operator" : null,
                                List.of()));
        if (operatorsOnly && !viewer.operator()) throw Refusal.notFound();
    }

    /** What the person chose on this device, else what they chose for their account. */
    private Texts.Language language(Viewer viewer, HttpServletRequest request) {
        var chosen = shells.chosen(request);
        return chosen == null ? texts.in(Locale.forLanguageTag(viewer.language())) : chosen;
    }

    private static ZoneId zone(Viewer viewer) {
        try {
            return ZoneId.of(viewer.timeZone());
        } catch (DateTimeException renamed) {
            return ZoneId.of("UTC");
        }
    }

    private static Shell.Viewer shown(Viewer viewer, String seed) {
        return new Shell.Viewer(viewer.displayName(), viewer.email(), viewer.operator(), seed);
    }

    private static Shell.Place place(Membership membership) {
        return new Shell.Place(membership.name(), membership.slug(), membership.brandColor());
    }

    private static Shell.Place place(Membership membership, Organization organization) {
        return new Shell.Place(
                membership.name(), membership.slug(), membership.brandColor(), organization.logoAddress());
    }

    private static List<Shell.Place> places(List<Membership> memberships) {
        return memberships.stream()
                .filter(Membership::open)
                .map(Entrance::place)
                .toList();
    }

    private List<Shell.Tab> tabs(Actor actor, Membership here, HttpServletRequest request) {
        if (request.getHeader("HX-Request") != null || request.getRequestURI().startsWith(API)) return List.of();
        var may = access.permissionsOf(actor);
        var counts = howMany(here.organization());
        var tabs = new ArrayList<Shell.Tab>();
        for (var section : Section.values())
            if (may.contains(section.permission)) tabs.add(tab(section, here, request.getRequestURI(), counts));
        return tabs;
    }

    private Shell.Tab tab(Section section, Membership here, String path, Map<Section, Long> counts) {
        var address = "/o/" + here.slug() + "/" + section.path;
        var active = path.equals(address)
                || path.startsWith(address + "/")
                || (section == Section.MEMBERS && path.startsWith("/o/" + here.slug() + "/import"))
                || (section == Section.SETTINGS && path.startsWith("/o/" + here.slug() + "/sign-up-links"));
        return new Shell.Tab(
                section.name().toLowerCase(Locale.ROOT), section.icon, address, counts.get(section), active);
    }

    private Map<Section, Long> howMany(OrganizationId organization) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            tenancy.enter(organization);
            return Map.of(Section.MEMBERS, tally.members(organization), Section.TEAMS, tally.teams(organization));
        }));
    }

    /** The part of the address between a beginning such as {@code /o/} and the next slash. */
    private static String slug(String path, String beginning) {
        var rest = path.substring(beginning.length());
        var end = rest.indexOf('/');
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static void put(HttpServletRequest request, Actor actor) {
        request.setAttribute(Actor.class.getName(), actor);
    }

    /** The tabs of an organization, in their order, and what one must be allowed to see each. */
    private enum Section {
        MEMBERS("members", "users", Permission.MEMBERS_READ),
        TEAMS("teams", "users-group", Permission.TEAMS_READ),
        ROLES("roles", "shield", Permission.ROLES_READ),
        HUBS("hubs", "building-community", Permission.HUBS_READ),
        USAGE("usage", "chart-bar", Permission.USAGE_READ),
        AUDIT("audit-log", "history", Permission.AUDIT_READ),
        SETTINGS("settings", "settings", Permission.SETTINGS_EDIT);

        private final String path;
        private final String icon;

        @SuppressWarnings("ImmutableEnumChecker") // a record of one string
        private final Permission permission;

        Section(String path, String icon, Permission permission) {
            this.path = path;
            this.icon = icon;
            this.permission = permission;
        }
    }
}
