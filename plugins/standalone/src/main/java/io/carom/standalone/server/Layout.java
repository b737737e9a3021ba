package io.carom.standalone.server;

/** What stands around every page. Stateless. */
final class Layout {
    private Layout() {}

    static void begin(Html html, Site site, String title) {
        html.doctype().open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", title + " · Carom");
        html.open("link", "rel", "icon", "href", "/icon.svg", "type", "image/svg+xml");
        html.open("link", "rel", "stylesheet", "href", "/style.css?v=" + site.version());
        html.close("head").open("body");
        html.element("a", "Skip to the log", "href", "#log", "class", "skip");
        html.open("header").open("div", "class", "wide");
        html.open("h1").open("a", "href", "/").text("Carom").close("a").close("h1");
        html.element("p", "What became of your mail, what follows from it, and why.");
        html.open("nav").element("a", "Bounce log", "href", "/#log").close("nav");
        html.close("div").close("header").open("main", "class", "wide");
    }

    static void end(Html html, Site site) {
        html.close("main").open("footer").open("div", "class", "wide");
        html.text("Carom " + site.version() + " · store: " + site.store());
        html.close("div").close("footer").close("body").close("html");
    }

    /** A page that says one thing. */
    static String message(Site site, String title, String text) {
        Html html = new Html();
        begin(html, site, title);
        html.open("section", "id", "log").element("h2", title).element("p", text);
        html.open("p").element("a", "To the first page", "href", "/").close("p");
        html.close("section");
        end(html, site);
        return html.toString();
    }
}
