package dev.gatehouse.invitations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.LastDay;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.RoleOffer;
import dev.gatehouse.access.Roles;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.invitations.InviteChoices.ChosenGift;
import dev.gatehouse.invitations.InviteChoices.ChosenTeam;
import dev.gatehouse.invitations.InviteChoices.Source;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Teams;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The permissions that go with an invitation: what the pane offers, and what was chosen in it (INV-2, INV-6). */
@Service
public class InvitePermissions {

    private static final int TEAMS = 20;
    private static final int PEOPLE = 10;
    private static final int PARTS = 3;

    private final Access access;
    private final Grants grants;
    private final Roles roles;
    private final Scopes scopes;
    private final Teams teams;
    private final Members members;
    private final MemberList list;
    private final Cloning cloning;

    InvitePermissions(
            Access access,
            Grants grants,
            Roles roles,
            Scopes scopes,
            Teams teams,
            Members members,
            MemberList list,
            Cloning cloning) {
        this.access = access;
        this.grants = grants;
        this.roles = roles;
        this.scopes = scopes;
        this.teams = teams;
        this.members = members;
        this.list = list;
        this.cloning = cloning;
    }

    /** What the pane offers this actor. Refuses with {@code forbidden} who may not invite. */
    @Transactional(readOnly = true)
    public InviteChoices choices(Actor actor, InviteForm form, ZoneId zone) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var onboarding = teams.names(actor.organization(), teams.onboarding(actor.organization()));
        var gives = access.permissionsAnywhere(actor).contains(Permission.ROLES_ASSIGN);
        var found = foundTeams(actor, form);
        if (!gives && found.isEmpty()) return InviteChoices.nothing(onboarding);
        var whole = scopes.get(actor, ScopeId.of(actor.organization()));
        var plain = grants.offers(actor, whole).stream()
                .filter(RoleOffer::allowed)
                .map(RoleOffer::role)
                .filter(role -> role.is(PredefinedRole.MEMBER) || role.is(PredefinedRole.ORGANIZATION_ADMIN))
                .map(role -> String.valueOf(role.name().predefined()))
                .toList()
                .reversed();
        var places = gives
                ? scopes.choice(actor, true, form.find(), form.scope().isEmpty() ? null : ScopeId.parse(form.scope()))
                : null;
        var place = places == null ? null : places.chosen();
        return new InviteChoices(
                onboarding,
                plain,
                true,
                form.gifts().stream().map(key -> chosen(actor, key, zone)).toList(),
                place == null ? null : places,
                place == null
                        ? List.of()
                        : grants.offers(actor, place).stream()
                                .filter(RoleOffer::allowed)
                                .map(RoleOffer::role)
                                .toList(),
                form.giftRole(),
                form.until(),
                found,
                form.findTeam(),
                sources(actor, form),
                form.findSource(),
                form.source().isEmpty() ? null : cloning.preview(actor, MemberId.parse(form.source())));
    }

    /** Checks the open row, so that it can be added. Refuses as {@link Grants#requireGivable}, and with {@code grants.role}. */
    @Transactional(readOnly = true)
    public void checkOpenRow(Actor actor, InviteForm form, ZoneId zone) {
        access.require(actor, Permission.MEMBERS_INVITE);
        if (form.giftRole().isEmpty()) throw Refusal.input("role", "grants.role");
        grants.requireGivable(actor, List.of(gift(form.openGift(), zone)));
    }

    /** What was chosen. Whether the inviter may give it is asked when it is promised. Refuses with {@code invitations.clone} where nobody is chosen to copy from. */
    @Transactional(readOnly = true)
    public InitialPermissions promised(Actor actor, InviteForm form, ZoneId zone) {
        access.require(actor, Permission.MEMBERS_INVITE);
        return switch (form.role()) {
            case "" -> InitialPermissions.NONE;
            case InviteForm.SOME -> some(form, zone);
            case InviteForm.CLONE -> {
                if (form.source().isEmpty()) throw Refusal.input("clone", "invitations.clone");
                yield cloning.snapshot(actor, MemberId.parse(form.source()));
            }
            default -> plain(actor, form.role());
        };
    }

    private InitialPermissions plain(Actor actor, String predefined) {
        var role = roles.all(actor).stream()
                .filter(one -> predefined.equals(one.name().predefined()))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        return InitialPermissions.gifts(Gift.of(role.id(), ScopeId.of(actor.organization())));
    }

    private static InitialPermissions some(InviteForm form, ZoneId zone) {
        var gifts = new ArrayList<Gift>();
        for (var key : form.gifts()) gifts.add(gift(key, zone));
        // A row that was filled in and not added is meant, too.
        if (!form.giftRole().isEmpty()) gifts.add(gift(form.openGift(), zone));
        var chosen =
                new InitialPermissions(form.teams().stream().map(TeamId::parse).toList(), gifts);
        if (chosen.isEmpty()) throw Refusal.input("some", "invitations.some");
        return chosen;
    }

    private ChosenGift chosen(Actor actor, String key, ZoneId zone) {
        var gift = gift(key, zone);
        return new ChosenGift(
                key,
                roles.get(actor, gift.role()),
                scopes.get(actor, gift.scope()),
                gift.expiresAt() == null ? null : LastDay.of(gift.expiresAt(), zone));
    }

    private static Gift gift(String key, ZoneId zone) {
        var parts = key.split("\\.", -1);
        if (parts.length != PARTS) throw Refusal.notFound();
        return new Gift(RoleId.parse(parts[0]), ScopeId.parse(parts[1]), LastDay.end(parts[2], zone));
    }

    private List<ChosenTeam> foundTeams(Actor actor, InviteForm form) {
        var chosen = form.teams().stream().map(TeamId::parse).toList();
        var shown = new ArrayList<ChosenTeam>();
        for (var team : teams.get(actor, chosen)) shown.add(new ChosenTeam(team, true));
        for (var team : teams.open(actor, form.findTeam(), TEAMS))
            if (!chosen.contains(team.id())) shown.add(new ChosenTeam(team, false));
        return shown;
    }

    private List<Source> sources(Actor actor, InviteForm form) {
        var shown = new ArrayList<Source>();
        if (!form.source().isEmpty()) shown.add(source(members.get(actor, MemberId.parse(form.source())), true));
        var found = list
                .page(actor, MemberListQuery.of(Map.of("q", form.findSource().strip())))
                .rows()
                .stream()
                .map(row -> MemberId.parse(row.id()))
                .filter(id -> !id.toString().equals(form.source()))
                .limit(PEOPLE)
                .toList();
        for (var member : members.byIds(actor, found)) shown.add(source(member, false));
        return shown;
    }

    private static Source source(Member member, boolean chosen) {
        var hint = member.email() == null || member.email().equals(member.label()) ? "" : member.email();
        return new Source(member.id().toString(), member.label(), hint, chosen);
    }
}
