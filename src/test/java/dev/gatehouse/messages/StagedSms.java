package dev.gatehouse.messages;

import dev.gatehouse.platform.MasterKey;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Text messages put into the outbox of a server that runs in another process, as its own faces would. */
public final class StagedSms {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StagedSms() {}

    /** A code to a number, to be sent at once. */
    public static void code(JdbcClient database, String masterKey, UUID organization, String phone) {
        var envelopes = new Envelopes(new Sealer(MasterKey.of(masterKey).derive("messages")), JSON);
        var now = Clock.systemUTC().instant();
        var outgoing = Outgoing.sms(
                Template.SIGN_IN_CODE,
                "en",
                null,
                null,
                phone,
                Map.of("code", "493027"),
                now.plus(Duration.ofHours(1)));
        var message = database.sql("""
                insert into message (organization_id, channel, template, language, address, parameters, created_at, expires_at)
                values (:organization, 'sms', 'SIGN_IN_CODE', 'en', :phone, :parameters, :now, :expires) returning id
                """)
                .param("organization", organization)
                .param("phone", phone)
                .param("parameters", envelopes.seal(new OrganizationId(organization), outgoing))
                .param("now", Timestamps.utc(now))
                .param("expires", Timestamps.utc(outgoing.expiresAt()))
                .query(UUID.class)
                .single();
        database.sql("""
                insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version, priority)
                values ('sms', :instance, :data, :now, false, 1, 90)
                """)
                .param("instance", message.toString())
                .param("data", JSON.writeValueAsBytes(new MessageRef(organization, message)))
                .param("now", Timestamps.utc(now))
                .update();
    }
}
