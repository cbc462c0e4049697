package dev.gatehouse.admission;

import dev.gatehouse.access.Gift;
import dev.gatehouse.platform.TeamId;
import java.util.LinkedHashSet;
import java.util.List;

/** What somebody gets once they are {@code REGISTERED}: places in teams, and roles (INV-2, INV-6). Nothing stands twice in it. */
public record InitialPermissions(List<TeamId> teams, List<Gift> gifts) {

    /** Nothing at all. */
    public static final InitialPermissions NONE = new InitialPermissions(List.of(), List.of());

    public InitialPermissions {
        teams = List.copyOf(new LinkedHashSet<>(teams));
        gifts = List.copyOf(new LinkedHashSet<>(gifts));
    }

    /** Only teams. */
    public static InitialPermissions teams(List<TeamId> teams) {
        return new InitialPermissions(teams, List.of());
    }

    /** Only roles. */
    public static InitialPermissions gifts(Gift... gifts) {
        return new InitialPermissions(List.of(), List.of(gifts));
    }

    public boolean isEmpty() {
        return teams.isEmpty() && gifts.isEmpty();
    }

    /** These and others. */
    public InitialPermissions and(InitialPermissions others) {
        var allTeams = new LinkedHashSet<>(teams);
        allTeams.addAll(others.teams);
        var allGifts = new LinkedHashSet<>(gifts);
        allGifts.addAll(others.gifts);
        return new InitialPermissions(List.copyOf(allTeams), List.copyOf(allGifts));
    }

    /** These without some. */
    public InitialPermissions without(List<TeamId> lessTeams, List<Gift> lessGifts) {
        return new InitialPermissions(
                teams.stream().filter(team -> !lessTeams.contains(team)).toList(),
                gifts.stream().filter(gift -> !lessGifts.contains(gift)).toList());
    }
}
