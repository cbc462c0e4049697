package dev.gatehouse.signin;

import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.Membership;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people land: in their organization, the one of the last time, a choice of several, or a word on why there is none. */
@Controller
class StartPage {

    private final Members members;
    private final LastOrganization last;

    StartPage(Members members, LastOrganization last) {
        this.members = members;
        this.last = last;
    }

    @GetMapping("/")
    String start(HttpServletRequest request, Model model) {
        var viewer = Viewer.of(request);
        if (viewer == null) return "redirect:/sign-in";
        var memberships = members.memberships(viewer.account());
        var open = memberships.stream().filter(Membership::open).toList();
        if (open.size() == 1) return landing(open.getFirst());
        var slug = last.read(request);
        for (var membership : open) if (membership.slug().equals(slug)) return landing(membership);
        // Whoever signed up and waits for an admin has a page that says so (CRE-5).
        if (open.isEmpty())
            for (var membership : memberships)
                if (membership.status() == MemberStatus.REGISTERING && !membership.suspended())
                    return "redirect:/o/" + membership.slug() + "/waiting";
        if (open.isEmpty() && viewer.operator()) return "redirect:/operator/organizations";
        model.addAttribute("organizations", open);
        model.addAttribute("suspended", memberships.stream().anyMatch(Membership::suspended));
        model.addAttribute("operator", viewer.operator());
        return open.isEmpty() ? "signin/none" : "signin/choose";
    }

    private static String landing(Membership membership) {
        return "redirect:/o/" + membership.slug() + "/members";
    }
}
