package dev.gatehouse.imports;

import dev.gatehouse.organizations.Attribute;
import java.util.List;
import java.util.Set;

/**
 * What a template offers to choose from: names as people read them, those of departments with what stands above them. A list
 * that is empty takes its column away.
 *
 * @param activations those of {@link CellWords#ACTIVATIONS} that the organization lets people come in by
 * @param required the fields that nobody can be imported without, beside the names
 */
record Offer(
        List<String> departments,
        List<String> jobProfiles,
        List<String> roles,
        List<String> userTypes,
        List<String> partners,
        List<Attribute> attributes,
        List<String> activations,
        Set<PersonField> required) {

    Offer {
        departments = List.copyOf(departments);
        jobProfiles = List.copyOf(jobProfiles);
        roles = List.copyOf(roles);
        userTypes = List.copyOf(userTypes);
        partners = List.copyOf(partners);
        attributes = List.copyOf(attributes);
        activations = List.copyOf(activations);
        required = Set.copyOf(required);
    }
}
