package dev.gatehouse.messages;

import dev.gatehouse.messages.MessageState.State;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MessageStore {

    private static final String[] FAREWELLS = Arrays.stream(Template.values())
            .filter(Template::farewell)
            .map(Template::name)
            .toArray(String[]::new);

    private final JdbcClient jdbc;
    private final Envelopes envelopes;

    MessageStore(JdbcClient jdbc, Envelopes envelopes) {
        this.jdbc = jdbc;
        this.envelopes = envelopes;
    }

    List<MessageRef> insert(OrganizationId organization, List<Outgoing> messages, Instant now) {
        return jdbc.sql("""
                insert into message (organization_id, channel, template, language, member_id, account_id, address, parameters, created_at, expires_at)
                select :organization, channel, template, language, member_id, account_id, address, parameters, :now, expires_at
                  from unnest(:channels::text[], :templates::text[], :languages::text[], :members::uuid[], :accounts::uuid[], :addresses::text[],
                              :parameters::bytea[], :expiries::text[]::timestamptz[]) with ordinality
                       as message (channel, template, language, member_id, account_id, address, parameters, expires_at, place)
                 order by place
                returning id
                """)
                .param("organization", organization.value())
                .param("now", Timestamps.utc(now))
                .param("channels", messages.stream().map(m -> m.channel().key()).toArray(String[]::new))
                .param(
                        "templates",
                        messages.stream().map(m -> m.template().name()).toArray(String[]::new))
                .param("languages", messages.stream().map(Outgoing::language).toArray(String[]::new))
                .param(
                        "members",
                        messages.stream()
                                .map(m -> m.member() == null ? null : m.member().value())
                                .toArray(UUID[]::new))
                .param(
                        "accounts",
                        messages.stream()
                                .map(m ->
                                        m.account() == null ? null : m.account().value())
                                .toArray(UUID[]::new))
                .param("addresses", messages.stream().map(Outgoing::address).toArray(String[]::new))
                .param(
                        "parameters",
                        messages.stream()
                                .map(m -> envelopes.seal(organization, m))
                                .toArray(byte[][]::new))
                .param(
                        "expiries",
                        messages.stream().map(m -> m.expiresAt().toString()).toArray(String[]::new))
                .query((row, n) -> new MessageRef(organization.value(), row.getObject("id", UUID.class)))
                .list();
    }

    /** Takes back what waits to go to the same members, of the same kinds and by the same channels as newer messages. */
    void withdraw(OrganizationId organization, List<Outgoing> newer) {
        if (newer.isEmpty()) return;
        jdbc.sql("""
                delete from message m
                 using unnest(:channels::text[], :templates::text[], :members::uuid[]) as newer (channel, template, member)
                 where m.organization_id = :organization and m.member_id = newer.member and m.state = 'QUEUED'
                   and m.channel = newer.channel and m.template = newer.template
                """)
                .param("channels", newer.stream().map(m -> m.channel().key()).toArray(String[]::new))
                .param("templates", newer.stream().map(m -> m.template().name()).toArray(String[]::new))
                .param(
                        "members",
                        newer.stream()
                                .map(m -> m.member() == null ? null : m.member().value())
                                .toArray(UUID[]::new))
                .param("organization", organization.value())
                .update();
    }

    void takeBack(OrganizationId organization, Template template, List<MemberId> members) {
        jdbc.sql("""
                delete from message
                 where organization_id = :organization and member_id = any (:members::uuid[]) and template = :template and state = 'QUEUED'
                """)
                .param("organization", organization.value())
                .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                .param("template", template.name())
                .update();
    }

    /** Begins a try: counts it, and gives the message only where it still waits. */
    Optional<Letter> claim(MessageRef ref) {
        return jdbc.sql("""
                with claimed as (
                    update message set attempts = attempts + 1
                     where organization_id = :organization and id = :message and state = 'QUEUED'
                    returning *)
                select m.*, o.name, o.brand_color, o.sender_name, o.slug, o.logo
                  from claimed m left join organization o on o.id = m.organization_id
                """)
                .param("organization", ref.organization())
                .param("message", ref.message())
                .query((row, n) -> letter(row))
                .optional();
    }

    Optional<Letter> find(MessageRef ref) {
        return jdbc.sql("""
                select m.*, o.name, o.brand_color, o.sender_name, o.slug, o.logo
                  from message m left join organization o on o.id = m.organization_id
                 where m.organization_id = :organization and m.id = :message
                """)
                .param("organization", ref.organization())
                .param("message", ref.message())
                .query((row, n) -> letter(row))
                .optional();
    }

    /**
     * Ends a message, and erases what filled it unless the viewer is to show it; a last word goes wholly. False where another process
     * was first.
     */
    boolean settle(Letter letter, State state, @Nullable Problem problem, Instant now, boolean keepParameters) {
        var ref = letter.ref();
        if (letter.template().farewell() && !keepParameters) return forget(ref);
        return jdbc.sql("""
                update message
                   set state = :state, problem = :problem, sent_at = case when :state = 'SENT' then :now::timestamptz end,
                       parameters = case when :keep then parameters end
                 where organization_id = :organization and id = :message and state = 'QUEUED'
                """)
                        .param("state", state.name())
                        .param("problem", problem == null ? null : problem.stored())
                        .param("now", Timestamps.utc(now))
                        .param("keep", keepParameters)
                        .param("organization", ref.organization())
                        .param("message", ref.message())
                        .update()
                == 1;
    }

    /** Says why a message has to wait. */
    boolean postpone(MessageRef ref, Problem problem) {
        return jdbc.sql("""
                update message set problem = :problem
                 where organization_id = :organization and id = :message and state = 'QUEUED'
                """)
                        .param("problem", problem.stored())
                        .param("organization", ref.organization())
                        .param("message", ref.message())
                        .update()
                == 1;
    }

    private boolean forget(MessageRef ref) {
        return jdbc.sql("""
                delete from message where organization_id = :organization and id = :message and state = 'QUEUED'
                """)
                        .param("organization", ref.organization())
                        .param("message", ref.message())
                        .update()
                == 1;
    }

    void forget(OrganizationId organization, MemberId member) {
        jdbc.sql("delete from message where organization_id = :organization and member_id = :member")
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    /** Erases the parameters of messages of a channel that are over and, where a time is given, expired by then; last words wholly. */
    int erase(OrganizationId organization, Channel channel, @Nullable Instant expiredBy) {
        jdbc.sql("""
                delete from message
                 where organization_id = :organization and channel = :channel and template = any (:farewells) and parameters is not null
                   and state <> 'QUEUED' and expires_at <= coalesce(:expired::timestamptz, 'infinity')
                """)
                .param("organization", organization.value())
                .param("channel", channel.key())
                .param("farewells", FAREWELLS)
                .param("expired", expiredBy == null ? null : Timestamps.utc(expiredBy))
                .update();
        return jdbc.sql("""
                update message set parameters = null
                 where organization_id = :organization and channel = :channel and parameters is not null and state <> 'QUEUED'
                   and expires_at <= coalesce(:expired::timestamptz, 'infinity')
                """)
                .param("organization", organization.value())
                .param("channel", channel.key())
                .param("expired", expiredBy == null ? null : Timestamps.utc(expiredBy))
                .update();
    }

    /** The newest messages of one organization that go by these channels. */
    List<Letter> newest(OrganizationId organization, Set<Channel> channels, int most) {
        return jdbc.sql("""
                select m.*, o.name, o.brand_color, o.sender_name, o.slug, o.logo
                  from message m left join organization o on o.id = m.organization_id
                 where m.organization_id = :organization and m.channel = any (:channels)
                 order by m.id desc
                 limit :most
                """)
                .param("organization", organization.value())
                .param("channels", channels.stream().map(Channel::key).toArray(String[]::new))
                .param("most", most)
                .query((row, n) -> letter(row))
                .list();
    }

    /** All organizations, the platform as the first. */
    List<OrganizationId> organizations() {
        return jdbc.sql("select :platform union all select id from organization order by 1")
                .param("platform", OrganizationId.PLATFORM.value())
                .query((row, n) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
    }

    /** How many deliveries wait, in all organizations. */
    long waiting() {
        return jdbc.sql("select count(*) from scheduled_tasks where task_name in (:tasks)")
                .param("tasks", MessageJobs.DELIVERIES)
                .query(Long.class)
                .single();
    }

    List<MessageState> ofMember(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select m.channel, m.template, m.address, m.state, m.created_at, m.sent_at, m.attempts, m.problem,
                       case when m.state = 'QUEUED' and not t.picked then t.execution_time end as next_try
                  from message m
                  left join scheduled_tasks t on t.task_name in (:tasks) and t.task_instance = m.id::text
                 where m.organization_id = :organization and m.member_id = :member
                 order by m.id desc
                 limit 50
                """)
                .param("tasks", MessageJobs.DELIVERIES)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> state(row))
                .list();
    }

    private static Letter letter(ResultSet row) throws SQLException {
        return new Letter(
                new MessageRef(row.getObject("organization_id", UUID.class), row.getObject("id", UUID.class)),
                Channel.of(row.getString("channel")),
                Template.valueOf(row.getString("template")),
                row.getString("language"),
                row.getString("address"),
                row.getBytes("parameters"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Timestamps.instant(row, "created_at"),
                Timestamps.instant(row, "expires_at"),
                row.getString("name"),
                row.getString("brand_color"),
                row.getString("sender_name"),
                logo(row.getString("slug"), row.getString("logo")));
    }

    private static @Nullable String logo(@Nullable String slug, @Nullable String hash) {
        return slug == null || hash == null ? null : "/logos/" + slug + "/" + hash + ".png";
    }

    private static MessageState state(ResultSet row) throws SQLException {
        return new MessageState(
                Channel.of(row.getString("channel")),
                Template.valueOf(row.getString("template")),
                row.getString("address"),
                State.valueOf(row.getString("state")),
                Timestamps.instant(row, "created_at"),
                row.getObject("sent_at") == null ? null : Timestamps.instant(row, "sent_at"),
                row.getObject("next_try") == null ? null : Timestamps.instant(row, "next_try"),
                row.getInt("attempts"),
                Problem.ofStored(row.getString("problem")));
    }
}
