package dev.gatehouse.platform;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.ibm.icu.util.Currency;
import com.ibm.icu.util.ULocale;
import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Countries and currencies to choose from, called what the reader's language calls them. */
public final class Regions {

    private static final Set<String> COUNTRIES = Arrays.stream(Locale.getISOCountries())
            .filter(PhoneNumberUtil.getInstance().getSupportedRegions()::contains)
            .collect(Collectors.toCollection(TreeSet::new));

    /** Money that people pay with: no former currencies, funds, metals or test codes. */
    private static final Set<String> CURRENCIES = COUNTRIES.stream()
            .flatMap(country -> Arrays.stream(
                    Currency.getKeywordValuesForLocale("currency", ULocale.forLocale(Locale.of("", country)), true)))
            .filter(code -> code.matches("[A-Z]{3}"))
            .collect(Collectors.toCollection(TreeSet::new));

    private Regions() {}

    /**
     * One to choose.
     *
     * @param code as in ISO 3166 or ISO 4217
     */
    public record Option(String code, String name) {}

    /** The countries that phone numbers can be from, by name. */
    public static List<Option> countries(Texts.Language language) {
        return sorted(
                COUNTRIES.stream()
                        .map(code -> new Option(code, Locale.of("", code).getDisplayCountry(language.locale())))
                        .toList(),
                language);
    }

    /** The currencies in use, by name. */
    public static List<Option> currencies(Texts.Language language) {
        return sorted(
                CURRENCIES.stream()
                        .map(code -> new Option(code, Currency.getInstance(code).getDisplayName(language.locale())))
                        .toList(),
                language);
    }

    /** Whether there is such a country. */
    public static boolean isCountry(String code) {
        return COUNTRIES.contains(code);
    }

    /** Whether there is such a currency. */
    public static boolean isCurrency(String code) {
        return CURRENCIES.contains(code);
    }

    private static List<Option> sorted(List<Option> options, Texts.Language language) {
        return options.stream()
                .sorted(Comparator.comparing(Option::name, Collator.getInstance(language.locale())))
                .toList();
    }
}
