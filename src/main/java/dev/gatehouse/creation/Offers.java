package dev.gatehouse.creation;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Level;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.Role;
import dev.gatehouse.access.RoleOffer;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.access.Scopes;
import dev.gatehouse.admission.Superiors;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.members.MemberProfiles;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.organizations.ConsentTexts;
import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.organizations.DepartmentChoices;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.Directory;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Username;
import dev.gatehouse.teams.Teams;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the pane that creates somebody offers, and who it knows already (CRE-1). */
@Service
public class Offers {

    private static final int NAMESAKES = 3;
    private static final int LONGEST = 200;

    private final Access access;
    private final Grants grants;
    private final Scopes scopes;
    private final Superiors superiors;
    private final Teams teams;
    private final Members members;
    private final MemberList list;
    private final MemberProfiles profiles;
    private final Organizations organizations;
    private final Policies policies;
    private final Departments departments;
    private final DepartmentChoices choices;
    private final Directory directory;
    private final ConsentTexts consentTexts;
    private final Messages messages;

    Offers(
            Access access,
            Grants grants,
            Scopes scopes,
            Superiors superiors,
            Teams teams,
            Members members,
            MemberList list,
            MemberProfiles profiles,
            Organizations organizations,
            Policies policies,
            Departments departments,
            DepartmentChoices choices,
            Directory directory,
            ConsentTexts consentTexts,
            Messages messages) {
        this.access = access;
        this.grants = grants;
        this.scopes = scopes;
        this.superiors = superiors;
        this.teams = teams;
        this.members = members;
        this.list = list;
        this.profiles = profiles;
        this.organizations = organizations;
        this.policies = policies;
        this.departments = departments;
        this.choices = choices;
        this.directory = directory;
        this.consentTexts = consentTexts;
        this.messages = messages;
    }

    /** What this actor can create somebody with. Refuses with {@code forbidden} who may create nobody. */
    @Transactional(readOnly = true)
    public CreateOffer of(Actor actor) {
        access.require(actor, Permission.MEMBERS_CREATE);
        var organization = actor.organization();
        var policy = policies.of(organization);
        var offers = grants.offers(actor, scopes.get(actor, ScopeId.of(organization)));
        var given = offers.stream()
                .filter(RoleOffer::allowed)
                .map(offer -> offer.role().id())
                .toList();
        var roles = offers.stream()
                .filter(offer ->
                        offer.allowed() || (offer.role().id().equals(policy.defaultRole()) && isPlain(offer.role())))
                .map(RoleOffer::role)
                .toList();
        var team = policy.defaultTeam();
        var teamGiven = team != null && teams.beyond(actor, List.of(team)).isEmpty();
        if (team != null
                && !teamGiven
                && superiors.plain(organization, List.of(team)).isEmpty()) team = null;
        return new CreateOffer(
                organizations.get(organization),
                policy,
                directory.jobProfiles(organization),
                departments.any(organization),
                roles,
                given,
                team,
                team == null ? "" : String.join("", teams.names(organization, List.of(team))),
                teamGiven,
                teams.names(organization, teams.onboarding(organization)),
                directory.userTypes(organization),
                directory.partners(organization),
                profiles.attributesHidden(actor, MemberStatus.CREATED) ? List.of() : directory.attributes(organization),
                consentTexts.current(organization),
                messages.smsOffered());
    }

    /** The departments that the pane offers, with the one that it says. Refuses as {@link #of}. */
    @Transactional(readOnly = true)
    public DepartmentChoice departments(Actor actor, CreateForm form) {
        access.require(actor, Permission.MEMBERS_CREATE);
        return choices.offer(actor.organization(), form.department());
    }

    /** Who has the address already that was typed so far; nobody for what is none yet. */
    @Transactional(readOnly = true)
    public List<Known> withEmail(Actor actor, String typed) {
        access.require(actor, Permission.MEMBERS_CREATE);
        return EmailAddress.read(typed)
                .map(email -> holders(
                        actor,
                        new NewMember(email, null, null, "", "", "", null, null, null, null, null, null, Map.of())))
                .orElse(List.of());
    }

    /** The same with a username. */
    @Transactional(readOnly = true)
    public List<Known> withUsername(Actor actor, String typed) {
        access.require(actor, Permission.MEMBERS_CREATE);
        return Username.read(typed)
                .map(username -> holders(
                        actor,
                        new NewMember(null, username, null, "", "", "", null, null, null, null, null, null, Map.of())))
                .orElse(List.of());
    }

    /** The same with a phone number. */
    @Transactional(readOnly = true)
    public List<Known> withPhone(Actor actor, String typed) {
        access.require(actor, Permission.MEMBERS_CREATE);
        return PhoneNumber.read(typed, policies.of(actor.organization()).defaultCountry())
                .map(phone -> holders(
                        actor,
                        new NewMember(null, null, phone, "", "", "", null, null, null, null, null, null, Map.of())))
                .orElse(List.of());
    }

    /** Some whose name holds what was typed as the name. */
    @Transactional(readOnly = true)
    public List<Known> called(Actor actor, String firstName, String lastName) {
        access.require(actor, Permission.MEMBERS_CREATE);
        if (firstName.isBlank() || lastName.isBlank()) return List.of();
        var name = firstName.strip() + " " + lastName.strip();
        if (name.length() > LONGEST) return List.of();
        var found = list.page(actor, MemberListQuery.of(Map.of("q", name))).rows().stream()
                // The search looks into addresses too.
                .filter(row -> row.name() != null
                        && fold(row.name()).contains(fold(firstName))
                        && fold(row.name()).contains(fold(lastName)))
                .limit(NAMESAKES)
                .map(row -> MemberId.parse(row.id()))
                .toList();
        return known(actor, found);
    }

    private List<Known> holders(Actor actor, NewMember person) {
        return known(
                actor,
                members.taken(actor, person, null).stream()
                        .map(taken -> taken.by())
                        .toList());
    }

    private List<Known> known(Actor actor, List<MemberId> ids) {
        return members.byIds(actor, ids).stream()
                .map(member -> new Known(
                        member.id(),
                        member.label(),
                        member.email() == null || member.email().equals(member.label()) ? "" : member.email()))
                .toList();
    }

    /** Without case and accents, as the search compares. */
    private static String fold(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    /** What makes nobody an administrator: an organization may let everybody new have that. */
    private static boolean isPlain(Role role) {
        return role.level() == Level.MEMBER && role.kinds().contains(ScopeKind.ORGANIZATION);
    }
}
