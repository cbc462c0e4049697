package dev.gatehouse.imports;

import dev.gatehouse.creation.CreateOffer;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.Department;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.platform.UserTypeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people can be put into here by whoever imports them, by its names in a file: in any of our languages, whichever the file is in. What
 * is left empty is what the organization decided for new people (ORG-6).
 */
final class Roster {

    private static final int REMEMBERED_LANGUAGES = 1_000;
    private static final int REMEMBERED_LENGTH = 50;

    private final CreateOffer offer;
    private final CellWords words;
    private final Names<DepartmentId> paths = new Names<>();
    private final Names<DepartmentId> departments = new Names<>();
    private final Names<JobProfileId> jobProfiles = new Names<>();
    private final Names<UserTypeId> userTypes = new Names<>();
    private final Names<PartnerId> partners = new Names<>();
    private final Names<RoleId> roles = new Names<>();
    private final Map<String, String> languages = new HashMap<>();
    private final boolean anyDepartment;
    private final @Nullable UserTypeId usualType;
    private final Map<AttributeId, Attribute> attributes = new HashMap<>();

    Roster(CreateOffer offer, List<Department> all, CellWords words, Texts texts) {
        this.offer = offer;
        this.words = words;
        anyDepartment = !all.isEmpty();
        for (var department : all) {
            departments.add(department.name(), department.id());
            paths.add(department.path(), department.id());
        }
        for (var profile : offer.jobProfiles()) jobProfiles.add(profile.name(), profile.id());
        for (var partner : offer.partners()) partners.add(partner.name(), partner.id());
        for (var attribute : offer.attributes()) attributes.put(attribute.id(), attribute);
        // As the export of members has them.
        for (var type : offer.userTypes()) if (type.predefined() != null) userTypes.add(type.predefined(), type.id());
        for (var role : offer.roles())
            if (role.name().predefined() != null) roles.add(role.name().predefined(), role.id());
        for (var language : texts.all()) {
            for (var type : offer.userTypes())
                if (type.predefined() != null)
                    userTypes.add(language.text("user_type." + type.predefined()), type.id());
            for (var role : offer.roles())
                if (role.predefined())
                    roles.add(language.text("role." + role.name().predefined()), role.id());
        }
        for (var type : offer.userTypes()) if (type.name() != null) userTypes.add(type.name(), type.id());
        for (var role : offer.roles())
            if (!role.predefined()) roles.add(role.name().name(), role.id());
        usualType = offer.userTypes().stream()
                .filter(type -> "platform".equals(type.predefined()))
                .map(type -> type.id())
                .findFirst()
                .orElse(null);
    }

    /** A department by its path, or by its name where nothing else is called so. Refuses at {@code department}. */
    @Nullable
    DepartmentId department(String cell) {
        if (cell.isEmpty())
            return usual(offer.policy().defaultDepartment(), anyDepartment, "department", "creation.department");
        return named(paths.find(cell) == null ? departments : paths, cell, "department", "imports.row.department");
    }

    /** Refuses at {@code jobProfile}. */
    @Nullable
    JobProfileId jobProfile(String cell) {
        if (cell.isEmpty())
            return usual(
                    offer.policy().defaultJobProfile(),
                    !offer.jobProfiles().isEmpty(),
                    "jobProfile",
                    "creation.job_profile");
        return named(jobProfiles, cell, "jobProfile", "imports.row.job_profile");
    }

    /** Refuses at {@code userType}. */
    @Nullable
    UserTypeId userType(String cell) {
        return cell.isEmpty() ? usualType : named(userTypes, cell, "userType", "imports.row.user_type");
    }

    /** Refuses at {@code partner}. */
    @Nullable
    PartnerId partner(String cell) {
        return cell.isEmpty() ? null : named(partners, cell, "partner", "imports.row.partner");
    }

    /** A role that the importer can give here, or the organization gives to everybody new (ROL-3). Refuses at {@code role}. */
    @Nullable
    RoleId role(String cell) {
        if (!cell.isEmpty()) return named(roles, cell, "role", "imports.row.role");
        var usual = offer.policy().defaultRole();
        return offer.roles().stream().anyMatch(role -> role.id().equals(usual)) ? usual : null;
    }

    /** The tag of a language. Refuses at {@code language}. */
    String language(String cell) {
        if (cell.isEmpty()) return offer.organization().defaultLanguage();
        // A column has few languages, and each of them many times.
        var before = languages.get(cell);
        if (before != null) return before;
        var language = words.language(cell).orElseThrow(() -> Refusal.input("language", "imports.row.language", cell));
        if (cell.length() <= REMEMBERED_LENGTH && languages.size() < REMEMBERED_LANGUAGES)
            languages.put(cell, language);
        return language;
    }

    /** The key of a way in, {@code none}, or empty for what the import says. Refuses at {@code activation}. */
    String activation(String cell) {
        if (cell.isEmpty()) return "";
        return words.activation(cell).orElseThrow(() -> Refusal.input("activation", "imports.row.activation", cell));
    }

    /** What was written for yes and no in any language, as the reader of values takes it. */
    String yesNo(String cell) {
        return words.answer(cell).orElse(cell);
    }

    /** Those that are asked for here. */
    Map<AttributeId, Attribute> attributes() {
        return attributes;
    }

    private static <T> @Nullable T usual(@Nullable T usual, boolean any, String field, String missing) {
        if (usual == null && any) throw Refusal.input(field, missing);
        return usual;
    }

    private static <T> T named(Names<T> names, String cell, String field, String code) {
        var meaning = names.find(cell);
        Supplier<Refusal> unknown = () -> Refusal.input(field, code, cell);
        if (meaning == null) throw unknown.get();
        if (meaning.thing() == null) throw Refusal.input(field, "imports.row.several", cell);
        return meaning.thing();
    }
}
