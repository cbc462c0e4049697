package dev.gatehouse.signin;

import dev.gatehouse.members.Members;
import dev.gatehouse.members.Membership;
import dev.gatehouse.members.SignInPlace;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.organizations.SignUpMode;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.signin.Whom.Newcomer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds out who somebody is from the one thing that they type: an address, a username or a number (ACT-3). What an account has proved is
 * looked up everywhere; what only an organization knows of its people, in all organizations or, on its own page, in that one. Where
 * several people would fit nobody is tried, so that one person's password never counts against another's.
 */
@Component
class Identification {

    private static final int LONGEST_PLACE = 300;

    /** Whose credentials are looked up where nobody's are known: an answer costs the same for everybody. */
    private static final AccountId NOBODY = new AccountId(new UUID(0, 0));

    /** What people copy from the address of their organization's page: {@code https://…/o/northwind/sign-in}, {@code /o/northwind}, the name. */
    private static final Pattern ADDRESS = Pattern.compile("(?:.*/o/)?([a-z0-9-]{1,50})(?:/.*)?");

    private final Accounts accounts;
    private final Members members;
    private final Organizations organizations;
    private final Policies policies;
    private final Tenancy tenancy;

    Identification(
            Accounts accounts, Members members, Organizations organizations, Policies policies, Tenancy tenancy) {
        this.accounts = accounts;
        this.members = members;
        this.organizations = organizations;
        this.policies = policies;
        this.tenancy = tenancy;
    }

    /** Somebody whom the caller may be: with an account, or a member who has none. */
    private record Candidate(
            @Nullable Credentials credentials, @Nullable Newcomer newcomer, Set<String> slugs) {

        Object person() {
            return credentials != null ? credentials.account() : Objects.requireNonNull(newcomer);
        }

        Whom whom() {
            return Whom.of(credentials, newcomer);
        }
    }

    /** The organization at an address that people may sign in to; suspended ones are not there. */
    @Transactional(readOnly = true)
    public Optional<Organization> organization(String slug) {
        return organizations.bySlug(slug).filter(organization -> !organization.suspended());
    }

    /** Where numbers without a country are from on an organization's own page; null for nowhere. */
    @Transactional(readOnly = true)
    public @Nullable String country(Organization organization) {
        tenancy.enter(organization.id());
        return policies.of(organization.id()).defaultCountry();
    }

    /** Where people may sign up by themselves: at an organization's address, or, asked without one, at any of the platform; null for nowhere (CRE-5). */
    @Transactional(readOnly = true)
    public @Nullable String signUp(@Nullable Organization organization) {
        if (organization == null) return policies.openToSignUp(1).isEmpty() ? null : "/sign-up";
        tenancy.enter(organization.id());
        return policies.of(organization.id()).signUp() == SignUpMode.OFF
                ? null
                : "/o/" + organization.slug() + "/sign-up";
    }

    /**
     * Reads what was typed. Empty where it can be nothing that anybody signs in with.
     *
     * @param place the address name of the organization whose page it is or that was typed beside it; empty without one
     * @param likely see {@link Caller}
     */
    @Transactional(readOnly = true)
    public Optional<Caller> read(String typed, String place, List<String> likely) {
        var address = ADDRESS.matcher(place.strip().toLowerCase(Locale.ROOT));
        var named = place.isBlank() || place.length() > LONGEST_PLACE || !address.matches()
                ? Optional.<Organization>empty()
                : organization(address.group(1));
        var from = named.or(
                () -> likely.isEmpty() || !place.isBlank() ? Optional.empty() : organization(likely.getFirst()));
        var country = from.map(this::country).orElse(null);
        // A name that no organization has is that of one without people: the answer is the same.
        var where = place.isBlank() ? null : named.map(Organization::id).orElse(OrganizationId.PLATFORM);
        return Identifier.read(typed, country).map(identifier -> new Caller(identifier, where, likely));
    }

