package dev.gatehouse.members;

import dev.gatehouse.console.Flash;
import dev.gatehouse.console.Htmx;
import dev.gatehouse.console.Note;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Taking a member out of the organization (MEM-5). */
@Controller
class RemovalPage {

    private final Members members;
    private final Flash flash;

    RemovalPage(Members members, Flash flash) {
        this.members = members;
        this.flash = flash;
    }

    @PostMapping("/o/{slug}/members/{id}/removal")
    String remove(
            @PathVariable String slug,
            @PathVariable String id,
            Actor actor,
            Htmx htmx,
            HttpServletRequest request,
            HttpServletResponse response) {
        var removed = members.remove(actor, MemberId.parse(id));
        flash.leave(request, response, Note.success("members.removed", removed.label()));
        var left = removed.id().equals(actor.member());
        return htmx.redirect(left ? "/" : "/o/" + slug + "/members");
    }
}
