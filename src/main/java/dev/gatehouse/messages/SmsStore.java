package dev.gatehouse.messages;

import dev.gatehouse.platform.OrganizationId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SmsStore {

    /**
     * What an organization may send, where the server's settings do not say it.
     *
     * @param budget most in 24 hours; null for that of the settings
     * @param countries where to; null for those of the settings
     */
    record Policy(@Nullable Integer budget, @Nullable Set<String> countries) {}

    /** A part, wherever it is. */
    record Place(MessageRef message, int number) {}

    private final JdbcClient jdbc;

    SmsStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Policy policy(OrganizationId organization) {
        return jdbc.sql(
                        "select sms_budget, sms_countries from organization_policy where organization_id = :organization")
                .param("organization", organization.value())
                .query((row, n) -> {
                    var countries = row.getArray("sms_countries");
                    return new Policy(
                            row.getObject("sms_budget", Integer.class),
                            countries == null ? null : Set.copyOf(Arrays.asList((String[]) countries.getArray())));
                })
                .optional()
                .orElse(new Policy(null, null));
    }

    /** The parts of a message that a gateway has taken. */
    List<SmsPart> parts(MessageRef ref) {
        return jdbc.sql("""
                select number, parts, gateway_id from message_part
                 where organization_id = :organization and message_id = :message
                 order by number
                """)
                .param("organization", ref.organization())
                .param("message", ref.message())
                .query((row, n) -> new SmsPart(row.getInt("number"), row.getInt("parts"), row.getString("gateway_id")))
                .list();
    }

    /** Notes which parts a gateway has taken; parts of a message that was cut otherwise before are forgotten. */
    void taken(MessageRef ref, List<SmsPart> parts) {
        if (parts.isEmpty()) return;
        jdbc.sql("""
                delete from message_part
                 where organization_id = :organization and message_id = :message and parts <> :parts
                """)
                .param("organization", ref.organization())
                .param("message", ref.message())
                .param("parts", parts.getFirst().of())
                .update();
        jdbc.sql("""
                insert into message_part (organization_id, message_id, number, parts, gateway_id)
                select :organization, :message, number, :parts, gateway_id
                  from unnest(:numbers::integer[], :ids::text[]) as part (number, gateway_id)
                    on conflict do nothing
                """)
                .param("organization", ref.organization())
                .param("message", ref.message())
                .param("parts", parts.getFirst().of())
                .param("numbers", parts.stream().map(SmsPart::number).toArray(Integer[]::new))
                .param(
                        "ids",
                        parts.stream()
                                .map(part -> part.gatewayId().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .update();
    }

    /** Whose part is meant by one of these ids; read past the wall, through the door that gives no more. */
    Optional<Place> find(List<String> gatewayIds) {
        return jdbc.sql("select organization_id, message_id, number from message_part_of(:ids)")
                .param("ids", gatewayIds.toArray(String[]::new))
                .query((row, n) -> new Place(
                        new MessageRef(
                                row.getObject("organization_id", UUID.class), row.getObject("message_id", UUID.class)),
                        row.getInt("number")))
                .optional();
    }

    /** Notes what became of a part, once. */
    void report(Place place, @Nullable String problem) {
        jdbc.sql("""
                update message_part set state = case when :problem::text is null then 'DELIVERED' else 'UNDELIVERED' end, problem = :problem
                 where organization_id = :organization and message_id = :message and number = :number and state = 'SENT'
                """)
                .param("problem", problem)
                .param("organization", place.message().organization())
                .param("message", place.message().message())
                .param("number", place.number())
                .update();
    }

    /** Locks a message, so that what its parts say is added up by one at a time. */
    void lock(MessageRef ref) {
        jdbc.sql("select id from message where organization_id = :organization and id = :message for update")
                .param("organization", ref.organization())
                .param("message", ref.message())
                .query(UUID.class)
                .optional();
    }

    /** Lets a message that was sent follow its parts: delivered once all are, undelivered as soon as one is. */
    void follow(MessageRef ref) {
        jdbc.sql("""
                update message m
                   set state = case when p.failed > 0 then 'UNDELIVERED' else 'DELIVERED' end, problem = p.problem
                  from (select count(*) filter (where state = 'UNDELIVERED') as failed, count(*) filter (where state = 'SENT') as open,
                               count(*) as present, min(problem) as problem
                          from message_part where organization_id = :organization and message_id = :message) p
                 where m.organization_id = :organization and m.id = :message and m.state = 'SENT'
                   and p.present > 0 and (p.failed > 0 or p.open = 0)
                """)
                .param("organization", ref.organization())
                .param("message", ref.message())
                .update();
    }
}
