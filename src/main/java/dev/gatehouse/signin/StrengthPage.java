package dev.gatehouse.signin;

import dev.gatehouse.console.Visitor;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How strong a password is, while somebody types it (ACT-6). It is looked at and forgotten: never stored, never logged. */
@Controller
class StrengthPage {

    private static final int LONGEST_ADDRESS = 254;

    private static final Limit LIMIT = new Limit("password.strength", 300, Duration.ofMinutes(10));
    private static final int MOST_ORGANIZATIONS = 50;
    private static final int LEAST = 8;
    private static final int MOST = 64;

    private final PasswordRules rules;
    private final Limits limits;

    StrengthPage(PasswordRules rules, Limits limits) {
        this.rules = rules;
        this.limits = limits;
    }

    @PostMapping("/password/strength")
    String judge(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "15") int minimum,
            @RequestParam(defaultValue = "password") String field,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String firstName,
            @RequestParam(defaultValue = "") String lastName,
            @RequestParam(defaultValue = "") String organization,
            Visitor visitor,
            Model model) {
        limits.take(LIMIT, Networks.of(visitor.origin()));
        var asked = Math.clamp(minimum, LEAST, MOST);
        model.addAttribute(
                "verdict",
                rules.check(
                        password,
                        asked,
                        List.of(clip(email), clip(firstName), clip(lastName)),
                        organization
                                .lines()
                                .limit(MOST_ORGANIZATIONS)
                                .map(StrengthPage::clip)
                                .toList()));
        model.addAttribute("field", field);
        model.addAttribute("minimum", asked);
        return "signin/strength";
    }

    private static String clip(String text) {
        return text.length() > LONGEST_ADDRESS ? text.substring(0, LONGEST_ADDRESS) : text;
    }
}
