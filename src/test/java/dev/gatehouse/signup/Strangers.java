package dev.gatehouse.signup;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People who sign up at the house, and what becomes of them. */
final class Strangers {

    static final String PASSWORD = "nine patient badgers dig";
    static final Origin HERE = new Origin("203.0.113.7", "Test");

    private final House house;
    private final SignUp signUp;

    Strangers(House house) {
        this.house = house;
        this.signUp = house.get(SignUp.class);
    }

    /** What an organization decides, as assignments in SQL. */
    void policy(Tenant tenant, String assignments) {
        house.asOwner()
                .sql("update organization_policy set " + assignments + " where organization_id = :organization")
                .param("organization", tenant.id().value())
                .update();
    }

    static SignUpForm byEmail(String email) {
        return form(Map.of("way", "email", "email", email));
    }

    static SignUpForm byPhone(String username, String phone) {
        return form(Map.of("way", "phone", "username", username, "phone", phone));
    }

    /** A form in which everything is right, with some fields of its own. */
    static SignUpForm form(Map<String, String> fields) {
        var sent = new HashMap<>(Map.of(
                "firstName",
                "Mei",
                "lastName",
                "Tanaka",
                "password",
                PASSWORD,
                "language",
                "de",
                "timeZone",
                "Asia/Tokyo",
                "consent",
                "0"));
        sent.putAll(fields);
        return SignUpForm.of(sent, "en");
    }

    Handle begin(Tenant tenant, SignUpForm form) {
        return begin(tenant, "", form);
    }

    Handle begin(Tenant tenant, String code, SignUpForm form) {
        return signUp.begin(tenant.slug(), code, form, Locale.ENGLISH, HERE);
    }

    /** Signs up with an address and confirms it in the same browser. */
    Entered join(Tenant tenant, SignUpForm form) {
        var handle = begin(tenant, form);
        return house.get(SignUpProof.class)
                .confirm(house.secretTo(form.email(), "/sign-up/confirm/"), "", handle, HERE);
    }

    /** The code of the newest text message to a number. */
    String codeTo(String phone) {
        return house.smsTo(phone).replaceAll("^\\D*(\\d{6})\\b.*$", "$1");
    }

    String status(MemberId member) {
        return text("select status from member where id = :id", member);
    }

    boolean there(MemberId member) {
        return house.asOwner()
                .sql("select exists (select from member where id = :id)")
                .param("id", member.value())
                .query(Boolean.class)
                .single();
    }

    /** A column of a member's row as text; null for nothing. */
    @Nullable
    String column(MemberId member, String column) {
        return house.asOwner()
                .sql("select " + column + "::text from member where id = :id")
                .param("id", member.value())
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    int members(Tenant tenant) {
        return number(
                "select count(*) from member where organization_id = :id",
                tenant.id().value());
    }

    int seats(Tenant tenant) {
        return number(
                "select seats_used from organization where id = :id",
                tenant.id().value());
    }

    int accounts(String email) {
        return house.asOwner()
                .sql("select count(*) from account_email where email_key = :key")
                .param("key", email)
                .query(Integer.class)
                .single();
    }

    /** What a member may do in the whole organization. */
    Set<Permission> permissions(Tenant tenant, MemberId member) {
        var subject =
                new SubjectId(UUID.fromString(text("select subject_id::text from member where id = :id", member)));
        var actor = Actor.member(tenant.id(), tenant.admin().requireAccount(), member, subject, HERE);
        return house.get(Access.class).permissionsOf(actor);
    }

    MemberId member(Tenant tenant, String email) {
        return new MemberId(house.asOwner()
                .sql("select id from member where organization_id = :organization and email_key = :email")
                .param("organization", tenant.id().value())
                .param("email", email)
                .query(UUID.class)
                .single());
    }

    /** Somebody whom the organization knows and who never came in. */
    MemberId created(Tenant tenant, String columns, String values) {
        return house.inTransaction(() -> {
            var subject = house.asOwner()
                    .sql("insert into permission_subject (organization_id) values (:organization) returning id")
                    .param("organization", tenant.id().value())
                    .query(UUID.class)
                    .single();
            return new MemberId(house.asOwner()
                    .sql("insert into member (organization_id, subject_id, status, created_at, status_changed_at, "
                            + columns + ") values (:organization, :subject, 'CREATED', :now, :now, " + values
                            + ") returning id")
                    .param("organization", tenant.id().value())
                    .param("subject", subject)
                    .param("now", Timestamps.utc(house.clock().instant()))
                    .query(UUID.class)
                    .single());
        });
    }

    private String text(String sql, MemberId member) {
        return house.asOwner()
                .sql(sql)
                .param("id", member.value())
                .query(String.class)
                .single();
    }

    private int number(String sql, UUID id) {
        return house.asOwner().sql(sql).param("id", id).query(Integer.class).single();
    }
}
