package dev.gatehouse.messages;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Sealer;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Parameters under seal: a link read in the database would be a key to somebody's account. */
class Envelopes {

    private static final TypeReference<LinkedHashMap<String, String>> PARAMETERS = new TypeReference<>() {};

    private final Sealer sealer;
    private final JsonMapper json;

    Envelopes(Sealer sealer, JsonMapper json) {
        this.sealer = sealer;
        this.json = json;
    }

    byte[] seal(OrganizationId organization, Outgoing message) {
        return sealer.seal(
                json.writeValueAsBytes(message.parameters()),
                place(organization, message.template(), message.address()));
    }

    Map<String, String> open(OrganizationId organization, Template template, String address, byte[] sealed) {
        return json.readValue(sealer.open(sealed, place(organization, template, address)), PARAMETERS);
    }

    private static String place(OrganizationId organization, Template template, String address) {
        return organization + "\n" + template + "\n" + address;
    }
}
