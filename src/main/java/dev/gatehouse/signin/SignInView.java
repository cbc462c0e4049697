package dev.gatehouse.signin;

import dev.gatehouse.console.Shell;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in page: that of the platform, or an organization's own (ACT-3).
 *
 * @param place whose colours it wears; null for the product's own
 * @param action where its form goes
 * @param own whether it is the organization's own page
 * @param country where numbers without a country are from, for the hint (ISO 3166); null where each needs its country
 * @param signUp where people may sign up by themselves (CRE-5); null for nowhere
 */
public record SignInView(
        SignInForm form,
        Shell.@Nullable Place place,
        String action,
        boolean own,
        @Nullable String country,
        @Nullable String signUp) {

    /** As the reader's language calls the country. */
    public String countryName(Locale locale) {
        return country == null ? "" : Locale.of("", country).getDisplayCountry(locale);
    }
}
