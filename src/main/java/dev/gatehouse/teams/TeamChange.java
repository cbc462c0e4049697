package dev.gatehouse.teams;

import dev.gatehouse.platform.MemberId;
import java.util.List;

/** What the edit pane wants of a team, all of it or none (TEA-4). Adding who is in it, and removing who is not, changes nothing. */
public record TeamChange(String name, boolean onboarding, List<MemberId> add, List<MemberId> remove) {}
