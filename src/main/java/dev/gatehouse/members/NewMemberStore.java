package dev.gatehouse.members;

import static dev.gatehouse.members.MemberStore.MEMBER;

import dev.gatehouse.people.Account;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Puts people in: a few, or as many as somebody typed; the thousands of a file come by {@link MemberLoadStore}. */
@Repository
class NewMemberStore {

    private final JdbcClient jdbc;

    NewMemberStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those who could be added, in their order: whoever has something that is somebody's already is left out. */
    List<Member> insert(
            OrganizationId organization,
            List<NewMember> people,
            List<SubjectId> subjects,
            Entry entry,
            @Nullable MemberId broughtBy,
            Instant now) {
        return jdbc.sql("""
                insert into member (organization_id, subject_id, status, first_name, last_name, email, username, phone, language, currency,
                                    department_id, job_profile_id, user_type_id, partner_id, universal_identifier, invitation_expires_at,
                                    confirm_until, awaits_identifier, brought_by, created_at, status_changed_at)
                select :organization, subject, :status, first_name, last_name, email, username, phone, language, currency,
                       department, job_profile, user_type, partner, identifier, :expires, :confirm, :awaits, :by, :now, :now
                  from unnest(:subjects::uuid[], :firstNames::text[], :lastNames::text[], :emails::text[], :usernames::text[], :phones::text[],
                              :languages::text[], :currencies::text[], :departments::uuid[], :jobProfiles::uuid[], :userTypes::uuid[],
                              :partners::uuid[], :identifiers::text[]) with ordinality
                       as person (subject, first_name, last_name, email, username, phone, language, currency, department, job_profile,
                                  user_type, partner, identifier, place)
                 order by place
                    on conflict do nothing
                returning
                """ + MEMBER)
                .param("organization", organization.value())
                .param("status", entry.status().name())
                .param("expires", Timestamps.optionalUtc(entry.invitationExpiresAt()))
                .param("confirm", Timestamps.optionalUtc(entry.confirmUntil()))
                .param("awaits", entry.awaitsIdentifier())
                .param("by", broughtBy == null ? null : broughtBy.value())
                .param("now", Timestamps.utc(now))
                .param("subjects", subjects.stream().map(SubjectId::value).toArray(UUID[]::new))
                .param("firstNames", texts(people, NewMember::firstName))
                .param("lastNames", texts(people, NewMember::lastName))
                .param(
                        "emails",
                        texts(
                                people,
                                person -> person.email() == null
                                        ? null
                                        : person.email().value()))
                .param(
                        "usernames",
                        texts(
                                people,
                                person -> person.username() == null
                                        ? null
                                        : person.username().value()))
                .param(
                        "phones",
                        texts(
                                people,
                                person -> person.phone() == null
                                        ? null
                                        : person.phone().value()))
                .param("languages", texts(people, NewMember::language))
                .param("currencies", texts(people, NewMember::currency))
                .param(
                        "departments",
                        ids(
                                people,
                                person -> person.department() == null
                                        ? null
                                        : person.department().value()))
                .param(
                        "jobProfiles",
                        ids(
                                people,
                                person -> person.jobProfile() == null
                                        ? null
                                        : person.jobProfile().value()))
                .param(
                        "userTypes",
                        ids(
                                people,
                                person -> person.userType() == null
                                        ? null
                                        : person.userType().value()))
                .param(
                        "partners",
                        ids(
                                people,
                                person -> person.partner() == null
                                        ? null
                                        : person.partner().value()))
                .param("identifiers", texts(people, NewMember::universalIdentifier))
                .query(MemberStore::member)
                .list();
    }

    /** The first of the attributes' unique values that somebody else has already leaves its row out. Returns how many were put. */
    int insertAttributes(OrganizationId organization, List<Member> members, List<NewMember> people) {
        var owners = new ArrayList<UUID>();
        var attributes = new ArrayList<UUID>();
        var values = new ArrayList<String>();
        for (var i = 0; i < members.size(); i++)
            for (var value : people.get(i).attributes().entrySet()) {
                owners.add(members.get(i).id().value());
                attributes.add(value.getKey().value());
                values.add(value.getValue());
            }
        if (owners.isEmpty()) return 0;
        return jdbc.sql("""
                insert into member_attribute (organization_id, member_id, attribute_id, value, unique_key)
                select :organization, given.member_id, a.id, given.value, case when a.unique_values then identity_key(given.value) end
                  from unnest(:members::uuid[], :attributes::uuid[], :values::text[]) as given (member_id, attribute_id, value)
                  join attribute a on a.organization_id = :organization and a.id = given.attribute_id
                    on conflict do nothing
                """)
                .param("organization", organization.value())
                .param("members", owners.toArray(UUID[]::new))
                .param("attributes", attributes.toArray(UUID[]::new))
                .param("values", values.toArray(String[]::new))
                .update();
    }

    Member insertRegistered(OrganizationId organization, SubjectId subject, Account account, Instant now) {
        return jdbc.sql("""
                insert into member (organization_id, subject_id, account_id, status, first_name, last_name, email, language,
                                    last_active_at, created_at, status_changed_at)
                values (:organization, :subject, :account, 'REGISTERED', :first, :last, :email, :language, :now, :now, :now)
                returning
                """ + MEMBER)
                .param("organization", organization.value())
                .param("subject", subject.value())
                .param("account", account.id().value())
                .param("first", account.firstName())
                .param("last", account.lastName())
                .param("email", account.email())
                .param("language", account.language())
                .param("now", Timestamps.utc(now))
                .query(MemberStore::member)
                .single();
    }

    private static String[] texts(List<NewMember> people, Function<NewMember, @Nullable String> value) {
        return people.stream().map(value).toArray(String[]::new);
    }

    private static UUID[] ids(List<NewMember> people, Function<NewMember, @Nullable UUID> value) {
        return people.stream().map(value).toArray(UUID[]::new);
    }
}
