package dev.gatehouse.members;

import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.RowSource;
import java.util.List;
import java.util.UUID;

/**
 * Many people who are to become members and stand in a table of whoever brings them, read by the rules of every way in (CRE-4).
 *
 * @param rows gives one row each, with the columns that {@code member} has: {@code id}, {@code subject_id}, {@code status},
 *     {@code first_name}, {@code last_name}, {@code email}, {@code username}, {@code phone}, {@code universal_identifier}, {@code language},
 *     {@code currency}, {@code department_id}, {@code job_profile_id}, {@code user_type_id}, {@code partner_id},
 *     {@code invitation_expires_at}; and {@code attribute_values}, in the order of {@code attributes}
 * @param attributes the attributes that values are given for
 * @param importId by what they come: their history shows its event
 */
public record Staged(RowSource rows, List<AttributeId> attributes, UUID importId) {

    public Staged {
        attributes = List.copyOf(attributes);
    }
}
