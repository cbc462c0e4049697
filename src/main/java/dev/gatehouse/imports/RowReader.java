package dev.gatehouse.imports;

import dev.gatehouse.admission.Activation;
import dev.gatehouse.creation.CreateOffer;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.members.PersonRules;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.TimeIds;
import dev.gatehouse.platform.Username;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row as a person to come, by the rules that every other way in has (CRE-1), and notes all that is wrong with it. What cannot be said
 * without the other rows, or without who is there already, is the matter of {@link ImportCheckStore}.
 */
final class RowReader {

    private static final int LONGEST_VALUE = 200;

    private final CreateOffer offer;
    private final Roster roster;
    private final RowCodes codes;
    private final DefaultWay usualWay;
    private final Locale locale;
    private final Clock clock;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Attribute> attributes;

    RowReader(CreateOffer offer, Roster roster, RowCodes codes, ImportRun run, Locale locale, Clock clock) {
        this.offer = offer;
        this.roster = roster;
        this.codes = codes;
        this.usualWay = run.way();
        this.locale = locale;
        this.clock = clock;
        for (var column = 0; column < run.fields().size(); column++)
            columns.put(run.fields().get(column), column);
        // What is required is asked of every row, whether or not the file has a column for it.
        this.attributes = List.copyOf(roster.attributes().values());
    }

    StagedRow read(SheetRow row) {
        return new Reading(row).staged();
    }

    /** One row on its way. */
    private final class Reading {

        private final SheetRow row;
        private final MemberId member = new MemberId(TimeIds.next(clock.instant()));
        private final List<Problem> problems = new ArrayList<>();

        Reading(SheetRow row) {
            this.row = row;
        }

        StagedRow staged() {
            var firstName = read("firstName", PersonRules::firstName);
            var lastName = read("lastName", PersonRules::lastName);
            var email = cell("email").isEmpty() ? null : read("email", EmailAddress::parse);
            var username = cell("username").isEmpty() ? null : read("username", Username::parse);
            var phone = phone();
            var language = read("language", roster::language);
            var person = new NewMember(
                    email,
                    username,
                    phone,
                    firstName == null ? "" : firstName,
                    lastName == null ? "" : lastName,
                    language == null ? "" : language,
                    read("currency", cell -> PersonRules.currency(cell.toUpperCase(Locale.ROOT))),
                    read("department", roster::department),
                    read("jobProfile", roster::jobProfile),
                    read("userType", roster::userType),
                    read("partner", roster::partner),
                    read("identifier", PersonRules::identifier),
                    attributes());
            var role = read("role", roster::role);
            var way = way(person);
            var code = way == RowWay.CODE ? code() : null;
            return new StagedRow(
                    row.number(),
                    member,
                    new SubjectId(TimeIds.next(clock.instant())),
                    person,
                    role,
                    way,
                    code,
                    code == null || cell("code").isEmpty() ? null : codes.print(cell("code")),
                    problems);
        }

        /** Whoever has no address signs in with a username, and is reached by phone (CRE-1). */
        private @Nullable PhoneNumber phone() {
            if (cell("email").isEmpty() && cell("username").isEmpty()) {
                problems.add(new Problem("email", "", "imports.row.nothing", List.of()));
                return null;
            }
            if (!cell("email").isEmpty() && cell("phone").isEmpty()) return null;
            return read("phone", this::number);
        }

        /** Whoever imports may be able to choose the country that is missing, so the sentence says where. */
        private PhoneNumber number(String cell) {
            try {
                return PhoneNumber.parse(cell, offer.policy().defaultCountry());
            } catch (Refusal refusal) {
                throw refusal.code().equals("phone.country") ? Refusal.input("phone", "imports.row.country") : refusal;
            }
        }

        private Map<AttributeId, String> attributes() {
            var values = new LinkedHashMap<AttributeId, String>();
            for (var attribute : attributes) {
                var value = read(AttributeValues.field(attribute.id()), cell -> {
                    var typed = attribute.kind() == Attribute.Kind.YES_NO ? roster.yesNo(cell) : cell;
                    return AttributeValues.check(attribute, typed, locale);
                });
                if (value != null) values.put(attribute.id(), value);
            }
            return values;
        }

        private @Nullable RowWay way(NewMember person) {
            var said = read("activation", roster::activation);
            if (said == null) return null;
            if (said.isEmpty() && !cell("code").isEmpty()) said = RowWay.CODE.key();
            var chosen = said.isEmpty() ? usualWay(person) : said;
            if (chosen.equals("none")) return null;
            var way = RowWay.stored(chosen);
            if (way == RowWay.CODE && !offer.policy().oneTimePasswords())
                problems.add(problem(cell("code").isEmpty() ? "activation" : "code", "one_time_password.off"));
            if (way.channels().contains(Channel.EMAIL) && cell("email").isEmpty())
                problems.add(problem("activation", "imports.row.no_email"));
            if (way.channels().contains(Channel.SMS) && cell("phone").isEmpty())
                problems.add(problem("activation", "imports.row.no_phone"));
            if (way.channels().contains(Channel.SMS) && !offer.sms())
                problems.add(problem("activation", "imports.row.no_sms"));
            return way;
        }

        private String usualWay(NewMember person) {
            if (usualWay == DefaultWay.NONE) return "none";
            if (usualWay == DefaultWay.CODE) return RowWay.CODE.key();
            var channels = usualChannels(person);
            if (!channels.isEmpty()) return RowWay.of(channels).key();
            // What is wrong with the address or the number is said at that.
            if (problems.isEmpty()) problems.add(problem("activation", "imports.row.unreachable"));
            return "none";
        }

        private Set<Channel> usualChannels(NewMember person) {
            var possible = EnumSet.noneOf(Channel.class);
            if (person.email() != null) possible.add(Channel.EMAIL);
            if (person.phone() != null && offer.sms()) possible.add(Channel.SMS);
            return Activation.usual(offer.policy(), possible);
        }

        private @Nullable String code() {
            var written = cell("code");
            if (written.isEmpty()) return codes.made(row.number(), member);
            return read("code", cell -> codes.given(cell, member));
        }

        private <T> @Nullable T read(String field, Rule<T> rule) {
            try {
                ExampleRow.check(field, cell(field));
                return rule.read(cell(field));
            } catch (Refusal refusal) {
                if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
                problems.add(new Problem(field, shown(field), refusal.code(), shortened(refusal.arguments())));
                return null;
            }
        }

        private Problem problem(String field, String code) {
            return new Problem(field, shown(field), code, List.of());
        }

        private String shown(String field) {
            if (field.equals("code")) return "";
            return shortened(cell(field));
        }

        private String cell(String field) {
            var column = columns.get(field);
            return column == null || column >= row.cells().size()
                    ? ""
                    : row.cells().get(column);
        }
    }

    /** Sentences that repeat a cell would keep all of it: of some thousand rows at once, that is all the memory there is. */
    private static List<Object> shortened(List<Object> arguments) {
        return arguments.stream()
                .map(argument -> argument instanceof String text ? shortened(text) : argument)
                .toList();
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_VALUE) return text;
        var end = Character.isHighSurrogate(text.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
        return text.substring(0, end) + "…";
    }

    /** Reads what stands in a cell. Refuses what is wrong as {@code INPUT}. */
    private interface Rule<T> {
        @Nullable
        T read(String cell);
    }
}
