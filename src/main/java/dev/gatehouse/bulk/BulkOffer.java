package dev.gatehouse.bulk;

import dev.gatehouse.access.Access;
import dev.gatehouse.bulk.BulkQuestion.Choice;
import dev.gatehouse.bulk.BulkQuestion.Option;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.teams.Team;
import dev.gatehouse.teams.Teams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the dialogs before an action on many say and offer. */
@Service
public class BulkOffer {

    /** More teams than that are searched, not scrolled. */
    private static final int SHOWN = 30;

    /** With fewer, a search field is in the way. */
    private static final int SEARCHED = 8;

    private final Bulk bulk;
    private final Access access;
    private final Members members;
    private final MemberList list;
    private final Teams teams;

    BulkOffer(Bulk bulk, Access access, Members members, MemberList list, Teams teams) {
        this.bulk = bulk;
        this.access = access;
        this.members = members;
        this.list = list;
        this.teams = teams;
    }

    /** The dialog. Refuses who may not do such a thing, and with {@code bulk.nobody} where nobody was chosen. */
    @Transactional(readOnly = true)
    BulkQuestion question(Actor actor, String slug, BulkForm form) {
        bulk.require(actor, form.action());
        var number =
                form.all() ? list.count(actor, form.query()) : form.chosen().size();
        if (number == 0) throw new Refusal("bulk.nobody");
        var address = "/o/" + slug + "/bulk/new/" + form.action().address();
        return new BulkQuestion(
                form.action(),
                "/o/" + slug + "/members" + form.matching(),
                address,
                address + "/teams",
                number,
                personOf(actor, form),
                form.all() ? List.of() : form.chosen(),
                form.all(),
                form.matching(),
                choice(actor, form),
                form.name(),
                null);
    }

    /** The teams to choose from. */
    @Transactional(readOnly = true)
    Choice choice(Actor actor, BulkForm form) {
        bulk.require(actor, form.action());
        if (!form.action().choosesTeams()) return new Choice(List.of(), "", false, false);
        // Nobody leaves a team that they are not in; of all that match, that is not asked.
        List<MemberId> of = form.action() == BulkAction.TEAM_LEAVING && !form.all() ? form.chosen() : List.of();
        var found = teams.choice(actor, form.typed(), of, SHOWN + 1);
        var more = found.size() > SHOWN;
        var shown = new ArrayList<Team>(teams.get(actor, form.into()));
        for (var team : more ? found.subList(0, SHOWN) : found) if (!form.into().contains(team.id())) shown.add(team);
        var closed = form.action() == BulkAction.TEAM_JOINING
                ? access.teamsBeyond(actor, shown.stream().map(Team::id).toList())
                : List.of();
        return new Choice(
                shown.stream()
                        .map(team -> new Option(
                                team.id().toString(),
                                team.name(),
                                team.members(),
                                team.onboarding(),
                                form.into().contains(team.id()),
                                closed.contains(team.id())))
                        .toList(),
                form.typed(),
                !form.typed().isEmpty() || found.size() > SEARCHED,
                more);
    }

    private @Nullable String personOf(Actor actor, BulkForm form) {
        if (form.all() || form.chosen().size() != 1) return null;
        return members.get(actor, form.chosen().getFirst()).label();
    }
}
