package dev.gatehouse.platform;

import org.jspecify.annotations.Nullable;

/**
 * Who does something, and in which organization. The organization comes from the address and the session, never from a
 * form, and every permission is asked for it alone.
 *
 * @param organization where the act takes place; {@link OrganizationId#PLATFORM} outside of any tenant
 * @param account the login; null for the server itself and for people who have no account yet
 * @param member the actor's place in the organization; null where they have none
 * @param subject what the actor's grants in the organization hang on; null where they have none
 */
public record Actor(
        OrganizationId organization,
        @Nullable AccountId account,
        @Nullable MemberId member,
        @Nullable SubjectId subject,
        Origin origin) {

    /** The server itself acts, in one organization: jobs, rules, start-up. */
    public static Actor system(OrganizationId organization) {
        return new Actor(organization, null, null, null, Origin.SERVER);
    }

    /** Someone who is not signed in, such as an invited person before they have an account. */
    public static Actor anonymous(OrganizationId organization, Origin origin) {
        return new Actor(organization, null, null, null, origin);
    }

    /** A signed-in person outside of any organization: their own account, the operators' pages. */
    public static Actor account(AccountId account, Origin origin) {
        return new Actor(OrganizationId.PLATFORM, account, null, null, origin);
    }

    /** A signed-in person in one of their organizations. */
    public static Actor member(
            OrganizationId organization, AccountId account, MemberId member, SubjectId subject, Origin origin) {
        return new Actor(organization, account, member, subject, origin);
    }

    /** The account, where the act needs a signed-in person. Refuses with {@code unauthenticated}. */
    public AccountId requireAccount() {
        if (account == null) throw Refusal.unauthenticated();
        return account;
    }

    /** The same person in another organization's books, where they are not a member: sees nothing that needs a grant. */
    public Actor in(OrganizationId other) {
        return new Actor(other, account, null, null, origin);
    }
}
