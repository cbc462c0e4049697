package dev.gatehouse.organizations;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.currencies.Money;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The pages of the people who run the platform (ORG-7). */
@Controller
class OperatorsPage {

    private static final Pattern PLACE = Pattern.compile("[a-z0-9-]{0,50}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}([.,][0-9]{1,4})?");

    private final Operators operators;
    private final Flash flash;

    OperatorsPage(Operators operators, Flash flash) {
        this.operators = operators;
        this.flash = flash;
    }

    @GetMapping("/operator/organizations")
    ModelAndView list(Actor actor, @RequestParam @Nullable String after, @RequestParam @Nullable String before) {
        return new ModelAndView(
                "organizations/operators",
                "operators",
                new OperatorsView(operators.list(actor, place(after), place(before))));
    }

    @GetMapping("/operator/organizations/{id}")
    ModelAndView show(Actor actor, @PathVariable String id) {
        return page(view(actor, OrganizationId.parse(id)));
    }

    @PostMapping("/operator/organizations/{id}/seats")
    ModelAndView seats(
            Actor actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seats,
            HttpServletRequest request,
            HttpServletResponse response) {
        var organization = operators.get(actor, OrganizationId.parse(id));
        try {
            operators.setSeats(actor, organization.id(), number(seats.strip()));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return page(view(actor, organization.id()).seats(seats, refusal));
        }
        flash.leave(request, response, Note.success("operators.seats.saved", organization.name()));
        return new ModelAndView("redirect:/operator/organizations/" + id);
    }

    @PostMapping("/operator/organizations/{id}/price")
    ModelAndView price(
            Actor actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String price,
            @RequestParam(defaultValue = "") String currency,
            HttpServletRequest request,
            HttpServletResponse response) {
        var organization = operators.get(actor, OrganizationId.parse(id));
        try {
            operators.setPrice(actor, organization.id(), money(price.strip(), currency));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return page(view(actor, organization.id()).price(price, currency, refusal));
        }
        flash.leave(request, response, Note.success("operators.price.saved", organization.name()));
        return new ModelAndView("redirect:/operator/organizations/" + id);
    }

    @PostMapping("/operator/organizations/{id}/sms")
    ModelAndView sms(
            Actor actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String budget,
            @RequestParam(defaultValue = "") String countries,
            HttpServletRequest request,
            HttpServletResponse response) {
        var organization = operators.get(actor, OrganizationId.parse(id));
        var typed = new SmsAllowance(budget, countries);
        try {
            operators.setSmsAllowance(actor, organization.id(), typed);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INPUT) throw refusal;
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return page(view(actor, organization.id()).sms(typed, refusal));
        }
        flash.leave(request, response, Note.success("operators.sms.saved", organization.name()));
        return new ModelAndView("redirect:/operator/organizations/" + id);
    }

    /** Asks before an organization is suspended: a dialog over the page, or a page where there is no JavaScript. */
    @GetMapping("/operator/organizations/{id}/suspension")
    ModelAndView askToSuspend(Actor actor, @PathVariable String id, Htmx htmx) {
        return new ModelAndView(
                htmx.view("organizations/suspension", "organizations/suspension-dialog"),
                "organization",
                operators.get(actor, OrganizationId.parse(id)));
    }

    @PostMapping("/operator/organizations/{id}/suspension")
    String suspend(Actor actor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        var organization = operators.suspend(actor, OrganizationId.parse(id));
        flash.leave(request, response, Note.success("operators.suspended", organization.name()));
        return "redirect:/operator/organizations/" + id;
    }

    @PostMapping("/operator/organizations/{id}/resumption")
    String resume(Actor actor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        var organization = operators.resume(actor, OrganizationId.parse(id));
        flash.leave(request, response, Note.success("operators.resumed", organization.name()));
        return "redirect:/operator/organizations/" + id;
    }

    /** A place in the list is an organization's address and nothing else. */
    private static @Nullable String place(@Nullable String slug) {
        if (slug != null && !PLACE.matcher(slug).matches()) throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        return slug;
    }

    /** Null for an empty field: no limit. */
    private static @Nullable Integer number(String typed) {
        if (typed.isEmpty()) return null;
        if (!NUMBER.matcher(typed).matches()) throw Refusal.input("seats", "seats.number", Operators.MOST_SEATS);
        return Integer.valueOf(typed);
    }

    /** Null for an empty field: it is not known. A comma is read as the point that it is in many languages. */
    private static @Nullable Money money(String typed, String currency) {
        if (typed.isEmpty()) return null;
        if (!PRICE.matcher(typed).matches()) throw Refusal.input("price", "price.number");
        return new Money(new BigDecimal(typed.replace(',', '.')), currency);
    }

    private OperatorView view(Actor actor, OrganizationId id) {
        return OperatorView.of(operators.get(actor, id), operators.price(actor, id), operators.smsAllowance(actor, id));
    }

    private static ModelAndView page(OperatorView view) {
        return new ModelAndView("organizations/operator", "view", view);
    }
}
