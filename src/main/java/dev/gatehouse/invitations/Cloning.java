package dev.gatehouse.invitations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grant;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.invitations.ClonePreview.OfGrant;
import dev.gatehouse.invitations.ClonePreview.OfTeam;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.teams.Team;
import dev.gatehouse.teams.Teams;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Inviting somebody with what another member has (INV-2): their teams, and the roles that they hold by themselves. What the
 * inviter could not give by hand is left out (ROL-3). It is copied when the invitation is sent; later changes change nothing.
 */
@Service
public class Cloning {

    private final Access access;
    private final Grants grants;
    private final Teams teams;
    private final Members members;

    Cloning(Access access, Grants grants, Teams teams, Members members) {
        this.access = access;
        this.grants = grants;
        this.teams = teams;
        this.members = members;
    }

    /** What would be copied at this moment. Refuses with {@code forbidden} who may not invite, and with {@code not.found}. */
    @Transactional(readOnly = true)
    public ClonePreview preview(Actor actor, MemberId source) {
        access.require(actor, Permission.MEMBERS_INVITE);
        var member = members.get(actor, source);
        var in = teams.ofMember(actor, member.subject());
        var teamsBeyond = teams.beyond(actor, in.stream().map(Team::id).toList());
        var held = grants.ofHolder(actor, member.subject()).stream()
                .filter(grant -> !grant.ended())
                .toList();
        var beyond = access.beyond(actor, held.stream().map(Cloning::gift).toList());
        return new ClonePreview(
                member.label(),
                in.stream()
                        .map(team -> new OfTeam(team, teamsBeyond.contains(team.id()) ? "team" : null))
                        .toList(),
                held.stream()
                        .map(grant -> new OfGrant(
                                grant,
                                grant.place().archived() ? "archived" : beyond.contains(gift(grant)) ? "role" : null))
                        .toList());
    }

    /** The copy. Refuses as {@link #preview}, and with {@code invitations.clone.nothing} where nothing could be copied. */
    @Transactional(readOnly = true)
    public InitialPermissions snapshot(Actor actor, MemberId source) {
        var preview = preview(actor, source);
        if (preview.isEmpty()) throw Refusal.input("clone", "invitations.clone.nothing", preview.name());
        return new InitialPermissions(
                preview.teams().stream()
                        .filter(item -> item.reason() == null)
                        .map(item -> item.team().id())
                        .toList(),
                preview.grants().stream()
                        .filter(item -> item.reason() == null)
                        .map(item -> gift(item.grant()))
                        .toList());
    }

    private static Gift gift(Grant grant) {
        return new Gift(grant.role(), grant.place().id(), grant.expiresAt());
    }
}
