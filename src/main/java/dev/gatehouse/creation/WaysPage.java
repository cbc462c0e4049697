package dev.gatehouse.creation;

import dev.gatehouse.admission.Activation;
import dev.gatehouse.admission.DoubleOptIn;
import dev.gatehouse.admission.OneTimePasswords;
import dev.gatehouse.admission.Ways;
import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the page of a member offers to those who let people in: links, one-time passwords, the mail that asks to confirm (ACT-1, ACT-2, CRE-3). */
@Controller
class WaysPage {

    private final Activation activation;
    private final OneTimePasswords oneTimePasswords;
    private final DoubleOptIn doubleOptIn;
    private final Ways ways;
    private final Flash flash;
    private final Settings settings;

    WaysPage(
            Activation activation,
            OneTimePasswords oneTimePasswords,
            DoubleOptIn doubleOptIn,
            Ways ways,
            Flash flash,
            Settings settings) {
        this.activation = activation;
        this.oneTimePasswords = oneTimePasswords;
        this.doubleOptIn = doubleOptIn;
        this.ways = ways;
        this.flash = flash;
        this.settings = settings;
    }

    @GetMapping("/o/{slug}/members/{id}/activation-links")
    String askLinks(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        return show(sending(slug, id, actor), model, htmx);
    }

    @PostMapping("/o/{slug}/members/{id}/activation-links")
    String send(
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> channel,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var wanted = channels(channel);
        try {
            var member = activation.send(actor, MemberId.parse(id), wanted);
            flash.leave(request, response, Note.success("activation.sent", member.label()));
            return htmx.redirect("/o/" + slug + "/members/" + id);
        } catch (Refusal refusal) {
            switch (refusal.kind()) {
                case RULE, INPUT, TOO_MANY -> {}
                default -> throw refusal;
            }
            if (!htmx.part()) response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(sending(slug, id, actor).refused(wanted, refusal), model, htmx);
        }
    }

    @GetMapping("/o/{slug}/members/{id}/one-time-password")
    String askPassword(@PathVariable String slug, @PathVariable String id, Actor actor, Model model, Htmx htmx) {
        var asked = ways.require(actor, MemberId.parse(id));
        model.addAttribute("page", "/o/" + slug + "/members/" + id);
        model.addAttribute("member", asked.member());
        return htmx.view("creation/give-code", "creation/give-code-pane");
    }

    @PostMapping("/o/{slug}/members/{id}/one-time-password")
    String give(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Model model,
            Htmx htmx,
            HttpServletResponse response) {
        var given = oneTimePasswords.give(actor, MemberId.parse(id));
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("code", new CodeView(settings.publicUrl(), slug, given, false));
        return htmx.view("creation/code", "creation/code-pane");
    }

    @PostMapping("/o/{slug}/members/{id}/address-confirmation")
    String confirmAgain(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var member = doubleOptIn.sendAgain(actor, MemberId.parse(id));
        flash.leave(request, response, Note.success("double_opt_in.sent", member.label()));
        return htmx.redirect("/o/" + slug + "/members/" + id);
    }

    private SendView sending(String slug, String id, Actor actor) {
        var asked = ways.require(actor, MemberId.parse(id));
        return new SendView(
                "/o/" + slug + "/members/" + id,
                asked.member(),
                asked.days(),
                asked.possible(),
                asked.usual(),
                asked.known(),
                null);
    }

    private static Set<Channel> channels(List<String> words) {
        var channels = EnumSet.noneOf(Channel.class);
        for (var channel : Channel.values())
            if (words.contains(channel.name().toLowerCase(Locale.ROOT))) channels.add(channel);
        return channels;
    }

    private static String show(SendView view, Model model, Htmx htmx) {
        model.addAttribute("send", view);
        return htmx.view("creation/send", "creation/send-pane");
    }
}