    /** Whom the caller may be. The transaction is in no organization afterwards that the caller of this may rely on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Whom whom(Caller caller) {
        return caller.organization() == null ? anywhere(caller) : in(caller, caller.organization());
    }

    private Whom anywhere(Caller caller) {
        var own = ownOf(caller.identifier());
        var places = candidates(members.places(caller.identifier()));
        // A proved address belongs to one account: nothing that an organization noted stands beside it.
        if (caller.identifier() instanceof Identifier.Email && own.stream().anyMatch(Credentials::verified))
            return known(own.getFirst());
        var candidates = new ArrayList<Candidate>();
        for (var credentials : own) add(candidates, new Candidate(credentials, null, Set.of()));
        for (var place : places) add(candidates, place);
        if (candidates.size() == 1) return completed(candidates.getFirst());
        for (var slug : caller.likely()) {
            var there = candidates.stream()
                    .filter(candidate -> candidate.slugs().contains(slug))
                    .toList();
            if (there.size() == 1) return completed(there.getFirst());
        }
        return Whom.nobody(caller);
    }

    /** On its own page an organization's record comes first; whoever is known by something proved gets in beside. */
    private Whom in(Caller caller, OrganizationId organization) {
        tenancy.enter(organization);
        var places = candidates(members.places(organization, caller.identifier()));
        var own = ownOf(caller.identifier());
        if (caller.identifier() instanceof Identifier.Phone)
            own = own.stream()
                    .filter(credentials -> isMember(credentials.account(), organization))
                    .toList();
        if (places.size() == 1) {
            var place = places.getFirst();
            if (place.credentials() != null || own.size() != 1) return completed(place);
            return Whom.of(own.getFirst(), place.newcomer());
        }
        return own.size() == 1 ? known(own.getFirst()) : Whom.nobody(caller);
    }

    /** The accounts that have this themselves, whatever organizations say. */
    private List<Credentials> ownOf(Identifier identifier) {
        return switch (identifier) {
            case Identifier.Email email ->
                accounts.credentials(email.address()).stream().toList();
            case Identifier.Phone phone -> accounts.credentials(phone.number());
            case Identifier.Name _ -> List.of();
        };
    }

    private List<Candidate> candidates(List<SignInPlace> places) {
        if (places.stream().allMatch(place -> place.account() == null)) accounts.credentials(NOBODY);
        return places.stream().map(this::candidate).toList();
    }

    private Candidate candidate(SignInPlace place) {
        var newcomer = new Newcomer(place.organization(), place.member());
        var credentials = place.account() == null
                ? null
                : accounts.credentials(place.account()).orElse(null);
        return credentials == null || credentials.initial()
                ? new Candidate(credentials, newcomer, Set.of(place.slug()))
                : new Candidate(credentials, null, Set.of(place.slug()));
    }

    /** The same account through several organizations is one person. */
    private static void add(List<Candidate> candidates, Candidate candidate) {
        for (var i = 0; i < candidates.size(); i++) {
            if (!candidates.get(i).person().equals(candidate.person())) continue;
            var slugs = new HashSet<>(candidates.get(i).slugs());
            slugs.addAll(candidate.slugs());
            candidates.set(i, new Candidate(candidate.credentials(), candidate.newcomer(), slugs));
            return;
        }
        candidates.add(candidate);
    }

    private Whom completed(Candidate candidate) {
        return candidate.newcomer() == null && candidate.credentials() != null
                ? known(candidate.credentials())
                : candidate.whom();
    }

    /** An account; while its password is initial, with the member whose one-time password may stand in for it. */
    private Whom known(Credentials credentials) {
        if (!credentials.initial()) return Whom.of(credentials, null);
        var newcomer = memberships(credentials.account())
                .findFirst()
                .map(membership -> new Newcomer(membership.organization(), membership.id()))
                .orElse(null);
        return Whom.of(credentials, newcomer);
    }

    private boolean isMember(AccountId account, OrganizationId organization) {
        return memberships(account)
                .anyMatch(membership -> membership.organization().equals(organization));
    }

    private Stream<Membership> memberships(AccountId account) {
        return members.memberships(account).stream();
    }
}
