package dev.gatehouse.messages;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Where text messages may go, so that nobody earns by having them sent. */
@Component
class SmsRules {

    private final boolean offered;

    SmsRules(Settings settings) {
        this.offered = Viewer.takes(settings).contains(Channel.SMS);
    }

    boolean offered() {
        return offered;
    }

    void require(OrganizationId organization, String phone) {
        if (!offered) throw new Refusal("sms.off");
    }

    Set<String> admitted(OrganizationId organization, List<String> phones) {
        return offered ? Set.copyOf(phones) : Set.of();
    }
}
